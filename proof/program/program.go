// Package program holds generated device programs as source text: it type-checks them in
// memory, and prints them. The text is the program; everything else is derived from it, so
// that an edit (package edit) needs no other representation.
package program

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
)

// A File is one file. Each package of a program has one.
type File struct {
	Path   string // import path of the package
	Source string
}

// A Program is a set of packages, the imported before the importing. The last one declares
// the entry, func Run.
type Program struct {
	Files []File
}

// Entry is the name of the function that a run starts at.
const Entry = "Run"

// String returns the source of all packages.
func (p *Program) String() string {
	var b strings.Builder
	for _, f := range p.Files {
		if len(p.Files) > 1 {
			fmt.Fprintf(&b, "-- %s --\n", f.Path)
		}
		b.WriteString(f.Source)
	}
	return b.String()
}

// A Package is a type-checked package of a program.
type Package struct {
	Path  string
	File  *ast.File
	More  []*ast.File // further files, only in packages of the library
	Types *types.Package
	Info  *types.Info
}

// A Loaded program is one that type-checks.
type Loaded struct {
	Program  *Program
	Fset     *token.FileSet
	Packages []*Package
}

// Main returns the package of the entry.
func (l *Loaded) Main() *Package { return l.Packages[len(l.Packages)-1] }

// Close gives the memory of the positions back.
func (l *Loaded) Close() {
	for _, p := range l.Packages {
		if f := l.Fset.File(p.File.FileStart); f != nil {
			l.Fset.RemoveFile(f)
		}
	}
}

// Load parses and type-checks p.
func Load(lib *Library, p *Program) (*Loaded, error) {
	l := &Loaded{Program: p, Fset: lib.Fset}
	own := make(map[string]*types.Package)
	for _, f := range p.Files {
		pkg, err := check(lib, own, f)
		if pkg != nil {
			l.Packages = append(l.Packages, pkg)
		}
		if err != nil {
			err = l.located(err)
			l.Close()
			return nil, err
		}
		own[f.Path] = pkg.Types
	}
	return l, nil
}

// A TypeError is what the type checker says.
type TypeError struct {
	Line Line
	Msg  string
}

func (e *TypeError) Error() string { return e.Line.String() + ": " + e.Msg }

// located resolves the position of a type error while its file is known.
func (l *Loaded) located(err error) error {
	var te types.Error
	if errors.As(err, &te) {
		return &TypeError{l.LineOf(te.Pos), te.Msg}
	}
	return err
}

func check(lib *Library, own map[string]*types.Package, f File) (*Package, error) {
	file, err := parser.ParseFile(lib.Fset, f.Path+"/"+base(f.Path)+".go", f.Source, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return nil, err
	}
	pkg := &Package{Path: f.Path, File: file, Info: NewInfo()}
	conf := types.Config{Importer: chain{own, lib}, GoVersion: "go1.26"}
	pkg.Types, err = conf.Check(f.Path, lib.Fset, []*ast.File{file}, pkg.Info)
	return pkg, err
}

// NewInfo returns an Info with all maps that an analysis needs.
func NewInfo() *types.Info {
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Instances:    make(map[*ast.Ident]types.Instance),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		Scopes:       make(map[ast.Node]*types.Scope),
		FileVersions: make(map[*ast.File]string),
	}
}

type chain struct {
	own map[string]*types.Package
	lib *Library
}

func (c chain) Import(path string) (*types.Package, error) {
	if p := c.own[path]; p != nil {
		return p, nil
	}
	return c.lib.Import(path)
}

func base(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// A Line is a place in a program.
type Line struct {
	Path string // import path
	Line int
}

func (l Line) String() string { return fmt.Sprintf("%s:%d", base(l.Path), l.Line) }

// LineOf returns the place of pos.
func (l *Loaded) LineOf(pos token.Pos) Line {
	p := l.Fset.Position(pos)
	if i := strings.LastIndexByte(p.Filename, '/'); i >= 0 {
		return Line{p.Filename[:i], p.Line}
	}
	return Line{p.Filename, p.Line}
}
