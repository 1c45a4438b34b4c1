#!/usr/bin/env bash
# nogo, the analysis of Bazel's rules_go, finds what go vet finds. nogo is built as Bazel builds it:
# rules_go's own generator writes its main file for the package analyzer/nogo. It runs as Bazel runs
# it: a package at a time, dependencies first, with export data, and with the files of facts that it
# has written for the imports. Bazel itself, which decides what is run again, is not here.
source "$(dirname "$0")/prepare.sh"
needs go
export CGO_ENABLED=0 # rules_go shows nogo no files that use cgo
rules=github.com/bazelbuild/rules_go@v0.65.0
dir=$(cd "$work" && GOFLAGS=-mod=mod go mod download -json "$rules" | sed -nE 's/.*"Dir": "(.*)",/\1/p')
[[ -n $dir ]] || skip "needs $rules from a module proxy"
builders=$dir/go/tools/builders

# sources GROUP prints the files of a group in the build file of rules_go.
sources() {
	awk -v name="\"$1\"" '$1 == "name" && $3 == name "," { on = 1 }
		on && match($0, /"[a-z0-9_]+\.go"/) { print substr($0, RSTART + 1, RLENGTH - 2) }
		on && /^\)/ { exit }' "$builders/BUILD.bazel"
}
# build GROUP OUTPUT builds a group, in a module where facts of golang.org/x/tools may be imported.
build() {
	local d=$work/$1
	mkdir -p "$d"
	for f in $(sources "$1"); do cp "$builders/$f" "$d/"; done
	chmod -R u+w "$d"
	[[ ! -f $work/nogo_main.go ]] || cp "$work/nogo_main.go" "$d/generated.go"
	cp "$root/go.sum" "$d/"
	sed -e 's#^module .*#module golang.org/x/tools/nogo#' -e '/^require (/a github.com/hublint/hublint v0.0.0' \
		-e "\$a replace github.com/hublint/hublint => $root" "$root/go.mod" >"$d/go.mod"
	(cd "$d" && GOFLAGS=-mod=mod go mod tidy 2>"$work/tidy" && go build -ldflags "-X main.rulesGoStdlibPrefix=@io_bazel_rules_go//stdlib:" -o "$2" .) || fail "$1 cannot be built: $(tail -n 3 "$work/tidy")"
}
# make_nogo CONFIG builds $work/nogo with a configuration.
make_nogo() {
	rm -f "$work/nogo_main.go"
	[[ -x $work/builder ]] || build builder_srcs "$work/builder"
	"$work/builder" gennogomain -analyzer_importpath github.com/hublint/hublint/analyzer/nogo -config "$1" -output "$work/nogo_main.go"
	build nogo_srcs "$work/nogo"
}

# check runs nogo on all packages of the working directory and what they import, and prints what
# it says of those in the working directory.
check() {
	rm -rf "$work/facts" && mkdir "$work/facts"
	go list -deps -export -f '{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}' ./... >"$work/importcfg"
	go list -deps -f '{{if not .Standard}}{{.ImportPath}} {{.Module.Main}} {{.Dir}} {{.GoFiles}} {{.Imports}}{{end}}' ./... |
		sed -E 's/[][]/|/g' >"$work/packages"
	local path own at files imports name code
	while IFS='|' read -r head files _ imports _; do
		read -r path own at <<<"$head"
		local args=(-p "$path" -importcfg "$work/importcfg" -x "$work/facts/${path//\//%}")
		[[ $own == true ]] || args+=(-facts_only)
		for name in $imports; do
			[[ ! -f $work/facts/${name//\//%} ]] || args+=(-fact "$name=$work/facts/${name//\//%}")
		done
		for name in $files; do args+=("$at/$name"); done
		code=0
		"$work/nogo" "${args[@]}" 2>"$work/log" || code=$?
		# 3 is how nogo says that there are findings. All else is a failure.
		[[ $code == 0 || $code == 3 ]] || fail "nogo on $path, exit code $code: $(cat "$work/log")"
		sed "s#^$PWD/##" "$work/log"
	done <"$work/packages"
}

cp -R "$sample" "$work/sample" && cd "$work/sample"
lines=$(grep -rn --include='*.go' 'nolint:hublint // want' . | sed -E 's#^\./([^:]+:[0-9]+):.*#\1#')
wanted . | grep -vF "$lines " >"$work/want"

printf '{}' >"$work/config.json"
make_nogo "$work/config.json"
check >"$work/text"
found <"$work/text" >"$work/got"
same "nogo of $rules, with one finding silenced by nolint" "$work/want" "$work/got"
[[ $(grep -c ' \[[0-9]*: ' "$work/text") == "$(wc -l <"$work/want")" ]] || fail "findings without a trace: $(cat "$work/text")"
seen "a trace in each message"

printf '{"hublint": {"analyzer_flags": {"severity": "error"}, "exclude_files": {"gateway/": "not now"}}}' >"$work/config.json"
make_nogo "$work/config.json"
check >"$work/text"
found <"$work/text" >"$work/got"
exits 1 "$HUBLINT" -severity error ./... >"$work/short"
found <"$work/short" | grep -v '^gateway/' | grep -vF "$lines " >"$work/want"
same "nogo with a severity and a directory left out" "$work/want" "$work/got"

printf '{"hublint": {"analyzer_flags": {"checks": "doublconnect"}}}' >"$work/config.json"
make_nogo "$work/config.json"
if (check) >"$work/text" 2>&1; then fail "a category that does not exist is taken"; fi
grep -q 'there is no category "doublconnect"' "$work/text" || fail "a category that does not exist: $(cat "$work/text")"
seen "a category that does not exist is an error"
