#!/usr/bin/env bash
# Reports for other tools are complete, and in the form that each tool demands: SARIF by its
# schema, rdjsonl by reviewdog's own schema, GitLab's Code Quality, Checkstyle, JSON.
source "$(dirname "$0")/prepare.sh"
readers
# go-sarif has the schema, in a constant that it keeps to itself.
export SARIF_SCHEMA=$work/sarif-schema.json
sed -e '1,2d; s/^const schema = `//; $d' \
	"$(go list -C "$here/formats" -f '{{.Dir}}' github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif)/schema.go" >"$SARIF_SCHEMA"
cd "$sample"
wanted . >"$work/want"

for format in sarif rdjsonl gitlab checkstyle json; do
	exits 1 "$HUBLINT" -format "$format" -o "$work/report" ./...
	"$work/formats" "$format" "$work/report" | LC_ALL=C sort >"$work/got"
	same "format $format" "$work/want" "$work/got"
	# A report of nothing is one as well: a service takes a missing file for a failure.
	exits 0 "$HUBLINT" -format "$format" -o "$work/report" ./link
	"$work/formats" "$format" "$work/report" >"$work/got"
	[[ -f $work/report && ! -s $work/got ]] || fail "format $format: the report on a clean package is $(cat "$work/report")"
done
seen "reports on a clean package are well-formed and empty"

# What is no SARIF must not pass for it.
"$HUBLINT" -format sarif ./... | sed 's/"startLine": [0-9]*/"startLine": 0/' >"$work/report" || true
if "$work/formats" sarif "$work/report" >/dev/null 2>"$work/log"; then fail "a line 0 passes for SARIF"; fi
grep -q 'startLine' "$work/log" || fail "a line 0: $(head -n 1 "$work/log")"
seen "SARIF with a line 0 is refused"
