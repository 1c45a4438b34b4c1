#!/usr/bin/env bash
# The command, go vet and a tool in go.mod find the same; matchers.json matches each finding in
# the output once, and no step.
source "$(dirname "$0")/prepare.sh"
cp -R "$sample/." "$work/sample" && cd "$work/sample"
wanted . >"$work/want"

exits 1 "$HUBLINT" ./... >"$work/short" 2>"$work/errors"
[[ ! -s $work/errors ]] || fail "the command wrote to standard error: $(cat "$work/errors")"
found <"$work/short" >"$work/got"
same "hublint ./..." "$work/want" "$work/got"

exits 1 go vet -vettool="$HUBLINT" ./... 2>"$work/vet"
found <"$work/vet" >"$work/got"
same "go vet -vettool" "$work/want" "$work/got"

# As an editor runs it: in the directory of a package, without arguments.
(cd gateway && exits 1 "$HUBLINT" >"$work/short-one" 2>"$work/errors")
found <"$work/short-one" >"$work/got"
sed -n 's#^gateway/##p' "$work/want" >"$work/want-one"
same "hublint in a package's directory" "$work/want-one" "$work/got"
[[ ! -s $work/errors ]] || fail "an editor takes this on standard error for a failure: $(cat "$work/errors")"

# A client of the user's own, described in a file. go vet must see it when the file changes.
(
	cp -R "$here/own" "$work/own" && cd "$work/own"
	wanted . >"$work/want"
	exits 1 "$HUBLINT" ./... >"$work/own-short"
	found <"$work/own-short" >"$work/got"
	same "hublint with .hublint.yaml" "$work/want" "$work/got"
	exits 1 go vet -vettool="$HUBLINT" ./... 2>"$work/own-vet"
	found <"$work/own-vet" >"$work/got"
	same "go vet with .hublint.yaml" "$work/want" "$work/got"
	sed -i.bak '/afterClose/d' .hublint.yaml
	grep -v reuseclosed "$work/want" >"$work/want-changed"
	exits 1 go vet -vettool="$HUBLINT" ./... 2>"$work/own-vet"
	found <"$work/own-vet" >"$work/got"
	same "go vet after a change of .hublint.yaml" "$work/want-changed" "$work/got"
)

wanted . >"$work/want"
go mod edit -tool=github.com/hublint/hublint/cmd/hublint -replace="github.com/hublint/hublint=$root"
go mod tidy 2>"$work/tidy" || fail "go mod tidy: $(cat "$work/tidy")"
tool=$(go tool -n hublint)
exits 1 go vet -vettool="$tool" ./... 2>"$work/tool"
found <"$work/tool" >"$work/got"
same "a tool in go.mod" "$work/want" "$work/got"

readers
for output in vet short; do
	"$work/formats" "$root/matchers.json" "$work/$output" | LC_ALL=C sort >"$work/got"
	same "matchers.json on the output of $output" "$work/want" "$work/got"
done
