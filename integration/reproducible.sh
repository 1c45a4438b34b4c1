#!/usr/bin/env bash
# Sources and Go version decide what the program is, byte by byte, and not where or when it is
# built.
source "$(dirname "$0")/prepare.sh"
for where in one another/directory; do
	mkdir -p "$work/$where"
	(cd "$root" && cp -R go.mod go.sum analyzer cmd "$work/$where/")
	CGO_ENABLED=0 go build -C "$work/$where" -trimpath -buildvcs=false -o "$work/$where/hublint" ./cmd/hublint
done
cmp "$work/one/hublint" "$work/another/directory/hublint" || fail "two builds of the same sources differ"
! grep -qaF "$work" "$work/one/hublint" || fail "the program has the directory in it where it was built"
go version -m "$work/one/hublint" | grep -q -- '-trimpath=true' || fail "no build settings in the program"
seen "two builds in different directories are equal: $("$work/one/hublint" version), $(sha256sum "$work/one/hublint" | cut -c1-16)…"
