#!/usr/bin/env bash
# A real golangci-lint with the plugin in it finds what go vet finds, and says it in the same
# words; nolint silences; settings are strict; --fix and the output formats work.
#
# It takes five minutes and a gigabyte to build, so it must be asked for:
#
#	HUBLINT_GOLANGCI=1 integration/golangci.sh
#	HUBLINT_GOLANGCI=1 GOLANGCI=/path/of/one/built/before integration/golangci.sh
source "$(dirname "$0")/prepare.sh"
[[ ${HUBLINT_GOLANGCI:-} == 1 ]] || skip "needs HUBLINT_GOLANGCI=1, as golangci-lint takes five minutes to build"

if [[ -z ${GOLANGCI:-} ]]; then
	GOLANGCI=$work/golangci-hublint
	# A copy of go.mod may change: the root module's requirements are this one's, too.
	cp "$here/golangci/go.mod" "$here/golangci/go.sum" "$work/"
	go mod edit -replace="github.com/hublint/hublint=$root" "$work/go.mod"
	nice go build -C "$here/golangci" -mod=mod -modfile="$work/go.mod" -o "$GOLANGCI" .
fi
export GOLANGCI_LINT_CACHE=$work/cache
cp -R "$sample" "$here/own" "$work/"
cd "$work/sample"
cp "$root/.golangci.example.yml" .golangci.yml

lint() { "$GOLANGCI" run --default=none --enable=hublint --max-issues-per-linter=0 --output.text.print-issued-lines=false "$@"; }
# pure leaves of each finding what go vet and the command say as well.
pure() { sed -nE 's#( \[[0-9][^]]*\])? \(hublint\)$##p' "$1" | LC_ALL=C sort; }

wanted . >"$work/all"
lines=$(grep -rn --include='*.go' 'nolint:hublint // want' . | sed -E 's#^\./([^:]+:[0-9]+):.*#\1#')
grep -vF "$lines " "$work/all" >"$work/want"

exits 1 lint ./... >"$work/text"
found <"$work/text" >"$work/got"
same "golangci-lint, with one finding silenced by nolint" "$work/want" "$work/got"

pure "$work/text" >"$work/got"
exits 1 "$HUBLINT" ./... >"$work/short"
grep -v "^	" "$work/short" | grep -vF "$lines:" | LC_ALL=C sort >"$work/want-text"
same "the words of golangci-lint" "$work/want-text" "$work/got"

[[ $(grep -c ' \[[0-9]*: ' "$work/text") == "$(wc -l <"$work/want")" ]] || fail "findings without a trace: $(cat "$work/text")"
! grep -q 'related information' "$work/text" || fail "related positions became issues"
seen "a trace in each message, and no issue for its steps"

# One package alone: what its helpers do is known by facts.
rm -rf "$GOLANGCI_LINT_CACHE"
exits 1 lint ./thermostat >"$work/text"
found <"$work/text" >"$work/got"
grep '^thermostat/' "$work/want" >"$work/want-one"
same "golangci-lint on one package, which calls helpers of another" "$work/want-one" "$work/got"

# --fix does what hublint -fix does, but for the finding that nolint silences.
cp -R "$sample" "$work/fixed"
sed -i.bak 's#//nolint:hublint // want doubleconnect#//lint:ignore hublint as below#' "$work/fixed/thermostat/thermostat.go"
(cd "$work/fixed" && exits 0 "$HUBLINT" -fix ./...)
sed -i.bak 's#//lint:ignore hublint as below#//nolint:hublint // want doubleconnect#' "$work/fixed/thermostat/thermostat.go"
exits 1 lint --fix ./... >"$work/text"
grep -q 'if !c.IsConnected() {' thermostat/thermostat.go || fail "--fix has changed nothing"
for f in $(find . -name '*.go'); do diff -u "$f" "$work/fixed/$f" || fail "--fix changed $f in another way than hublint -fix"; done
seen "--fix changes what hublint -fix changes"
cp -R "$sample/." .

for format in json sarif checkstyle code-climate junit-xml; do
	exits 1 lint --output.text.path=/dev/null --output.$format.path="$work/out" ./... >/dev/null
	n=$(grep -o '(doubleconnect)' "$work/out" | wc -l)
	((n >= $(wc -l <"$work/want"))) || fail "$format has $n findings"
	seen "format $format: complete"
done

# Settings. What golangci-lint answers to a bad one is exit code 3 and the plugin's words.
sed 's/severity: note/severity: error/' "$root/.golangci.example.yml" >.golangci.yml
exits 1 lint ./... >"$work/text"
found <"$work/text" >"$work/got"
grep '^session/' "$work/want" >"$work/want-errors"
same "severity: error" "$work/want-errors" "$work/got"
for change in 's/severity: note/severty: note/' 's/severity: note/severity: fatal/' 's/checks: \[\]/checks: [doublconnect]/'; do
	sed "$change" "$root/.golangci.example.yml" >.golangci.yml
	exits 3 lint ./... >"$work/text" 2>&1
	grep -Eq 'hublint: settings: .*(unknown key|unknown severity|no category)' "$work/text" || fail "$change: $(cat "$work/text")"
	seen "$change: $(grep -oE 'hublint: .*' "$work/text" | head -n 1)"
done

cd "$work/own"
wanted . >"$work/want"
exits 1 "$GOLANGCI" run ./... >"$work/text"
found <"$work/text" >"$work/got"
same "a client described in the settings" "$work/want" "$work/got"

# Where no hub client is, hublint costs nothing that could be measured: the CPU time of the linters
# that are on anyway, without and with it, the least of three runs each, nothing cached.
cpu() {
	local TIMEFORMAT=%U
	rm -rf "$GOLANGCI_LINT_CACHE"
	{ time "$GOLANGCI" run --default=standard "$@" -c "$root/.golangci.example.yml" ./analyzer/report ./analyzer/protocol >"$work/text" 2>&1; } 2>&1 ||
		fail "$(cat "$work/text")"
}
cd "$root"
for _ in 1 2 3; do
	cpu --disable=hublint >>"$work/without"
	cpu --enable=hublint >>"$work/with"
done
without=$(sort -n "$work/without" | head -n 1) with=$(sort -n "$work/with" | head -n 1)
awk -v a="$without" -v b="$with" 'BEGIN { exit b > 1.1 * a }' || fail "$without s of CPU time without hublint, $with s with it"
seen "no hub client: $without s of CPU time without hublint, $with s with it"
