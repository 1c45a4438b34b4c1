#!/usr/bin/env bash
# A step of action.yml: builds hublint and puts it into PATH.
set -euo pipefail

dir=$RUNNER_TEMP/hublint-bin
mkdir -p "$dir"
if [[ -z $VERSION && $REF =~ ^v[0-9]+\.[0-9]+\.[0-9] ]]; then
	VERSION=$REF
fi
# The user's settings are about the user's module.
export GOFLAGS="" GOWORK=off
cd "$RUNNER_TEMP"
if [[ -n $VERSION ]]; then
	GOBIN=$dir go install "github.com/hublint/hublint/cmd/hublint@$VERSION"
else
	go build -C "$GITHUB_ACTION_PATH" -trimpath -buildvcs=false -o "$dir/" ./cmd/hublint
fi
printf '%s\n' "$dir" >>"$GITHUB_PATH"
