#!/usr/bin/env bash
# Compares what the analysis of a pinned module costs with the last release: in allocations, which a
# benchmark counts, and in instructions, which perf or valgrind count where there is one of them.
# Both are the same from run to run within a fraction of a percent. Time is not.
#
#	integration/instructions.sh
#	BASE=main MODULE=/path/of/a/module LIMIT=5 integration/instructions.sh
#
# Before the first release it compares with where the branch left main, or with the commit before.
# The exit code is 1 if a count has grown by more than LIMIT percent. What is worth its cost raises
# LIMIT for once: LIMIT=20, and the commit says why.
source "$(dirname "$0")/prepare.sh"
needs go git
module=${MODULE:-$sample}
limit=${LIMIT:-5}

# base prints what to compare with.
base() {
	git -C "$root" describe --tags --abbrev=0 --match 'v*' HEAD 2>/dev/null && return
	local head main fork
	head=$(git -C "$root" rev-parse HEAD)
	for main in origin/main main; do
		fork=$(git -C "$root" merge-base HEAD "$main" 2>/dev/null) || continue
		[[ $fork == "$head" ]] || { printf '%s\n' "$fork"; return; }
	done
	git -C "$root" rev-parse -q --verify HEAD^
}
base=${BASE:-$(base)} || skip "needs history: there is nothing to compare with"

mkdir "$work/base"
git -C "$root" archive "$base" | tar xf - -C "$work/base"
cp "$root/cmd/hublint/cost_test.go" "$work/base/cmd/hublint/"
go build -C "$work/base" -o "$work/before" ./cmd/hublint || fail "$base cannot be built"
(cd "$module" && go mod download && go list -deps -test ./... >/dev/null)

# One thread, and no garbage collector: their work depends on the moment.
export GOMAXPROCS=1 GOGC=off GODEBUG=asyncpreemptoff=1

# allocations DIR prints what an analysis allocates by the sources in DIR: a number, and bytes.
allocations() {
	HUBLINT_MODULE=$module go test -C "$1" -run '^$' -bench '^BenchmarkModule$' -benchtime 3x ./cmd/hublint >"$work/bench" || fail "no benchmark in $1: $(tail -n 3 "$work/bench")"
	awk '/^BenchmarkModule/ { for (i = 2; i < NF; i++) { if ($(i + 1) == "allocs/op") n = $i; if ($(i + 1) == "B/op") b = $i }; print n, b }' "$work/bench"
}
# instructions PROGRAM prints what a program executes. perf counts go list, too.
instructions() {
	local out=$work/count
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

# compare WHAT BEFORE AFTER notes that a count has grown too much.
worse=()
compare() {
	[[ $2 =~ ^[0-9]+$ && $3 =~ ^[0-9]+$ ]] || fail "no count of $1: '$2', '$3'"
	awk -v what="$1" -v before="$2" -v after="$3" -v limit="$limit" 'BEGIN {
		change = (after - before) / before * 100
		printf "%-24s %15.0f %15.0f %+8.2f %%\n", what, before, after, change
		exit change > limit
	}' || worse+=("$1")
}

# A count that perf cannot make on a machine is "<not supported>".
counter=${COUNTER:-}
if [[ -z $counter ]]; then
	if command -v perf >/dev/null && perf stat -x, -e instructions:u true 2>&1 | grep -q '^[0-9]'; then
		counter=perf
	elif command -v valgrind >/dev/null; then
		counter=valgrind
	fi
fi
printf '%-24s %15s %15s\n' "hublint ./... in $(basename "$module")" "$(git -C "$root" rev-parse --short "$base")" "this tree"
read -r n bytes <<<"$(allocations "$work/base")"
read -r n_now bytes_now <<<"$(allocations "$root")"
compare allocations "$n" "$n_now"
compare "bytes allocated" "$bytes" "$bytes_now"
case $counter in
perf | valgrind) compare "instructions, $counter" "$(instructions "$work/before")" "$(instructions "$HUBLINT")" ;;
*) printf 'skipped: needs perf, with counters, or valgrind: instructions\n' ;;
esac
((${#worse[@]} == 0)) || fail "the analysis costs more than it did by more than $limit %: ${worse[*]}"
seen "no count has grown by more than $limit %"
