#!/usr/bin/env bash
# Reports for other tools are complete, and in the form that each tool demands: rdjsonl by
# reviewdog's own schema, GitLab's Code Quality, Checkstyle, JSON.
source "$(dirname "$0")/prepare.sh"
go build -C "$here/formats" -o "$work/formats" . 2>"$work/build" || not_run "the readers cannot be built: $(tail -n 1 "$work/build")"
cd "$sample"
wanted . >"$work/want"

for format in rdjsonl gitlab checkstyle json; do
	exits 1 "$HUBLINT" -format "$format" -o "$work/report" ./...
	"$work/formats" "$format" "$work/report" | LC_ALL=C sort >"$work/got"
	same "format $format" "$work/want" "$work/got"
	# A report of nothing is one as well: a service takes a missing file for a failure.
	exits 0 "$HUBLINT" -format "$format" -o "$work/report" ./link
	"$work/formats" "$format" "$work/report" >"$work/got"
	[[ -f $work/report && ! -s $work/got ]] || fail "format $format: the report on a clean package is $(cat "$work/report")"
done
seen "reports on a clean package are well-formed and empty"
