package catalog

import (
	"encoding/json"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestContractsValid(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Contracts() {
		if err := c.Validate(); err != nil {
			t.Error(err)
		}
		if seen[c.Interface] {
			t.Errorf("%s is there twice", c.Interface)
		}
		seen[c.Interface] = true
	}
}

// Whoever changes what Contracts returned changes nothing for the next.
func TestContractsNotShared(t *testing.T) {
	want := Contracts()
	for _, c := range Contracts() {
		c.Steps[0] = "x"
	}
	if !reflect.DeepEqual(Contracts(), want) {
		t.Error("a change to the result of Contracts is seen by the next call")
	}
}

// owners are the versions of modules that contracts were read in.
var owners = []struct{ module, version string }{
	{"github.com/influxdata/telegraf", "v1.30.0"},
	{"github.com/redpanda-data/benthos/v4", "v4.78.0"},
	{"github.com/benthosdev/benthos/v4", "v4.24.0"},
	{"github.com/Jeffail/benthos/v3", "v3.65.0"},
	{"github.com/edgexfoundry/device-sdk-go/v4", "v4.0.0"},
	{"github.com/edgexfoundry/device-sdk-go/v3", "v3.1.0"},
	{"github.com/edgexfoundry/device-sdk-go/v2", "v2.3.0"},
	{"github.com/dapr/components-contrib", "v1.14.0"},
	{"github.com/grafana/grafana-plugin-sdk-go", "v0.277.0"},
	{"github.com/sirupsen/logrus", "v1.9.3"},
	{"github.com/hibiken/asynq", "v0.26.0"},
	{"sigs.k8s.io/controller-runtime", "v0.16.0"},
	{"github.com/prometheus/client_golang", "v1.22.0"},
	{"github.com/robfig/cron/v3", "v3.0.1"},
	{"github.com/robfig/cron", "v1.2.0"},
}

// TestContractDrift looks for what contracts name in the source of the owners, which is all that is
// needed of them: some have hundreds of dependencies.
func TestContractDrift(t *testing.T) {
	if testing.Short() {
		t.Skip("downloads the owners of interfaces")
	}
	for _, c := range Contracts() {
		t.Run(c.Interface, func(t *testing.T) {
			decls := declarations(t, folder(t, c.Package()))
			methods := methodsOf(decls, c.Type())
			for _, m := range c.Methods() {
				if !slices.Contains(methods, m) {
					t.Errorf("%s has the methods %v, and no %s", c.Interface, methods, m)
				}
			}
			for _, name := range c.Restart {
				if _, ok := decls[name].(*ast.ValueSpec); !ok {
					t.Errorf("%s has no variable %s", c.Package(), name)
				}
			}
		})
	}
}

// folder returns where the source of a package is.
func folder(t *testing.T, path string) string {
	t.Helper()
	if p, err := build.Import(path, "", build.FindOnly); err == nil && p.Goroot {
		return p.Dir
	}
	for _, o := range owners {
		if path != o.module && !strings.HasPrefix(path, o.module+"/") {
			continue
		}
		cmd := exec.Command("go", "mod", "download", "-json", o.module+"@"+o.version)
		cmd.Dir, cmd.Env = t.TempDir(), append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
		out, err := cmd.Output()
		var found struct{ Dir string }
		if err := json.Unmarshal(out, &found); err != nil {
			t.Fatal(err)
		}
		if err != nil || found.Dir == "" {
			t.Fatalf("go mod download %s: %v\n%s", o.module, err, out)
		}
		return filepath.Join(found.Dir, filepath.FromSlash(strings.TrimPrefix(path, o.module)))
	}
	t.Fatalf("which module has package %s, and in which version, is not in the table", path)
	return ""
}

// declarations returns the types and variables that the files of a folder declare.
func declarations(t *testing.T, dir string) map[string]ast.Spec {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s: %v", dir, err)
	}
	out := map[string]ast.Spec{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				return false
			case *ast.TypeSpec:
				out[n.Name.Name] = n
			case *ast.ValueSpec:
				for _, id := range n.Names {
					out[id.Name] = n
				}
			}
			return true
		})
	}
	return out
}

// methodsOf returns the methods of an interface, with those of others of the package in it.
func methodsOf(decls map[string]ast.Spec, name string) []string {
	spec, ok := decls[name].(*ast.TypeSpec)
	if !ok {
		return nil
	}
	iface, ok := spec.Type.(*ast.InterfaceType)
	if !ok {
		return nil
	}
	var out []string
	for _, f := range iface.Methods.List {
		for _, id := range f.Names {
			out = append(out, id.Name)
		}
		if id, ok := f.Type.(*ast.Ident); ok {
			out = append(out, methodsOf(decls, id.Name)...)
		}
	}
	return out
}
