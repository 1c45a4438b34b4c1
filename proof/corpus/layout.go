package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// A Unit is what one run of hublint analyses: packages of one module.
type Unit struct {
	Project  string
	Root     string   // of the checkout
	Dir      string   // of the module, absolute
	Patterns []string // relative to Dir
}

// Units groups the packages of a project by the module that they belong to. The error lists
// what is missing from the checkout.
func (p Project) Units(folder string, whole bool) ([]Unit, error) {
	root, err := filepath.Abs(filepath.Join(folder, p.Name))
	if err != nil {
		return nil, err
	}
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return nil, err
	}
	var units []Unit
	for _, d := range p.Dirs {
		dir := filepath.Join(root, filepath.FromSlash(d))
		module, ok := moduleOf(root, dir)
		if !ok {
			return units, fmt.Errorf("%s: no go.mod for %s", p.Name, d)
		}
		rel, err := filepath.Rel(module, dir)
		if err != nil {
			return units, err
		}
		i := slices.IndexFunc(units, func(u Unit) bool { return u.Dir == module })
		if i < 0 {
			i = len(units)
			units = append(units, Unit{Project: p.Name, Root: root, Dir: module})
		}
		units[i].Patterns = append(units[i].Patterns, "./"+filepath.ToSlash(rel))
	}
	if whole {
		for i := range units {
			units[i].Patterns = []string{"./..."}
		}
	}
	return units, nil
}

// moduleOf returns the nearest folder with a go.mod, from dir up to root.
func moduleOf(root, dir string) (string, bool) {
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, true
		}
		if dir == root || dir == filepath.Dir(dir) {
			return "", false
		}
		dir = filepath.Dir(dir)
	}
}
