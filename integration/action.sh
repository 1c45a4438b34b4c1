#!/usr/bin/env bash
# The steps of action.yml do what they say on a repository with a pull request: the module is in a
# subdirectory, one finding is old, and there are more than can be shown.
source "$(dirname "$0")/prepare.sh"
needs git awk
scripts=$root/.github/action
repo=$work/repo

commit() {
	git -C "$repo" add -A
	git -C "$repo" -c user.name=check -c user.email=check@example.com -c commit.gpgsign=false commit -qm "$1"
}
git init -q -b main "$repo"
mkdir "$repo/firmware"
cp -R "$sample/." "$repo/firmware"
rm -r "$repo/firmware/session"
sed -i.bak -E '/func bad|func silenced/,/^}/d' "$repo/firmware/thermostat/thermostat.go"
rm "$repo/firmware/thermostat/thermostat.go.bak"
commit "a gateway, with a mistake"
git -C "$repo" switch -qc change
cp -R "$sample/." "$repo/firmware"
commit "sessions"
cd "$repo"
wanted . >"$work/want"

# The lines that the pull request adds: elsewhere it cannot be annotated.
git diff -U0 main...change | awk '
	/^\+\+\+ / { file = substr($2, 3) }
	/^@@ / { split(substr($3, 2), at, ","); n = at[2] == "" ? 1 : at[2]; for (i = 0; i < n; i++) print file ":" at[1] + i " " }
' >"$work/added"
grep -F -f "$work/added" "$work/want" >"$work/want-new"

# What a runner gives to a step, and the defaults of action.yml.
export RUNNER_TEMP=$work/temp GITHUB_WORKSPACE=$repo GITHUB_ACTION_PATH=$root
export GITHUB_SERVER_URL=https://github.example GITHUB_REPOSITORY=owner/name
GITHUB_SHA=$(git rev-parse HEAD)
export GITHUB_SHA
mkdir -p "$RUNNER_TEMP/bin"
cp "$HUBLINT" "$RUNNER_TEMP/bin/hublint"
PATH=$RUNNER_TEMP/bin:$PATH
export PACKAGES=./... DIRECTORY=firmware FORMAT=github OUTPUT="" FAIL_ON=note NEW_FROM="" ARGS=""

# step CODE [NAME=VALUE...] runs the last step of the action, which must exit with that code.
step() {
	local want=$1
	shift
	export GITHUB_OUTPUT=$work/output GITHUB_STEP_SUMMARY=$work/summary.md
	: >"$GITHUB_OUTPUT" && : >"$GITHUB_STEP_SUMMARY"
	exits "$want" env "$@" bash "$scripts/check.sh" >"$work/log"
}
# places prints the places of the log, annotations and plain lines.
places() {
	sed -nE -e 's#^::[a-z]+ file=([^,]+),line=([0-9]+),.*title=hublint%3A ([a-z]+)::.*#\1:\2 \3#p' \
		-e 's#^([^:[:space:]]+):([0-9]+):[0-9]+: [a-z]+: .*\(([a-z]+)\)$#\1:\2 \3#p' "$work/log" | LC_ALL=C sort
}
levels() { sed -nE 's#^::(error|warning|notice) .*#\1#p' "$work/log"; }

step 1
grep -qx found=true "$work/output" || fail "the output is $(cat "$work/output")"
places >"$work/got"
same "annotations and log" "$work/want" "$work/got"
levels | uniq -c | awk '{ print $2, $1 }' >"$work/got"
printf '%s\n' 'error 10' 'warning 1' 'notice 4' >"$work/want-levels"
diff -u "$work/want-levels" "$work/got" || fail "annotations in the wrong number or order"
seen "errors come first, ten of them, and a notice counts the rest: $(tr '\n' ' ' <"$work/got")"
[[ $(sed -n 1p "$work/log") == "::remove-matcher owner=go::" ]] || fail "the matcher of setup-go is not removed"
[[ $(grep -c '^| [a-z]' "$work/summary.md") == "$(wc -l <"$work/want")" ]] || fail "the summary is $(cat "$work/summary.md")"
grep -qF "](https://github.example/owner/name/blob/$GITHUB_SHA/firmware/gateway/gateway.go#L" "$work/summary.md" || fail "no links in the summary"
seen "all findings are in the step summary, with links"
sed -nE 's#^::[a-z]+ file=([^,]+),line=([0-9]+),.*#\1:\2 #p' "$work/log" >"$work/places"
n=$(grep -cF -f "$work/added" "$work/places")
((n == $(wc -l <"$work/places") - 1)) || fail "$n of the annotations are on lines of the pull request"
seen "$n annotations are on lines that the pull request adds, one is old"

step 0 FAIL_ON=never
grep -qx found=true "$work/output" || fail "the output is $(cat "$work/output")"
step 0 FAIL_ON=error PACKAGES="./gateway ./link"
step 1 FAIL_ON=warning PACKAGES="./gateway ./link"
step 1 FAIL_ON=error
step 0 PACKAGES=./link
grep -qx found=false "$work/output" || fail "the output is $(cat "$work/output")"
[[ ! -s $work/summary.md && ! -s $work/log ]] || fail "something is said where nothing was found"
step 2 FAIL_ON=never PACKAGES=./nosuch 2>/dev/null
step 2 FAIL_ON=fatal
seen "fail-on decides on findings, and not on failures"

step 1 ARGS="-severity error -tests=false"
! levels | grep -q warning || fail "args were not passed on"
# Inputs are words, not scripts.
# shellcheck disable=SC2016
step 2 ARGS='$(touch injected) ;touch injected' 2>/dev/null
[[ ! -e injected && ! -e firmware/injected ]] || fail "an input was run"
seen "args are passed on as words"

step 1 FORMAT=sarif OUTPUT=code.sarif
grep -qx file=code.sarif "$work/output" || fail "the output is $(cat "$work/output")"
grep -oE '"uri": "[^"]*"' code.sarif | sort -u | cut -d'"' -f4 >"$work/files"
while IFS= read -r f; do [[ $f == firmware/*.go && -f $f ]] || fail "SARIF names $f"; done <"$work/files"
seen "SARIF names files from the root of the repository: $(tr '\n' ' ' <"$work/files")"
rm code.sarif

step 1 NEW_FROM=main
places >"$work/got"
same "new-from main" "$work/want-new" "$work/got"
step 0 NEW_FROM=HEAD
seen "new-from HEAD: nothing"

# Names that have to be escaped.
printf '%s\n' '::error file=a%2Cb.go,line=3,col=1,title=hublint%3A x::50%25: a|b%0A1. a,b.go:1:2: opened (x)' |
	awk -v prefix='50%,/' -v summary="$work/escaped.md" -f "$scripts/annotate.awk" >"$work/log"
[[ $(cat "$work/log") == '::error file=50%25%2C/a%2Cb.go,line=3,col=1,title=hublint%3A x::50%25: a|b%0A1. a,b.go:1:2: opened (x)' ]] ||
	fail "escaping: $(cat "$work/log")"
grep -qF '50%: a\|b<br>1. a,b.go:1:2: opened (x)' "$work/escaped.md" || fail "escaping: $(cat "$work/escaped.md")"
seen "names and messages are escaped"

export GITHUB_PATH=$work/path GITHUB_OUTPUT=$work/output
VERSION="" REF=main bash "$scripts/install.sh"
[[ $("$(cat "$GITHUB_PATH")/hublint" version) == hublint* ]] || fail "what install.sh builds does not run"
bash "$scripts/where.sh"
grep -q '^builds=/' "$work/output" || fail "where.sh: $(cat "$work/output")"
seen "install.sh builds the version of the action"
