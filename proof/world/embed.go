// Package world holds the source of the packages that generated programs import, so that
// they can be type-checked in memory and copied next to a compiled program.
package world

import (
	"embed"
	"strings"
)

//go:embed env/*.go hub/*.go drive/drive.go
var files embed.FS

// The import paths that generated programs use.
const (
	Env = "example.com/env"
	Hub = "example.com/hub"
)

// Drive is the import path of the package that runs compiled programs.
const Drive = "example.com/drive"

const module = "github.com/hublint/hublint/proof/world"

// A File is one source file.
type File struct {
	Path   string // import path of its package
	Name   string
	Source string
}

// Sources returns the files that programs import, in the order of their dependencies.
func Sources() []File { return append(read("env", Env), read("hub", Hub)...) }

// Driver returns the file that runs compiled programs.
func Driver() File { return read("drive", Drive)[0] }

func read(dir, path string) []File {
	entries, err := files.ReadDir(dir)
	if err != nil {
		panic(err) // the files are part of the program
	}
	var out []File
	for _, e := range entries {
		src, err := files.ReadFile(dir + "/" + e.Name())
		if err != nil {
			panic(err)
		}
		out = append(out, File{path, e.Name(), strings.ReplaceAll(string(src), module, "example.com")})
	}
	return out
}
