#!/usr/bin/env bash
# The image builds and analyses a module that is mounted.
source "$(dirname "$0")/prepare.sh"
engine=
for e in podman docker; do
	if command -v "$e" >/dev/null && "$e" info >/dev/null 2>&1; then
		engine=$e
		break
	fi
done
[[ -n $engine ]] || skip "needs podman or docker, and one that works"
"$engine" build -q -t hublint-check -f "$root/Containerfile" "$root" >"$work/log" 2>&1 || skip "needs an image to build from: $(tail -n 1 "$work/log")"
cd "$sample"
wanted . >"$work/want"
exits 1 "$engine" run --rm -v "$PWD:/src:ro" hublint-check ./... >"$work/text"
found <"$work/text" >"$work/got"
same "the image" "$work/want" "$work/got"
