#!/usr/bin/env bash
# The action, the workflows and all other YAML of this repository are what they should be, by a
# validator of GitHub's schemas.
source "$(dirname "$0")/prepare.sh"
npm_tools @action-validator/core@0.6.0 @action-validator/cli@0.6.0 yaml@2.8.0
cd "$root"
for f in action.yml .github/workflows/*.yml integration/examples/github*.yml integration/examples/forgejo.yml; do
	"$npm/node_modules/.bin/action-validator" "$f" || fail "$f is not valid"
	seen "$f is valid"
done
for f in integration/examples/gitlab-ci.yml .pre-commit-hooks.yaml .custom-gcl.yml .golangci.example.yml .github/ISSUE_TEMPLATE/*.yml; do
	"$npm/node_modules/.bin/yaml" valid <"$f" || fail "$f is not YAML"
done
seen "the other files are YAML"
