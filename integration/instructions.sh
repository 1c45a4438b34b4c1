#!/usr/bin/env bash
# Compares what the analysis of a pinned module costs, in instructions, with the last release.
# Instructions are the same from run to run within a fraction of a percent, time is not.
#
#	integration/instructions.sh
#	BASE=main MODULE=/path/of/a/module LIMIT=5 integration/instructions.sh
#
# It counts with perf, where the machine has counters, or else with valgrind. The exit code is 1
# if the costs have grown by more than LIMIT percent.
source "$(dirname "$0")/prepare.sh"
base=${BASE:-$(git -C "$root" describe --tags --abbrev=0 --match 'v*' HEAD 2>/dev/null || true)}
module=${MODULE:-$sample}
limit=${LIMIT:-5}
[[ -n $base ]] || not_run "there is no release to compare with; BASE=REVISION names another"

mkdir "$work/base"
git -C "$root" archive "$base" | tar xf - -C "$work/base"
go build -C "$work/base" -o "$work/before" ./cmd/hublint || fail "$base cannot be built"
(cd "$module" && go mod download && go list -deps -test ./... >/dev/null)

# One thread, and no garbage collector: their work depends on the moment.
count() {
	local out=$work/count
	export GOMAXPROCS=1 GOGC=off GODEBUG=asyncpreemptoff=1
	case $counter in
	perf) perf stat -x, -e instructions:u -o "$out" -- "$1" -C "$module" ./... >/dev/null || (($? == 1)) ;;
	# Not callgrind: it gives up at the signal with which the system tells that go list has ended.
	valgrind) valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null --log-file="$out" "$1" -C "$module" ./... >/dev/null || (($? == 1)) ;;
	esac || fail "$1 cannot be measured: $(tail -n 3 "$out")"
	case $counter in
	perf) awk -F, '/instructions/ { print $1 }' "$out" ;;
	valgrind) sed -nE 's/.*I +refs: +([0-9,]+).*/\1/p' "$out" | tr -d , ;;
	esac | head -n 1
}
# perf counts go list too, if it counts at all: what a machine does not count is "<not supported>".
counter=
if command -v perf >/dev/null && perf stat -x, -e instructions:u true 2>&1 | grep -q '^[0-9]'; then
	counter=perf
elif command -v valgrind >/dev/null; then
	counter=valgrind
fi
[[ -n $counter ]] || not_run "there is no valgrind on this machine, and perf cannot count instructions"

before=$(count "$work/before")
after=$(count "$HUBLINT")
[[ $before =~ ^[0-9]+$ && $after =~ ^[0-9]+$ ]] || fail "no counts: '$before', '$after'"
printf 'instructions of hublint ./... in %s, by %s\n' "$(basename "$module")" "$counter"
awk -v name="$base" -v before="$before" -v after="$after" -v limit="$limit" 'BEGIN {
	change = (after - before) / before * 100
	printf "%15.0f  %s\n%15.0f  this tree\n%+14.2f %%  (limit %s %%)\n", before, name, after, change, limit
	exit change > limit
}' || fail "the analysis costs more than it did"
