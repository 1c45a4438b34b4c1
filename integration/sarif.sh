#!/usr/bin/env bash
# SARIF is valid by the rules of GitHub's code scanning, as Microsoft's validator has them.
# formats.sh has checked it by its schema.
source "$(dirname "$0")/prepare.sh"
cd "$sample"
exits 1 "$HUBLINT" -format sarif -o "$work/report.sarif" ./...
exits 0 "$HUBLINT" -format sarif -o "$work/clean.sarif" ./link

npm_tools @microsoft/sarif-multitool@5.7.0
multitool=$npm/node_modules/@microsoft/sarif-multitool-linux
[[ -d $multitool ]] || skip "needs Linux, for the validator"

# Its exit code is 0 whatever it finds.
chmod u+x "$multitool/Sarif.Multitool"
for report in report clean; do
	DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$multitool/Sarif.Multitool" validate "$work/$report.sarif" \
		-o "$work/validation.sarif" --log ForceOverwrite --rule-kind "Sarif;Gh" >"$work/log" 2>&1 || skip "needs a validator that starts: $(tail -n 1 "$work/log")"
	! grep -E ' (error|warning) ' "$work/log" || fail "$report.sarif breaks rules of SARIF or of GitHub"
	[[ -s $work/validation.sarif ]] || fail "the validator has said nothing: $(cat "$work/log")"
done
seen "no errors or warnings by the rules of SARIF and of GitHub"
