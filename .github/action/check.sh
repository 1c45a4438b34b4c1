#!/usr/bin/env bash
# A step of action.yml: runs hublint, shows what it found, and fails if that is bad enough.
set -euo pipefail

case $FAIL_ON in
note | warning | error | never) ;;
*)
	printf '::error title=hublint::fail-on is "%s" (want note, warning, error or never)\n' "$FAIL_ON"
	exit 2
	;;
esac

# Lists: any white space separates.
# shellcheck disable=SC2153
read -r -d '' -a args <<<"$ARGS" || true
# shellcheck disable=SC2153
read -r -d '' -a packages <<<"$PACKAGES" || true
flags=(-C "$DIRECTORY")
[[ -z $NEW_FROM ]] || flags+=(-new-from "$NEW_FROM")
flags+=(${args[@]+"${args[@]}"}) # bash 3 takes an empty list for an unset variable

# hublint writes file names as seen from the directory of the module, annotations and alerts
# want them as seen from the root of the repository.
prefix=$(git -C "$DIRECTORY" rev-parse --show-prefix 2>/dev/null || true)

out=$OUTPUT
case $FORMAT in
github) out=$RUNNER_TEMP/hublint.out ;;
sarif) out=${OUTPUT:-hublint.sarif} ;;
esac
# The name is seen from here, not from the directory of the module.
case $out in
"" | /* | [A-Za-z]:*) ;;
*) out=$PWD/$out ;;
esac
[[ -z $out ]] || flags+=(-o "$out")

code=0
hublint "${flags[@]}" -format "$FORMAT" ${packages[@]+"${packages[@]}"} || code=$?

if [[ -f $out ]]; then
	case $FORMAT in
	github)
		awk -v prefix="$prefix" -v summary="${GITHUB_STEP_SUMMARY:-/dev/null}" \
			-f "$(dirname "${BASH_SOURCE[0]}")/annotate.awk" "$out"
		;;
	sarif)
		if [[ -n $prefix ]]; then
			path=$(printf '%s' "$prefix" | sed 's/[\\#&]/\\&/g')
			sed -E 's#^( *"uri": ")([^":]*",?)$#\1'"$path"'\2#' "$out" >"$RUNNER_TEMP/hublint.sarif"
			mv "$RUNNER_TEMP/hublint.sarif" "$out"
		fi
		;;
	esac
	[[ $FORMAT == github ]] || printf 'file=%s\n' "${out#"$PWD/"}" >>"$GITHUB_OUTPUT"
fi

# Exit codes: 0 is clean, 1 is findings, all others are failures and stay what they are.
found=false
[[ $code != 1 ]] || found=true
printf 'found=%s\n' "$found" >>"$GITHUB_OUTPUT"
if [[ $code == 1 ]]; then
	case $FAIL_ON in
	never) code=0 ;;
	warning | error)
		code=0
		hublint "${flags[@]}" -o "$RUNNER_TEMP/hublint.short" -format short -severity "$FAIL_ON" ${packages[@]+"${packages[@]}"} || code=$?
		;;
	esac
fi
exit "$code"
