// Package world holds the source of the packages that generated programs import, so that
// they can be type-checked in memory and copied next to a compiled program.
package world

import (
	"embed"
	"strings"
)

//go:embed env/env.go hub/hub.go hub/token.go drive/drive.go
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
func Sources() []File {
	return read([][3]string{
		{Env, "env/env.go", "env.go"},
		{Hub, "hub/hub.go", "hub.go"},
		{Hub, "hub/token.go", "token.go"},
	})
}

// Driver returns the file that runs compiled programs.
func Driver() File { return read([][3]string{{Drive, "drive/drive.go", "drive.go"}})[0] }

func read(list [][3]string) []File {
	var out []File
	for _, f := range list {
		src, err := files.ReadFile(f[1])
		if err != nil {
			panic(err) // the files are part of the program
		}
		out = append(out, File{f[0], f[2], strings.ReplaceAll(string(src), module, "example.com")})
	}
	return out
}
