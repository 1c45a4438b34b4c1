#!/usr/bin/env bash
# pre-commit installs the hook from this repository and runs it in another one.
source "$(dirname "$0")/prepare.sh"
needs git pre-commit

commit() {
	git -C "$1" init -q -b main
	git -C "$1" add -A
	git -C "$1" -c user.name=check -c user.email=check@example.com -c commit.gpgsign=false commit -qm "$2"
}
mkdir "$work/tool"
(cd "$root" && git ls-files -z -co --exclude-standard -- .pre-commit-hooks.yaml go.mod go.sum analyzer cmd | xargs -0 tar cf - --ignore-failed-read) | tar xf - -C "$work/tool"
commit "$work/tool" "the hook"

cp -R "$sample" "$work/user"
cat >"$work/user/.pre-commit-config.yaml" <<YAML
repos:
  - repo: $work/tool
    rev: $(git -C "$work/tool" rev-parse HEAD)
    hooks:
      - id: hublint
YAML
commit "$work/user" "a program"
cd "$work/user"
wanted . >"$work/want"
export PRE_COMMIT_HOME=$work/home

exits 1 pre-commit run --all-files >"$work/text"
found <"$work/text" >"$work/got"
same "pre-commit" "$work/want" "$work/got"
