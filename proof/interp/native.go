package interp

import (
	"errors"
	"fmt"
	"go/types"
	"strings"
	"time"

	"github.com/hublint/hublint/proof/world/hub"
)

// nativeZero returns how to make zero values of a type of the standard library, or nil.
func nativeZero(name string) func() value {
	switch name {
	case "sync.Once":
		return func() value { return new(once) }
	case "sync.Mutex", "sync.RWMutex":
		return func() value { return new(mutex) }
	case "sync.WaitGroup":
		return func() value { return new(group) }
	}
	return nil
}

type (
	once  struct{ done bool }
	mutex struct{}
	group struct{}
)

// nativeFunc returns a function of another package, or nil.
func nativeFunc(fn *types.Func) native {
	switch fn.FullName() {
	case "example.com/hub.New", "example.com/hub.NewClient":
		return func(m *machine, args []value) []value { return one(m.newClient(args[0])) }
	case "example.com/hub.NewSession":
		return func(m *machine, args []value) []value {
			return one(hub.NewSessionIn(m.world, args[0].(string)))
		}
	case "example.com/hub.Dial":
		return func(m *machine, args []value) []value { return dial(m, args[0].(string)) }
	case "example.com/hub.NewOptions":
		return newOptions(fn.Signature().Results().At(0).Type())
	case "example.com/env.Fresh":
		return func(m *machine, _ []value) []value { return one(m.world.Fresh()) }
	case "fmt.Sprintf":
		return func(_ *machine, args []value) []value { return one(fmt.Sprintf(args[0].(string), args[1:]...)) }
	case "time.AfterFunc":
		return func(m *machine, args []value) []value {
			m.later(args[1])
			return one(nil)
		}
	case "example.com/env.Cond":
		return func(m *machine, _ []value) []value { return one(m.world.Cond()) }
	case "example.com/env.Count":
		return func(m *machine, _ []value) []value { return one(m.world.Count()) }
	case "errors.New":
		return func(_ *machine, args []value) []value { return one(errors.New(args[0].(string))) }
	case "errors.Is":
		return func(_ *machine, args []value) []value { return one(errors.Is(asError(args[0]), asError(args[1]))) }
	case "errors.Join":
		return func(_ *machine, args []value) []value {
			errs := make([]error, len(args))
			for i, a := range args {
				errs[i] = asError(a)
			}
			return one(plain(errors.Join(errs...)))
		}
	case "errors.Unwrap":
		return func(_ *machine, args []value) []value { return one(plain(errors.Unwrap(asError(args[0])))) }
	case "fmt.Errorf":
		return func(_ *machine, args []value) []value { return one(fmt.Errorf(args[0].(string), args[1:]...)) }
	case "os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln":
		return func(m *machine, _ []value) []value { m.world.Exit(); return nil }
	case "time.Sleep":
		return func(m *machine, _ []value) []value { m.world.Sleep(); return nil }
	case "log.Print", "log.Println", "log.Printf", "fmt.Println", "fmt.Print":
		return func(*machine, []value) []value { return nil }
	case "time.After":
		return func(m *machine, _ []value) []value { return one(m.world.After()) }
	case "sync.OnceFunc":
		return func(_ *machine, args []value) []value {
			o, f := new(once), args[0]
			return one(&bound{func(m *machine, _ []value) []value { return o.do(m, f) }, args})
		}
	}
	return nil
}

func one(v value) []value { return []value{v} }

func asError(v value) error {
	err, _ := v.(error)
	return err
}

// plain turns a nil error into the nil of the interpreter.
func plain(err error) value {
	if err == nil {
		return nil
	}
	return err
}

func (o *once) do(m *machine, f value) []value {
	if !o.done {
		o.done = true
		m.call(f, nil, nil)
	}
	return nil
}

// argument returns an unknown argument of the entry.
func (m *machine) argument(t types.Type) value {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch u.Kind() {
		case types.Bool:
			return m.world.Cond()
		case types.Int:
			return m.world.Count()
		case types.String:
			return "argument"
		}
	case *types.Pointer:
		if types.TypeString(t, nil) == "*example.com/hub.Client" {
			return hub.Inherited(m.world)
		}
		return &cell{zero(u.Elem())()}
	}
	return zero(t)()
}

// nativeMethod returns a method of a type that is not interpreted. The receiver comes first.
func nativeMethod(name string) native {
	return func(m *machine, args []value) []value {
		recv := args[0]
		if p, ok := recv.(*cell); ok {
			recv = p.v
		}
		switch r := recv.(type) {
		case *structure:
			return setOption(args[0], r, name, args[1])
		case *hub.Session:
			if name == "Channel" {
				return channel(r)
			}
			return clientMethod(r, name)
		case connection:
			return clientMethod(r, name)
		case *hub.Channel:
			r.Send("")
			return nil
		case hub.Token:
			return tokenMethod(r, name)
		case error:
			return one(r.Error())
		case *once:
			return r.do(m, args[1])
		case *mutex:
			if name == "TryLock" {
				return one(true)
			}
			return nil
		case *group:
			return groupMethod(m, name, args)
		case nil:
			fail("nil dereference")
		}
		panic(fmt.Sprintf("interp: method %s of %T", name, recv))
	}
}

// A connection is a client of either kind.
type connection interface {
	Connect() error
	TryConnect() bool
	ConnectToken() hub.Token
	Close()
	IsConnected() bool
	Publish(string)
}

func clientMethod(c connection, name string) []value {
	switch name {
	case "Connect":
		return one(plain(c.Connect()))
	case "TryConnect":
		return one(c.TryConnect())
	case "ConnectToken":
		return one(c.ConnectToken())
	case "Close":
		c.Close()
	case "IsConnected":
		return one(c.IsConnected())
	case "Publish":
		c.Publish("")
	}
	return nil
}

func tokenMethod(t hub.Token, name string) []value {
	switch name {
	case "Wait":
		return one(t.Wait())
	case "WaitTimeout":
		return one(t.WaitTimeout(time.Second))
	case "Error":
		return one(plain(t.Error()))
	case "Done":
		return one(t.Done())
	}
	return nil
}

// implements reports whether a space-separated list of methods has those of interface t.
func implements(methods string, t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range i.Methods() {
		if !strings.Contains(methods, " "+m.Name()+" ") {
			return false
		}
	}
	return true
}
