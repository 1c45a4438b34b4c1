package typestate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
)

// In these programs a function's name says what is right: bad… must be reported, good… must not.
// fp… is reported and should not be, fn… is not reported and should be. All others are helpers.

const straight = `
func badTwice(c *hub.Client) { c.Connect(); c.Connect() }
func goodClosed(c *hub.Client) { c.Connect(); c.Close(); c.Connect() }
func goodOther(c, d *hub.Client) { c.Connect(); d.Connect() }
func badBool(c *hub.Client) { if c.TryConnect() { c.TryConnect() } }
func goodBool(c *hub.Client) { if !c.TryConnect() { c.TryConnect() } }
func badClosedConn(c *hub.Conn) { c.Close(); c.Connect() }
func badDialled() { if c, err := hub.Dial("x"); err == nil { c.Connect() } }
func goodUnknown(c *hub.Client) { c.Connect() }
func goodAsked(c *hub.Client) { if !c.IsConnected() { c.Connect() } }
func badAsked(c *hub.Client) { if c.IsConnected() { c.Connect() } }
`

const results = `
func goodOnError(c *hub.Client) error {
	if err := c.Connect(); err != nil { return c.Connect() }
	return nil
}
func badOnSuccess(c *hub.Client) error {
	err := c.Connect()
	if err == nil { err = c.Connect() }
	return err
}
func goodFlag(c *hub.Client) {
	up := c.Connect() == nil
	c.Send("x")
	if !up { c.Connect() }
}
func badFlag(c *hub.Client) {
	up := c.Connect() == nil
	c.Send("x")
	if up { c.Connect() }
}
func goodToken(c *hub.Client) { t := c.Start(); t.Wait(); if t.Error() != nil { c.Start() } }
func badToken(c *hub.Client) { t := c.Start(); t.Wait(); if t.Error() == nil { c.Start() } }
`

const loops = `
func goodUntilUp(c *hub.Client) { for c.Connect() != nil { time.Sleep(1) } }
func badForEver(c *hub.Client) { for { c.Connect(); time.Sleep(1) } }
func goodNew(n int) { for range n { hub.New("x").Connect() } }
func badBounded(c *hub.Client) { for range 3 { c.Connect() } }
func goodBreaks(c *hub.Client) error {
	for range 3 {
		if err := c.Connect(); err == nil { return nil }
	}
	return errors.New("gave up")
}
func badDeferInLoop(c *hub.Client) { for range 3 { c.Connect(); defer c.Close() } }
func goodDeferInLiteral(c *hub.Client) { for range 3 { func() { c.Connect(); defer c.Close() }() } }
`

const calls = `
func connect(c *hub.Client) error { return c.Connect() }
func ensure(c *hub.Client) error { if c.IsConnected() { return nil }; return connect(c) }
func badHelper(c *hub.Client) error {
	if err := connect(c); err != nil { return err }
	return connect(c)
}
func goodGuarded(c *hub.Client) error {
	if err := ensure(c); err != nil { return err }
	return ensure(c)
}
func badGuardedThenNot(c *hub.Client) error {
	if err := ensure(c); err != nil { return err }
	return connect(c)
}
type link struct { c *hub.Client; up bool }
func (l *link) open() error {
	if l.up { return nil }
	if err := l.c.Connect(); err != nil { return err }
	l.up = true
	return nil
}
func goodField(l *link) { if l.open() == nil { l.open() } }
func badForgets(l *link) { if l.open() == nil { l.up = false; l.open() } }
func twice(f func()) { f(); f() }
func badCallback(c *hub.Client) { twice(func() { c.Connect() }) }
func goodCallback(c *hub.Client) { twice(func() { c.Close(); c.Connect() }) }
func goodOnce(c *hub.Client) { var once sync.Once; f := func() { c.Connect() }; once.Do(f); once.Do(f) }
func construct() *hub.Client { c := hub.New("x"); c.Connect(); return c }
func badConstructed() { construct().Connect() }
`

// Somebody else may have closed the client: nobody knows.
const handedOut = `
func closeSoon(c *hub.Client) { go c.Close() }
func goodGoes(c *hub.Client) { c.Connect(); go c.Close(); c.Connect() }
func goodGoesLiteral(c *hub.Client) { c.Connect(); go func() { c.Close() }(); c.Connect() }
func goodGoesInHelper(c *hub.Client) { c.Connect(); closeSoon(c); c.Connect() }
func closeLater(c *hub.Client) { time.AfterFunc(1, func() { c.Close() }) }
func goodLater(c *hub.Client) { c.Connect(); closeLater(c); c.Connect() }
var queue = make(chan *hub.Client)
func send(c *hub.Client) { queue <- c }
func goodSent(c *hub.Client) { c.Connect(); queue <- c; time.Sleep(1); c.Connect() }
func goodSentByHelper(c *hub.Client) { c.Connect(); send(c); time.Sleep(1); c.Connect() }
func enlist(c *hub.Client, f func(*hub.Client)) { f(c) }
func goodEnlisted(c *hub.Client, f func(*hub.Client)) { c.Connect(); enlist(c, f); c.Connect() }
type registry interface { Put(c *hub.Client) }
func put(c *hub.Client, r registry) { r.Put(c) }
func goodPut(c *hub.Client, r registry) { c.Connect(); put(c, r); c.Connect() }
func goodPutInPlace(c *hub.Client, r registry) { c.Connect(); r.Put(c); c.Connect() }
func badPutBefore(c *hub.Client, r registry) { put(c, r); c.Connect(); c.Connect() }
var all []*hub.Client
func keep(c *hub.Client) { all = append(all, c) }
func closeAll() { for _, c := range all { c.Close() } }
func goodKept(c *hub.Client) { keep(c); c.Connect(); closeAll(); c.Connect() }
func goodKeptNew() { c := hub.New("x"); keep(c); c.Connect(); closeAll(); c.Connect() }
type link struct { c *hub.Client }
func (l *link) watch() { go l.loop() }
func (l *link) loop() { for { time.Sleep(1); l.c.Close() } }
func goodLoops(l *link) { l.c.Connect(); go l.loop(); time.Sleep(1); l.c.Connect() }
func badAsked(c *hub.Client) { go func() { for { time.Sleep(1); c.IsConnected() } }(); c.Connect(); c.Connect() }
func badSends(c *hub.Client) { go func() { for { time.Sleep(1); c.Send("x") } }(); c.Connect(); c.Connect() }
func goodWatched(l *link) { l.c.Connect(); l.watch(); time.Sleep(1); l.c.Connect() }
`

func TestViolations(t *testing.T) {
	for name, src := range map[string]string{
		"straight": straight, "results": results, "loops": loops, "calls": calls, "handedOut": handedOut,
	} {
		t.Run(name, func(t *testing.T) {
			a, fns := analyse(t, src)
			reported := map[string]bool{}
			for _, v := range a.Violations(fns) {
				reported[enclosing(fns, v).Name()] = true
			}
			for _, fn := range fns {
				n := fn.Name()
				if fn.Parent() != nil {
					continue
				}
				if want := strings.HasPrefix(n, "bad") || strings.HasPrefix(n, "fp"); reported[n] != want {
					t.Errorf("%s: reported %t", n, reported[n])
				}
			}
		})
	}
}

func enclosing(fns []*ssa.Function, v *Violation) *ssa.Function {
	i := slices.IndexFunc(fns, func(fn *ssa.Function) bool {
		n := fn.Syntax()
		return n.Pos() <= v.Pos && v.Pos < n.End()
	})
	return fns[i]
}

// What is reported says how it came about.
func TestWitness(t *testing.T) {
	const want = `doubleconnect hub.Client Client.Connect via connect
call ensure
	checkeddown Client.IsConnected
	call connect
		opened Client.Connect
call connect
	violates Client.Connect`
	if got := witness(t, calls, "badGuardedThenNot"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A function value that is called has no name, whatever its register is called.
func TestWitnessOfFunctionValue(t *testing.T) {
	const src = `
func badDefers(c *hub.Client, ends []func()) { c.Connect(); defer ends[0](); c.Connect() }`
	const want = `doubleconnect hub.Client Client.Connect via
opened Client.Connect
deferred
violates Client.Connect`
	if got := witness(t, src, "badDefers"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// witness returns what is reported in the function called name of src, line by line.
func witness(t *testing.T, src, name string) string {
	a, fns := analyse(t, src)
	var out []string
	for _, v := range a.Violations(fns) {
		if enclosing(fns, v).Name() == name {
			out = append(out, strings.TrimRight(fmt.Sprint(v.Kind, " ", v.Proto.Name, " ", v.Op.Func, " via ", v.Via), " "))
			out = append(out, steps(v.Steps, "")...)
		}
	}
	return strings.Join(out, "\n")
}

func steps(list []Step, indent string) []string {
	var out []string
	for _, s := range list {
		out = append(out, strings.TrimRight(fmt.Sprint(indent, s.Kind, " ", s.Name), " "))
		out = append(out, steps(s.Inner, indent+"\t")...)
	}
	return out
}
