# Reads what "hublint -format github" has written, and prints what the runner is to get: file
# names from the root of the repository, and of each level the ten annotations that are shown.
# All others are plain lines of the log. The step summary has all findings.
#
#	awk -v prefix=DIR/ -v summary=FILE -f annotate.awk

BEGIN {
	# One notice is kept for the count of what is not shown.
	limit["error"] = limit["warning"] = 10
	limit["notice"] = 9
}

!/^::(error|warning|notice) file=/ {
	if ($0 ~ /^::notice /) last = $0
	else print
	next
}

{
	split(substr($0, 3), word, " ")
	level = word[1]
	rest = substr($0, length(level) + 4)
	cut = index(rest, "::")
	properties = substr(rest, 1, cut - 1)
	message = substr(rest, cut + 2)
	sub(/^file=/, "", properties)
	properties = escaped(prefix) properties

	file = plain(properties); sub(/,line=.*/, "", file)
	line = properties; sub(/.*,line=/, "", line); sub(/,.*/, "", line)
	column = ""
	if (match(properties, /,col=[0-9]+/)) column = ":" substr(properties, RSTART + 5, RLENGTH - 5)
	n = split(message, step, /%0A/)

	if (++shown[level] <= limit[level]) print "::" level " file=" properties "::" message
	else {
		hidden++
		print file ":" line column ": " level ": " plain(step[1])
	}
	if (!total++) print "### hublint\n\n| | where | what |\n|---|---|---|" > summary
	if (total <= 1000) {
		row = cell(step[1])
		for (i = 2; i <= n; i++) row = row "<br>" cell(step[i])
		print "| " level " | " link(file, line) " | " row " |" > summary
	}
}

END {
	if (total > 1000) print "\n" total - 1000 " more are in the log." > summary
	if (hidden) print "::notice title=hublint::" hidden " more findings are in the step summary and in the log of this step"
	else if (last != "") print last
}

function plain(s) {
	gsub(/%0D/, "", s); gsub(/%0A/, " ", s); gsub(/%3A/, ":", s); gsub(/%2C/, ",", s); gsub(/%25/, "%", s)
	return s
}

function escaped(s) {
	gsub(/%/, "%25", s); gsub(/:/, "%3A", s); gsub(/,/, "%2C", s)
	return s
}

function cell(s) {
	s = plain(s)
	gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/\|/, "\\|", s); gsub(/[*_`\[]/, "\\\\&", s)
	return s
}

function link(file, line,   at) {
	at = cell(file) ":" line
	if (ENVIRON["GITHUB_REPOSITORY"] == "" || ENVIRON["GITHUB_SHA"] == "") return at
	gsub(/ /, "%20", file)
	return "[" at "](" ENVIRON["GITHUB_SERVER_URL"] "/" ENVIRON["GITHUB_REPOSITORY"] "/blob/" ENVIRON["GITHUB_SHA"] "/" file "#L" line ")"
}
