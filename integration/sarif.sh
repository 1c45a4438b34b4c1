#!/usr/bin/env bash
# SARIF is valid by its schema and by the rules of GitHub's code scanning, and has what an alert
# shows: the way to the second connection, regions of one line, fingerprints.
source "$(dirname "$0")/prepare.sh"
cd "$sample"
wanted . >"$work/want"
exits 1 "$HUBLINT" -format sarif -o "$work/report.sarif" ./...
exits 0 "$HUBLINT" -format sarif -o "$work/clean.sarif" ./link

command -v node >/dev/null || not_run "there is no node on this machine"
npm_tools @microsoft/sarif-multitool@5.7.0 ajv@8.17.1 ajv-formats@3.0.1
multitool=$npm/node_modules/@microsoft/sarif-multitool-linux
[[ -d $multitool ]] || not_run "the validator is for Linux"
cp "$here/sarif.mjs" "$npm/sarif.mjs" # modules are found from where the program is

node "$npm/sarif.mjs" "$multitool/sarif-2.1.0.json" "$work/report.sarif" | LC_ALL=C sort >"$work/got"
same "SARIF, valid by its schema" "$work/want" "$work/got"
node "$npm/sarif.mjs" "$multitool/sarif-2.1.0.json" "$work/clean.sarif" >"$work/got"
[[ ! -s $work/got ]] || fail "SARIF of a clean package has results"

# Its exit code is 0 whatever it finds.
chmod u+x "$multitool/Sarif.Multitool"
for report in report clean; do
	DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$multitool/Sarif.Multitool" validate "$work/$report.sarif" \
		-o "$work/validation.sarif" --log ForceOverwrite --rule-kind "Sarif;Gh" >"$work/log" 2>&1 || not_run "the validator does not start: $(tail -n 1 "$work/log")"
	! grep -E ' (error|warning) ' "$work/log" || fail "$report.sarif breaks rules of SARIF or of GitHub"
	[[ -s $work/validation.sarif ]] || fail "the validator has said nothing: $(cat "$work/log")"
done
seen "no errors or warnings by the rules of SARIF and of GitHub"
