# Sourced by the checks in this directory: where things are, and how findings are compared.
# shellcheck shell=bash
#
# A check exits with 0 if all is well, and with 77 if it could not be run; then its last line
# says what it needs. HUBLINT names the program to be checked; without it, each check builds its own.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
# shellcheck disable=SC2034 # in the checks
sample=$here/sample
export GOWORK=off GOFLAGS="${GOFLAGS:-} -buildvcs=false"

work=$(mktemp -d)
# What go mod downloads is read-only.
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

fail() { printf 'FAIL: %s\n' "$*" >&2; exit 1; }
skip() { printf 'skipped: %s\n' "$*"; exit 77; }
# needs COMMAND... ends a check on a machine that lacks one of them.
needs() {
	local c
	for c in "$@"; do command -v "$c" >/dev/null || skip "needs $c"; done
}
seen() { printf 'seen: %s\n' "$*"; }

if [[ -z ${HUBLINT:-} ]]; then
	needs go
	HUBLINT=$work/hublint
	go build -C "$root" -o "$HUBLINT" ./cmd/hublint
fi

# wanted DIR prints what the comments in the sources below a directory want to be reported, as
# "file:line category".
wanted() {
	(cd "$1" && grep -rn --include='*.go' '// want ' . | sed -E 's#^\./([^:]+:[0-9]+):.*// want ([a-z]+)$#\1 \2#' | LC_ALL=C sort)
}

# found prints the same for the lines of a report: "file:line:col: message (category)", perhaps
# with a trace and the name of a linter behind it. Steps, which begin with a tab or have one in
# front of their message, do not count.
found() {
	sed -E 's# \(hublint\)$##; s#\) \[[0-9].*\]$#)#' |
		sed -nE 's#^(\./)?([^:[:space:]][^:]*\.go):([0-9]+):[0-9]+: [^[:space:]].*\(([a-z]+)\)$#\2:\3 \4#p' | LC_ALL=C sort
}

# same WHAT WANT GOT compares two files.
same() {
	diff -u --label wanted --label found "$2" "$3" || fail "$1"
	seen "$1: as wanted, $(wc -l <"$3" | tr -d ' ') of them"
}

# exits CODE COMMAND... runs a command that must exit with that code.
exits() {
	local want=$1 got=0
	shift
	"$@" || got=$?
	[[ $got == "$want" ]] || fail "exit code $got, want $want: $*"
}

# npm_tools PACKAGE... makes programs from npm available below $npm. It is for checks only:
# hublint needs nothing of the kind.
npm=${HUBLINT_NPM:-$work/npm}
npm_tools() {
	needs npm node
	mkdir -p "$npm"
	npm install --prefix "$npm" --no-audit --no-fund --no-package-lock --silent "$@" >"$work/npm.log" 2>&1 ||
		skip "npm cannot install $*: $(tail -n 1 "$work/npm.log")"
}

# readers builds the program that reads reports as their consumers do, as $work/formats.
readers() {
	(cd "$here/formats" && go mod download) 2>"$work/download" || skip "needs a module proxy: $(tail -n 1 "$work/download")"
	go build -C "$here/formats" -o "$work/formats" . || fail "the readers cannot be built"
}
