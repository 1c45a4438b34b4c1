#!/usr/bin/env bash
# Runs hublint through every way in that others build on. Each check is a script of its own and
# can be run alone.
#
#	integration/run.sh                         the quick ones, which need Go, git and a module proxy
#	HUBLINT_INTEGRATION=1 integration/run.sh   also those that need npm, Neovim, pre-commit or a container engine
#	HUBLINT_GOLANGCI=1 integration/run.sh      also golangci-lint, which takes five minutes to build
#	integration/run.sh vet formats             these
#
# What is skipped is listed with what it needs. The exit code is 1 if a check failed.
source "$(dirname "$0")/prepare.sh"
export HUBLINT HUBLINT_NPM=$npm

checks=(vet formats action examples nogo reproducible)
[[ ${HUBLINT_INTEGRATION:-} != 1 ]] || checks+=(neovim sarif valid precommit container)
[[ ${HUBLINT_GOLANGCI:-} != 1 ]] || checks+=(golangci)
(($# == 0)) || checks=("$@")

passed=() failed=() skipped=()
for check in "${checks[@]}"; do
	printf '\n== integration: %s\n' "$check"
	log=$work/$check.log code=0 begun=$SECONDS
	bash "$here/$check.sh" 2>&1 | tee "$log" || code=${PIPESTATUS[0]}
	case $code in
	0) passed+=("$check ($((SECONDS - begun)) s)") ;;
	77) skipped+=("$check: $(sed -n '$s/^skipped: //p' "$log")") ;;
	*) failed+=("$check") ;;
	esac
done

printf '\n== integration\n'
for p in ${passed[@]+"${passed[@]}"}; do printf 'passed: %s\n' "$p"; done
for s in ${skipped[@]+"${skipped[@]}"}; do printf 'skipped: %s\n' "$s"; done
for f in ${failed[@]+"${failed[@]}"}; do printf 'failed: %s\n' "$f"; done
printf '%d passed, %d failed, %d skipped\n' "${#passed[@]}" "${#failed[@]}" "${#skipped[@]}"
[[ ${#failed[@]} == 0 ]]
