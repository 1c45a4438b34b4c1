#!/usr/bin/env bash
# A step of action.yml: tells what is worth keeping between runs.
set -euo pipefail

{
	printf 'modules=%s\n' "$(go env GOMODCACHE)"
	printf 'builds=%s\n' "$(go env GOCACHE)"
	printf 'go=%s\n' "$(go env GOVERSION)"
} >>"$GITHUB_OUTPUT"
