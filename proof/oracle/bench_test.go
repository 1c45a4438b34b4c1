package oracle

import (
	"testing"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/proof/generate"
	"github.com/hublint/hublint/proof/interp"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/static"
)

func BenchmarkJudge(b *testing.B) {
	lib, err := program.NewLibrary()
	if err != nil {
		b.Fatal(err)
	}
	d, err := static.New(lib, analyzer.New(analyzer.Config{Protocols: []protocol.Protocol{static.Hub()}}))
	if err != nil {
		b.Fatal(err)
	}
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
