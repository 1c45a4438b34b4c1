#!/usr/bin/env bash
# Runs hublint through every way in that others build on: go vet, the action, code scanning,
# reviewdog, pre-commit, golangci-lint. Each check is a script of its own and can be run alone.
#
#	integration/run.sh                      the quick ones
#	HUBLINT_GOLANGCI=1 integration/run.sh   golangci-lint too, which takes five minutes to build
#
# What is not run is listed with the reason. The exit code is 1 if a check failed.
source "$(dirname "$0")/prepare.sh"
export HUBLINT HUBLINT_NPM=$npm

passed=() failed=() skipped=()
for check in vet formats sarif action examples precommit reproducible container golangci; do
	printf '\n== integration: %s\n' "$check"
	log=$work/$check.log code=0
	bash "$here/$check.sh" 2>&1 | tee "$log" || code=${PIPESTATUS[0]}
	case $code in
	0) passed+=("$check") ;;
	77) skipped+=("$check: $(sed -n '$s/^not run: //p' "$log")") ;;
	*) failed+=("$check") ;;
	esac
done

printf '\n== integration\n'
for s in ${skipped[@]+"${skipped[@]}"}; do printf 'not run: %s\n' "$s"; done
for f in ${failed[@]+"${failed[@]}"}; do printf 'failed: %s\n' "$f"; done
printf '%d passed, %d failed, %d skipped\n' "${#passed[@]}" "${#failed[@]}" "${#skipped[@]}"
[[ ${#failed[@]} == 0 ]]
