package interp

import (
	"go/types"
	"strings"

	"github.com/hublint/hublint/proof/world/hub"
)

// A registration says which functions the library may call as long as a client is in use.
type registration struct {
	client *hub.Client
	fns    []value
}

// newClient makes a client with the options that v is or points to.
func (m *machine) newClient(v value) value {
	s, ok := v.(*structure)
	if !ok {
		s = deref(v).v.(*structure)
	}
	var o hub.Options
	var fns []value
	t := s.typ.Underlying().(*types.Struct)
	for i, f := range s.fields {
		switch v := f.v; t.Field(i).Name() {
		case "ID":
			o.ID = v.(string)
		case "Broker":
			o.Broker = v.(string)
		case "AutoReconnect":
			o.AutoReconnect = v.(bool)
		case "OnLost":
			if v != nil {
				fns = append(fns, v)
				o.OnLost = func(c *hub.Client, err error) { m.handle(v, c, err) }
			}
		case "OnConnect":
			if v != nil {
				fns = append(fns, v)
				o.OnConnect = func(c *hub.Client) { m.handle(v, c) }
			}
		}
	}
	c := hub.NewIn(m.world, o)
	if len(fns) > 0 {
		m.handlers = append(m.handlers, registration{c, fns})
	}
	return c
}

// handle calls a handler, which begins a stack of its own.
func (m *machine) handle(f value, args ...value) {
	var at Frame
	of := f
	if b, ok := f.(*bound); ok {
		of = b.holds[0]
	}
	if c, ok := of.(*closure); ok {
		at = Frame{c.code.first, c.code.first, c.code.pos}
	}
	m.detached(at, f, args)
}

func newOptions(pointer types.Type) native {
	z := zero(pointer.(*types.Pointer).Elem())
	return func(*machine, []value) []value {
		s := z().(*structure)
		option(s, "AutoReconnect").v = true
		return one(&cell{s})
	}
}

// option returns a field of hub.Options, or nil.
func option(s *structure, name string) *cell {
	t := s.typ.Underlying().(*types.Struct)
	for i := range t.NumFields() {
		if t.Field(i).Name() == name {
			return s.fields[i]
		}
	}
	return nil
}

// setOption is a method of hub.Options that sets a field and returns its receiver.
func setOption(recv value, s *structure, name string, v value) []value {
	option(s, strings.TrimPrefix(name, "Set")).v = v
	return one(recv)
}

func dial(m *machine, id string) []value {
	s, err := hub.DialIn(m.world, id)
	if err != nil {
		return []value{nil, err}
	}
	return []value{s, nil}
}

func channel(s *hub.Session) []value {
	ch, err := s.Channel()
	if err != nil {
		return []value{nil, err}
	}
	return []value{ch, nil}
}
