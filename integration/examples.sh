#!/usr/bin/env bash
# The examples fit this version: the inputs that workflows give to the action, the commands of the
# others, the versions for golangci-lint.
source "$(dirname "$0")/prepare.sh"
cd "$here/examples"

version=$(sed -n 's/^version: //p' "$root/.custom-gcl.yml")
grep -q "golangci-lint/v2 $version$" "$here/golangci/go.mod" || fail ".custom-gcl.yml has version $version, which is not what golangci.sh tests"
seen ".custom-gcl.yml has the version that is tested, $version"

# The inputs between "uses: hublint/hublint@…" and the next step.
for f in github*.yml; do
	awk '/uses: / { on = /hublint\/hublint@/ } on && /^          [a-z-]+:/ { sub(/:.*/, ""); print $1 }' "$f" >"$work/inputs"
	[[ -s $work/inputs ]] || fail "$f gives the action nothing"
	while IFS= read -r input; do
		grep -q "^  $input:\$" "$root/action.yml" || fail "$f gives the action $input, which it does not take"
	done <"$work/inputs"
done
seen "the action takes all inputs that the examples give it"

# Commands: what follows "run:" or the dash of a list.
mkdir -p "$work/bin"
cp "$HUBLINT" "$work/bin/hublint"
cp -R "$sample" "$work/sample"
(cd "$sample" && wanted . >"$work/want")
for f in forgejo.yml gitlab-ci.yml; do
	command=$(sed -nE 's#^ *- (run: )?(.*hublint -format .*)#\2#p' "$f")
	(cd "$work/sample" && GOPATH=$work PATH=$work/bin:$PATH sh -euc "$command") || fail "$f: $command"
done
n=$(grep -c '"message"' "$work/sample/hublint.rdjsonl")
((n == $(wc -l <"$work/want"))) || fail "forgejo.yml: $n findings"
n=$(grep -c '"fingerprint"' "$work/sample/hublint.json")
((n == $(wc -l <"$work/want"))) || fail "gitlab-ci.yml: $n findings"
# A failure must not pass for a clean run.
(cd "$work/sample" && GOPATH=$work PATH=$work/bin:$PATH sh -euc "${command/.\/.../.\/nosuch}") 2>/dev/null && fail "gitlab-ci.yml: a failure passes"
seen "the commands of forgejo.yml and gitlab-ci.yml do what they should"
