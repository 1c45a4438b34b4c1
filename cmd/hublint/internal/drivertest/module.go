package drivertest

import (
	"archive/zip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// ClientVersion is the version of the client in the module proxy.
const ClientVersion = "v1.4.2"

// client is the library that modules under test depend on.
const client = `
-- go.mod --
module example.com/client

go 1.26
-- client.go --
package client

type Client struct{ up bool }

func New() *Client { return new(Client) }

func (c *Client) Connect() error { c.up = true; return nil }

func (c *Client) ReConnect() error { return c.Connect() }

func (c *Client) Close() { c.up = false }
`

// A Module is a directory of source files, and the environment to use it in.
type Module struct {
	Dir string
	Env []string
}

// New writes the files of a txtar archive to a temporary directory. Modules among them can
// require example.com/client, which comes from a module proxy made for the test, so that it
// has a version and lies in a module cache.
func New(t testing.TB, archive string) *Module {
	t.Helper()
	root := t.TempDir()
	proxy := filepath.Join(root, "proxy", ClientPackage, "@v")
	write(t, proxy, map[string]string{
		"list":                  ClientVersion + "\n",
		ClientVersion + ".info": `{"Version":"` + ClientVersion + `"}`,
	})
	zipClient(t, proxy)
	dir := filepath.Join(root, "src")
	files := make(map[string]string)
	for _, f := range txtar.Parse([]byte(archive)).Files {
		files[f.Name] = string(f.Data)
	}
	write(t, dir, files)
	m := &Module{Dir: dir, Env: append(os.Environ(),
		"GOPROXY=file://"+filepath.ToSlash(filepath.Join(root, "proxy")),
		"GOMODCACHE="+filepath.Join(root, "modcache"),
		"GOFLAGS=-mod=mod -modcacherw",
		"GONOSUMDB=*", "GONOSUMCHECK=1", "GOSUMDB=off", "GOWORK=", "GO111MODULE=on", "GOTOOLCHAIN=local",
	)}
	return m
}

// Command returns a command to be run in the module.
func (m *Module) Command(t testing.TB, name string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = m.Dir
	cmd.Env = append(m.Env, "PWD="+m.Dir)
	return cmd
}

// Go runs a go command that must succeed.
func (m *Module) Go(t testing.TB, args ...string) {
	t.Helper()
	if out, err := m.Command(t, "go", args...).CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// Read returns the contents of a file of the module.
func (m *Module) Read(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(m.Dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Write writes files of the module, given as a txtar archive.
func (m *Module) Write(t testing.TB, archive string) {
	t.Helper()
	files := make(map[string]string)
	for _, f := range txtar.Parse([]byte(archive)).Files {
		files[f.Name] = string(f.Data)
	}
	write(t, m.Dir, files)
}

func write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// zipClient writes the client's .mod and .zip as a module proxy serves them.
func zipClient(t testing.TB, dir string) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, ClientVersion+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zw := zip.NewWriter(f)
	for _, file := range txtar.Parse([]byte(client)).Files {
		w, err := zw.Create(ClientPackage + "@" + ClientVersion + "/" + file.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(file.Data); err != nil {
			t.Fatal(err)
		}
		if file.Name == "go.mod" {
			write(t, dir, map[string]string{ClientVersion + ".mod": string(file.Data)})
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
}
