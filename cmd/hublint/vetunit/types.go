package vetunit

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"

	"golang.org/x/tools/go/gcexportdata"

	"github.com/hublint/hublint/cmd/hublint/outline"
	"github.com/hublint/hublint/cmd/hublint/reach"
	"github.com/hublint/hublint/cmd/hublint/unit"
)

// A checker parses and type-checks a unit.
type checker struct {
	cfg     *config
	fset    *token.FileSet
	imports map[string]*types.Package // by package path: direct imports, and what they refer to
	stored  map[string]vetx           // files of direct imports, if they were needed
}

func newChecker(cfg *config) *checker {
	return &checker{cfg: cfg, fset: token.NewFileSet(), imports: make(map[string]*types.Package), stored: make(map[string]vetx)}
}

// An extent is how much of a unit is looked at.
type extent uint8

const (
	declarations extent = iota // enough for those who import it
	helpers                    // the bodies of helpers, too, and of what they call
	whole                      // the unit matters
)

func (e extent) analysed() bool { return e != declarations }

// check returns the unit with its types.
func (c *checker) check(e extent) (*unit.Unit, error) {
	parse, err := c.parser(e)
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, name := range c.cfg.GoFiles {
		f, err := parse(name)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	u := &unit.Unit{
		Fset:         c.fset,
		Files:        files,
		OtherFiles:   c.cfg.NonGoFiles,
		IgnoredFiles: c.cfg.IgnoredFiles,
		Info:         unit.NewInfo(),
		Sizes:        types.SizesFor("gc", build.Default.GOARCH),
		Module:       c.cfg.module(),
	}
	tc := &types.Config{
		Importer:         importerFunc(c.importPackage),
		Sizes:            u.Sizes,
		GoVersion:        c.cfg.GoVersion,
		IgnoreFuncBodies: e == declarations,

		DisableUnusedImportCheck: e == helpers,
	}
	pkg, err := tc.Check(c.cfg.ImportPath, c.fset, files, u.Info)
	if err != nil {
		return nil, err
	}
	u.Pkg = pkg
	return u, nil
}

// parser returns what parses a file of the unit, as far as it is looked at.
func (c *checker) parser(e extent) (func(name string) (*ast.File, error), error) {
	strip := outline.Strip
	switch e {
	case whole:
		return func(name string) (*ast.File, error) {
			return parser.ParseFile(c.fset, name, nil, parser.SkipObjectResolution|parser.ParseComments)
		}, nil
	case helpers:
		var texts [][]byte
		for _, name := range c.cfg.GoFiles {
			src, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			texts = append(texts, src)
		}
		needed := outline.Needed(texts, reach.Helper(texts))
		strip = func(src []byte) []byte { return outline.StripBut(src, needed) }
	}
	return func(name string) (*ast.File, error) {
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		return parser.ParseFile(c.fset, name, strip(src), parser.SkipObjectResolution)
	}, nil
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// importPackage returns the package that an import declaration names.
func (c *checker) importPackage(decl string) (*types.Package, error) {
	path, ok := c.cfg.ImportMap[decl]
	if !ok {
		return nil, fmt.Errorf("cannot resolve import %q", decl)
	}
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := c.imports[path]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	r, err := c.exportData(path)
	if err != nil {
		return nil, fmt.Errorf("importing %q: %w", path, err)
	}
	pkg, err := gcexportdata.Read(r, c.fset, c.imports, path)
	if err != nil {
		return nil, fmt.Errorf("importing %q: %w (was hublint built with an older Go than the go command? Build it again with this one)", path, err)
	}
	return pkg, nil
}

// exportData returns the types of a direct import: the compiler's, or else this tool's own.
func (c *checker) exportData(path string) (io.Reader, error) {
	name := c.cfg.PackageFile[path]
	if name == "" {
		v, err := c.vetx(path)
		if err != nil {
			return nil, err
		}
		if len(v.types) == 0 {
			return nil, fmt.Errorf("neither the go command nor hublint has its types")
		}
		return bytes.NewReader(v.types), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := gcexportdata.NewReader(f)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	return bytes.NewReader(data), err
}

// vetx returns what the tool wrote about a direct import. A unit that failed has written
// nothing; its error has been shown, and its importers go on without its facts.
func (c *checker) vetx(path string) (vetx, error) {
	if v, ok := c.stored[path]; ok {
		return v, nil
	}
	name, ok := c.cfg.PackageVetx[path]
	if !ok {
		return vetx{}, nil
	}
	v, err := readVetx(name)
	if err != nil {
		return vetx{}, err
	}
	c.stored[path] = v
	return v, nil
}

// types returns the export data of a checked unit.
func (c *checker) types(u *unit.Unit) ([]byte, error) {
	var buf bytes.Buffer
	if err := gcexportdata.Write(&buf, c.fset, u.Pkg); err != nil {
		return nil, fmt.Errorf("writing types: %w", err)
	}
	return buf.Bytes(), nil
}
