package main

import (
	"cmp"
	"io"
	"os"
	"testing"
)

// BenchmarkModule analyses the example, or the module in the directory that HUBLINT_MODULE names.
// Its time says little, but what it allocates is the same wherever it runs within a fraction of a
// percent. integration/instructions.sh copies this file into older sources and compares, so it uses
// no more than run.
func BenchmarkModule(b *testing.B) {
	dir := cmp.Or(os.Getenv("HUBLINT_MODULE"), "../../examples/device")
	b.ReportAllocs()
	for b.Loop() {
		if code := run(b.Context(), []string{"-C", dir, "./..."}, io.Discard, os.Stderr); code > 1 {
			b.Fatalf("exit code %d", code)
		}
	}
}
