package settings

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hublint/hublint/analyzer"
)

// fileName is the configuration file's name.
const fileName = ".hublint.yaml"

// Find returns the configuration file for a directory, or "" if there is none. The search
// begins at the root of the workspace or module, not in the directory itself: all packages
// must agree on one file whichever directory a door starts from, and the go command asks for
// the tool's identity in one directory only.
func Find(dir string) string {
	for _, root := range []string{"go.work", "go.mod"} {
		if path := upwards(dir, root); path != "" {
			return upwards(filepath.Dir(path), fileName)
		}
	}
	return upwards(dir, fileName)
}

// upwards returns the path of the named file in dir or the nearest directory above.
func upwards(dir, name string) string {
	for {
		path := filepath.Join(dir, name)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// Digest identifies the contents of the configuration file for dir. It is empty if there is
// none.
func Digest(dir string) (string, error) {
	name := Find(dir)
	if name == "" {
		return "", nil
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", sha256.Sum256(data)), nil
}

// readConfig reads a configuration file.
func readConfig(name string) (analyzer.Config, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return analyzer.Config{}, err
	}
	return parse(data, shortest(name))
}

// parse parses a configuration file's contents. What is wrong begins with source and line.
func parse(data []byte, source string) (analyzer.Config, error) {
	data, err := toJSON(data, source)
	if err != nil {
		return analyzer.Config{}, err
	}
	return analyzer.ParseSettings(data, source)
}

// shortest returns a file's name as seen from the working directory, if that is shorter.
func shortest(name string) string {
	wd, err := os.Getwd()
	if err != nil {
		return name
	}
	rel, err := filepath.Rel(wd, name)
	if err != nil || len(rel) >= len(name) {
		return name
	}
	return rel
}
