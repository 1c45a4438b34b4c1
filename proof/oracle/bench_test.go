package oracle

import (
	"testing"

	"github.com/hublint/hublint/proof/generate"
	"github.com/hublint/hublint/proof/interp"
	"github.com/hublint/hublint/proof/program"
)

func BenchmarkJudge(b *testing.B) {
	j := judge(b)
	lib, d := j.Lib, j.Driver
	l, err := generate.New(lib, 1, 14)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("generate", func(b *testing.B) {
		for i := range b.N {
			l, _ := generate.New(lib, 1, uint64(i))
			l.Close()
		}
	})
	b.Run("load", func(b *testing.B) {
		for range b.N {
			l, _ := program.Load(lib, l.Program)
			l.Close()
		}
	})
	b.Run("analyze", func(b *testing.B) {
		for range b.N {
			if _, err := d.Analyze(l); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("execute", func(b *testing.B) {
		for range b.N {
			p, _ := interp.Compile(l)
			Run(p, DefaultBounds())
		}
	})
}
