package catalog

import (
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/hublint/hublint/analyzer/protocol"
)

// These tests compare the catalogue with the libraries themselves: a function, type, operand or
// constant that a protocol names must be there, and of the kind that it says. They download
// what they need and fail if they cannot.

// casesDir is the module that pins the libraries that the cases are written against.
var casesDir = filepath.Join("..", "..", "testdata", "src")

// pins are further versions that a protocol is meant for, or libraries that do not go together
// with those of the cases. Absent names what that version does not have.
var pins = []struct {
	name, module, version string
	absent                []string
}{
	{name: "paho.mqtt.golang", module: "github.com/eclipse/paho.mqtt.golang", version: "v1.5.0"},
	{name: "paho.mqtt.golang", module: "github.com/eclipse/paho.mqtt.golang", version: "v1.4.3", absent: []string{"WaitTokenTimeout"}},
	{name: "paho.mqtt.golang", module: "github.com/eclipse/paho.mqtt.golang", version: "v1.4.2", absent: []string{"WaitTokenTimeout"}},
	{name: "paho.mqtt.golang", module: "github.com/eclipse/paho.mqtt.golang", version: "v1.4.1", absent: []string{"WaitTokenTimeout"}},
	{name: "paho.mqtt.golang", module: "github.com/eclipse/paho.mqtt.golang", version: "v1.3.5", absent: []string{"WaitTokenTimeout"}},
	{name: "paho.mqtt.golang", module: "github.com/eclipse/paho.mqtt.golang", version: "v1.2.0", absent: []string{
		"WaitTokenTimeout", "Token.Done", "ClientOptions.SetConnectRetry",
		"ClientOptions.SetReconnectingHandler", "ClientOptions.SetConnectionAttemptHandler",
	}},
	{name: "go-amqp", module: "github.com/Azure/go-amqp", version: "v1.0.5", absent: []string{"Conn.Done"}},
	{name: "go-amqp", module: "github.com/Azure/go-amqp", version: "v0.18.1", absent: []string{"Conn.Done"}},
	{name: "go-amqp (Client)", module: "github.com/Azure/go-amqp", version: "v0.17.0"},
	{name: "amqp091-go", module: "github.com/rabbitmq/amqp091-go", version: "v1.10.0"},
	{name: "modbus (grid-x)", module: "github.com/grid-x/modbus", version: "v0.0.0-20240503115206-582f2ab60a18"},
	{name: "opcua", module: "github.com/gopcua/opcua", version: "v0.9.1"},
	{name: "azure-event-hubs-go", module: "github.com/Azure/azure-event-hubs-go/v3", version: "v3.6.2"},
}

// TestDrift checks the versions that the cases pin.
func TestDrift(t *testing.T) {
	pinned := map[string]bool{"go-amqp (Client)": true, "azure-event-hubs-go": true}
	var todo []protocol.Protocol
	var paths []string
	for _, p := range All() {
		if !pinned[p.Name] {
			todo = append(todo, p)
			paths = append(append(paths, p.Package), p.Extensions...)
		}
	}
	loaded := load(t, casesDir, "", paths...)
	for _, p := range todo {
		t.Run(p.Name, func(t *testing.T) { checkDrift(t, loaded[p.Package], &p, nil) })
		for _, path := range p.Extensions {
			if pkg := loaded[path]; pkg == nil || len(pkg.Scope().Names()) == 0 {
				t.Errorf("%s: there is no package %s", p.Name, path)
			}
		}
	}
}

// TestDriftPinned checks further versions, each in a module of its own.
func TestDriftPinned(t *testing.T) {
	byName := map[string]protocol.Protocol{}
	for _, p := range All() {
		byName[p.Name] = p
	}
	for _, pin := range pins {
		t.Run(pin.name+"@"+pin.version, func(t *testing.T) {
			p, ok := byName[pin.name]
			if !ok {
				t.Fatalf("no protocol %s", pin.name)
			}
			dir := t.TempDir()
			mod := fmt.Sprintf("module example.com/pin\n\ngo 1.26\n\nrequire %s %s\n", pin.module, pin.version)
			if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o666); err != nil {
				t.Fatal(err)
			}
			checkDrift(t, load(t, dir, "mod", p.Package)[p.Package], &p, pin.absent)
		})
	}
}

// load returns the types of the packages, from export data: their sources are of no interest.
func load(t *testing.T, dir, mod string, paths ...string) map[string]*types.Package {
	t.Helper()
	cfg := &packages.Config{Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedExportFile, Dir: dir}
	cfg.Env = append(os.Environ(), "GOWORK=off")
	if mod != "" {
		cfg.BuildFlags = []string{"-mod=" + mod}
	}
	pkgs, err := packages.Load(cfg, paths...)
	if err != nil {
		t.Fatal(err)
	}
	loaded := map[string]*types.Package{}
	for _, pkg := range pkgs {
		for _, e := range pkg.Errors {
			t.Errorf("%s: %v", pkg.PkgPath, e)
		}
		loaded[pkg.PkgPath] = pkg.Types
	}
	if t.Failed() {
		t.FailNow()
	}
	return loaded
}

func checkDrift(t *testing.T, pkg *types.Package, p *protocol.Protocol, absent []string) {
	t.Helper()
	if pkg == nil {
		t.Fatalf("package %s was not loaded", p.Package)
	}
	d := &drift{t: t, pkg: pkg, p: p, objects: map[string]types.Object{}}
	for _, name := range append(slices.Clone(p.Types), p.Tokens...) {
		if _, ok := pkg.Scope().Lookup(name).(*types.TypeName); !ok {
			t.Errorf("%s has no type %s", pkg.Path(), name)
		}
	}
	for i := range p.Ops {
		op := &p.Ops[i]
		obj := d.lookup(op.Func)
		switch {
		case slices.Contains(absent, op.Func):
			if obj != nil {
				t.Errorf("%s is there, although it is said to be absent", op.Func)
			}
		case obj == nil:
			t.Errorf("%s has no %s", pkg.Path(), op.Func)
		default:
			d.objects[op.Func] = obj
			d.op(op, obj)
		}
	}
	for _, s := range append(slices.Clone(p.Identity), p.Hub...) {
		d.source(s)
	}
	if f := p.Reconnect.Options; f != "" && d.lookup(f) == nil {
		t.Errorf("%s has no %s, which is said to make options", pkg.Path(), f)
	}
}

// A drift compares one protocol with one version of its package.
type drift struct {
	t       *testing.T
	pkg     *types.Package
	p       *protocol.Protocol
	objects map[string]types.Object
}

// lookup finds a function, or a method or field of a type, promoted ones included.
func (d *drift) lookup(name string) types.Object {
	typ, member, ok := strings.Cut(name, ".")
	obj := d.pkg.Scope().Lookup(typ)
	if !ok {
		if f, ok := obj.(*types.Func); ok {
			return f
		}
		return nil
	}
	if tn, ok := obj.(*types.TypeName); ok {
		obj, _, _ := types.LookupFieldOrMethod(tn.Type(), true, d.pkg, member)
		return obj
	}
	return nil
}
