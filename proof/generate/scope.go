package generate

import (
	"fmt"
	"strings"
)

// A result is what the function being written returns.
type result uint8

const (
	nothing result = iota
	errorResult
	boolResult
	namedError
	clientResult // (*hub.Client, error)
)

// A fn is a function being written.
type fn struct {
	g      *gen
	pkg    *pkg
	body   strings.Builder
	result result
	level  int // of helpers that call helpers
	// methodOf is the device whose method this is.
	methodOf string
}

// A scope is a place in a function where statements are written.
type scope struct {
	*fn
	clients []*client
	err     string // a variable for errors, or ""
	loop    *loop  // innermost
	depth   int
}

type loop struct {
	label string
	outer *loop
}

// An up is the generator's rough idea of a client.
type up uint8

const (
	no up = iota
	maybe
	yes
)

// A client is a client that statements may use.
type client struct {
	expr string // what methods are called on
	ptr  string // the *hub.Client, to be passed on
	up   up
	// guard is the program's own record of whether the client is open, or nil.
	guard *guard
	// typ is the type's name in package hub; "" is Client.
	typ string
	// id is an expression for the identity, or "".
	id string
	// spent is set if the client may have been closed and is for one connection.
	spent bool
	// nilable is set if the variable is nil while there is no connection.
	nilable bool
	// device is set if the client is the field of a struct with methods for it.
	device *device
	// age is the loop in which the client was made.
	age *loop
}

// typeName returns the type of c in package hub.
func (c *client) typeName() string {
	if c.typ == "" {
		return "Client"
	}
	return c.typ
}

// A guard is a variable that records whether a client is open.
type guard struct{ isUp, isDown, setUp, setDown string }

func (s *scope) line(format string, args ...any) {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	s.body.WriteString(format)
	s.body.WriteByte('\n')
}

// block writes a nested block with write. Whatever it does to a client may have been done.
func (s *scope) block(write func(in *scope)) {
	in := *s
	in.depth++
	in.clients = append([]*client(nil), s.clients...)
	before := make([]up, len(s.clients))
	for i, c := range s.clients {
		before[i] = c.up
	}
	write(&in)
	for i, c := range s.clients {
		if c.up != before[i] {
			c.up = maybe
		}
	}
}

// inside is block for a function literal, in which return, break and continue mean
// something else.
func (s *scope) inside(res result, write func(in *scope)) {
	old := s.result
	s.result = res
	s.block(func(in *scope) {
		in.loop, in.err = nil, ""
		write(in)
	})
	s.result = old
}

// bail writes what is done after a failure. It reports whether control leaves here.
func (s *scope) bail(err string) bool {
	g := s.g
	leaves := true
	leave := func(format string, args ...any) func() {
		return func() { s.line(format, args...) }
	}
	stay := func(format string, args ...any) func() {
		return func() { s.line(format, args...); leaves = false }
	}
	cs := []choice{
		{2, stay(`log.Println("failed")`)},
		{1, leave("panic(%s)", orText(err))},
		{1, leave("os.Exit(1)")},
		{1, leave(`log.Fatal("failed")`)},
		{1, func() {
			g.declareOnce(s.pkg, "fatal", "func fatal(text string) {\nlog.Println(text)\nos.Exit(2)\n}")
			s.line(`fatal("failed")`)
			leaves = g.chance(0.5)
			if leaves {
				s.line(s.returning(err))
			}
		}},
		{12, func() { s.line(s.returning(err)) }},
	}
	if s.loop != nil {
		cs = append(cs, choice{6, func() { s.line(s.leaveLoop()) }})
	}
	g.pick(cs...)
	return leaves
}

func orText(err string) string {
	if err == "" {
		return `"failed"`
	}
	return err
}

// returning returns a return statement that reports err, or a failure if it is "".
func (s *scope) returning(err string) string {
	g := s.g
	switch s.result {
	case errorResult, namedError:
		if err == "" {
			return `return errors.New("failed")`
		}
		return g.oneOf("return "+err, "return "+err, fmt.Sprintf(`return fmt.Errorf("connect: %%w", %s)`, err))
	case boolResult:
		return "return false"
	case clientResult:
		if err == "" {
			return `return nil, errors.New("failed")`
		}
		return g.oneOf("return nil, "+err, fmt.Sprintf(`return nil, fmt.Errorf("dial: %%w", %s)`, err))
	}
	return "return"
}

// finishing returns a return statement that reports success.
func (s *scope) finishing() string {
	switch s.result {
	case errorResult, namedError:
		return "return nil"
	case boolResult:
		return "return true"
	case clientResult:
		return "return c, nil"
	}
	return "return"
}

// leaveLoop returns a statement that leaves an iteration or a loop.
func (s *scope) leaveLoop() string {
	word := s.g.oneOf("continue", "break", "continue")
	l := s.loop
	if l.outer != nil && l.outer.label != "" && s.g.chance(0.4) {
		l = l.outer
	}
	if l.label != "" && (l != s.loop || s.g.chance(0.5)) {
		return word + " " + l.label
	}
	return word
}

// failed writes the branch of a failure of c: what the guard needs, then bail.
func (s *scope) failed(c *client, err string) bool {
	if c.nilable {
		s.line("%s = nil", c.ptr)
	}
	return s.bail(err)
}

// succeeded writes what the guard of c needs after a success.
func (s *scope) succeeded(c *client) {
	if c.guard != nil && !s.g.slip() {
		s.line(c.guard.setUp)
	}
}

func (s *scope) anyClient() *client {
	if len(s.clients) == 0 {
		return s.newClient()
	}
	// The latest clients are the most interesting ones.
	n := len(s.clients)
	i := n - 1 - min(s.g.r.IntN(n), s.g.r.IntN(n))
	return s.clients[i]
}
