package program

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"sync"

	"github.com/hublint/hublint/proof/world"
)

// A Library is what programs import: the fictional hub, the unknown world, and the standard
// library. It may be used by several goroutines.
type Library struct {
	Fset *token.FileSet
	// World has the packages of the hub, type-checked from source.
	World []*Package

	mu    sync.Mutex
	known map[string]*types.Package
	std   types.Importer
}

// NewLibrary returns the library.
func NewLibrary() (*Library, error) {
	lib := &Library{
		Fset:  token.NewFileSet(),
		known: make(map[string]*types.Package),
	}
	lib.std = importer.ForCompiler(lib.Fset, "gc", nil)
	byPath := make(map[string][]*ast.File)
	var paths []string
	for _, src := range world.Sources() {
		f, err := parser.ParseFile(lib.Fset, src.Path+"/"+src.Name, src.Source, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		if byPath[src.Path] == nil {
			paths = append(paths, src.Path)
		}
		byPath[src.Path] = append(byPath[src.Path], f)
	}
	for _, path := range paths {
		pkg := &Package{Path: path, File: byPath[path][0], Info: NewInfo()}
		conf := types.Config{Importer: lib, GoVersion: "go1.26"}
		var err error
		pkg.Types, err = conf.Check(path, lib.Fset, byPath[path], pkg.Info)
		if err != nil {
			return nil, err
		}
		pkg.More = byPath[path][1:]
		lib.World = append(lib.World, pkg)
		lib.known[path] = pkg.Types
	}
	return lib, nil
}

// Import implements [types.Importer].
func (lib *Library) Import(path string) (*types.Package, error) {
	lib.mu.Lock()
	defer lib.mu.Unlock()
	if p := lib.known[path]; p != nil {
		return p, nil
	}
	p, err := lib.std.Import(path)
	if err == nil {
		lib.known[path] = p
	}
	return p, err
}
