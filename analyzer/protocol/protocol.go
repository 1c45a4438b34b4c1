// Package protocol says what must hold for the clients of a hub: which calls open a
// connection, which close it, which ask whether it is there, and what a library does
// when it is opened twice.
//
// A [Protocol] is data. It knows no go/ssa and no English beyond the consequence that a
// library's own source proves; the interpreter of package typestate reads it, and package
// report puts it into sentences. The built-in ones are in package catalog, and users
// describe their own in the same form.
//
// The model is a typestate property in the sense of Strom and Yemini ("Typestate: A
// Programming Language Concept for Enhancing Software Reliability", IEEE TSE 1986) in the
// simplified shape of Infer's Topl: a small automaton over calls ([Op], [Event]) whose
// states are the same for all clients ([State]) and whose meaning per library and version
// is a table ([Semantics]).
package protocol

import "slices"

// A State is the typestate of one client object.
type State uint8

// The typestates. Their order carries no meaning.
const (
	Unknown      State = iota // history not known, or lost to unknown code: never reported
	NotOpen                   // known not connected: fresh, closed, failed, or a check said so
	Pending                   // connect was called and timed out, or nobody waited for it: it may still come up
	Open                      // known connected
	Reconnecting              // link down, the library is bringing it back by itself
	Dead                      // closed, and this library cannot open it again
	Reported                  // already reported: silent from here, so that one cause gives one report
)

var stateNames = [...]string{"unknown", "notopen", "pending", "open", "reconnecting", "dead", "reported"}

// String returns the state's name. Example: notopen
func (s State) String() string { return nameOf(stateNames[:], s) }

// An Event is what a call does to a client, or to a value that belongs to one.
type Event uint8

// The events of clients, of the tokens that connect returns, and of their options.
const (
	NoEvent     Event = iota
	Create            // makes a client, not yet connected
	Connect           // opens the connection of an existing client
	Dial              // makes a client that is connected when it succeeds
	Close             // ends the connection
	Check             // reports whether the client is connected; changes nothing
	Await             // blocks until the client is connected or a deadline passes
	Use               // any other operation: leaves the state as it is
	Child             // makes a channel, session or link of the connection: leaves the state as it is
	Gone              // yields (or is given) a channel that delivers when the connection is gone
	Wait              // token: blocks until the attempt has ended
	WaitTimeout       // token: blocks until it has ended (true) or a time has passed (false)
	Err               // token: the error of an attempt that has ended, nil before
	Done              // token: a channel closed when the attempt has ended
	Set               // options: stores an operand in a named setting
	Handler           // options or client: registers a function that the library calls later
)

var eventNames = [...]string{"", "create", "connect", "dial", "close", "check", "await", "use", "child", "gone",
	"wait", "waittimeout", "err", "done", "set", "handler"}

// String returns the event's name. Example: connect
func (e Event) String() string { return nameOf(eventNames[:], e) }

// A Success says how a caller sees that a connect, a dial or a check has worked.
type Success uint8

// The ways of seeing success.
const (
	Always     Success = iota // the call has no result that could deny it
	NilError                  // the error result is nil
	TokenOK                   // the token result completes with a nil Error
	BoolTrue                  // the bool result is true
	Background                // the call only starts the attempt; its error is about the configuration
)

var successNames = [...]string{"always", "nilerror", "tokenok", "booltrue", "background"}

// String returns the name of the way. Example: nilerror
func (s Success) String() string { return nameOf(successNames[:], s) }

// A Severity orders findings by what the library does at run time.
type Severity uint8

// Severities. None means that the library permits what was done.
const (
	None    Severity = iota
	Note             // ignored by the library, but the program believes otherwise
	Warning          // leaks a connection, or competes for it
	Error            // kicks the first connection off the hub, or must fail
)

var severityNames = [...]string{"none", "note", "warning", "error"}

// String returns the severity's name. Example: warning
func (s Severity) String() string { return nameOf(severityNames[:], s) }

// A Wrong is the judgement on one kind of misuse: how bad it is, and what happens.
type Wrong struct {
	Severity    Severity `json:"severity,omitempty"`
	Consequence string   `json:"consequence,omitempty"` // one clause, lower case, no full stop
}

// A Protocol describes one client type of one library.
type Protocol struct {
	// Name identifies the protocol in facts, messages and suppressions. Example: paho.mqtt.golang
	Name string `json:"name"`
	// Client is what a message calls such an object. Example: paho client
	Client string `json:"client"`
	// Package is the import path that declares Types and Ops.
	Package string `json:"package"`
	// Module is the module path whose version selects the Semantics, if it is not Package.
	Module string `json:"module,omitempty"`
	// Forks are import paths with the same layout. One that begins with / matches as a suffix.
	Forks []string `json:"forks,omitempty"`
	// Extensions are packages of the library that use a client which they are given, for as long as
	// it is there, and never end its connection. Example: github.com/nats-io/nats.go/jetstream
	Extensions []string `json:"extensions,omitempty"`
	// Types are the names of the client types in Package. Types[0] is the principal one. A
	// constructor whose object is of none of them is not this protocol's: versions of one
	// library that differ in layout are protocols of their own.
	Types []string `json:"types"`
	// Tokens are the names of the types in Package that stand for an attempt under way.
	Tokens []string `json:"tokens,omitempty"`
	// Ops are the functions and methods that matter. A method that is not listed is a Use.
	Ops []Op `json:"ops"`
	// Identity says where the identity that the hub de-duplicates on comes from. Empty: the
	// library has none, and two clients never collide. Several sources of one function form
	// the identity together (a device and its module).
	Identity []Source `json:"identity,omitempty"`
	// Hub says where the name of the hub comes from: one identity at two hubs does not collide.
	Hub []Source `json:"hub,omitempty"`
	// Reconnect says which setting makes the library reconnect by itself.
	Reconnect Reconnect `json:"reconnect,omitzero"`
	// Semantics, newest first. The first whose Since is not above the built version holds;
	// if the version is not known, a message names the first and the last that differ.
	Semantics []Semantics `json:"semantics"`
	// NeverFlag turns every report off; the client is known only so that it counts as harmless.
	NeverFlag bool `json:"neverFlag,omitempty"`
	// Tier is 1 for device clients, 2 for clients of the same shape, 3 for the others.
	Tier int `json:"tier,omitempty"`
}

// An Op is one function or method of a protocol.
type Op struct {
	// Func is a function of Package ("NewClient") or a method of one of its types ("Client.Connect").
	// A Set or a Handler may name a field of an options type ("ClientConfig.OnConnectionUp").
	Func string `json:"func"`
	// Event is what a call does. A WaitTimeout with Success NilError is a function that returns
	// the attempt's error too: nil means that it has ended well, an error proves nothing.
	Event Event `json:"event"`
	// Object is the client, token or options value that the event happens to.
	// It defaults to the receiver for methods and to the first result for Create and Dial.
	// A Set whose object is its result makes a functional option: it counts where that option
	// is passed to (also within a variadic Options operand).
	Object Operand `json:"object,omitzero"`
	// Success says how the outcome is seen, and Result where: the error, token or bool.
	// Result defaults to the last result.
	Success Success `json:"success,omitempty"`
	Result  Operand `json:"result,omitzero"`
	// True and False are the states that a Check's answers prove. Reconnecting proves that the
	// link is down, no more: a client that was open is being brought back (or is not open, if
	// the library does not reconnect by itself), any other stays what it was. Unknown proves
	// nothing.
	True  State `json:"true,omitempty"`
	False State `json:"false,omitempty"`
	// Values are the states that a Check's result proves when it equals a constant of Package.
	Values map[string]State `json:"values,omitempty"`
	// Late is the variable of Package that a WaitTimeout returns where the attempt goes on.
	Late string `json:"late,omitempty"`
	// Options is the operand of a Create, Connect or Dial that carries settings.
	Options Operand `json:"options,omitzero"`
	// Setting is the setting that a Set or Handler stores Value in.
	Setting string  `json:"setting,omitempty"`
	Value   Operand `json:"value,omitzero"`
	// Const is the Go constant that a Set stores if it has no Value. Example: false
	Const string `json:"const,omitempty"`
	// Fluent says that a Set or a Handler returns its receiver.
	Fluent bool `json:"fluent,omitempty"`
	// Append says that Value is added to the setting: the setting is a list.
	Append bool `json:"append,omitempty"`
	// In is the state of the handler's client while the library reconnects by itself or not.
	In HandlerState `json:"in,omitzero"`
	// Partial is set if a failed call leaves something open (see Semantics.Failure).
	Partial bool `json:"partial,omitempty"`
	// Over is the operand of a Create, Connect or Dial that the client connects through, or the operand
	// with the Setting that it is in. Who closes that ends the connection. A client that is created over
	// one of a protocol with NeverFlag opens no connection.
	Over Operand `json:"over,omitzero"`
	// Context is the context argument whose end closes the connection, however long it is open.
	Context Operand `json:"context,omitzero"`
	// Deadline is the context argument whose end only ends the waiting: the attempt goes on.
	// If that context cannot end, a failure is a failure.
	Deadline Operand `json:"deadline,omitzero"`
	// Insert is the call of a Close as a fix may write it into a program, with its arguments. It
	// must be of no effect on a client that is not open. Empty: no fix inserts this operation.
	// Example: Disconnect(250)
	Insert string `json:"insert,omitempty"`
}

// A HandlerState says in which state a client is while the library runs a handler.
type HandlerState struct {
	Auto   State `json:"auto,omitempty"`   // with automatic reconnect
	Manual State `json:"manual,omitempty"` // without
}

// A Source is a place that an identity is read from, as a setting of an operand.
type Source struct {
	Func    string  `json:"func"`              // the Op (Create, Connect, Dial or Child) it belongs to
	Operand Operand `json:"operand"`           // the argument
	Setting string  `json:"setting,omitempty"` // the setting or field path within it, if it is not the argument itself
	// Pattern is a regular expression for strings that are identities; its first group is the
	// identity. Other strings are none. Empty: every string is one.
	Pattern string `json:"pattern,omitempty"`
}

// Reconnect describes a library's own reconnecting.
type Reconnect struct {
	// Default is on if the constructor of options turns it on, or if it is always on.
	Default bool `json:"default,omitempty"`
	// Setting is the name of the setting that turns it on or off: a bool, or a pointer or a
	// function that turns it on by being there. Empty if nothing does.
	Setting string `json:"setting,omitempty"`
	// Options is the constructor that gives options their defaults, Default among them; options
	// made without it have zero settings. Empty: the defaults hold in any case.
	Options string `json:"options,omitempty"`
	// Retry is the setting by which the very first attempt is repeated until it succeeds.
	Retry string `json:"retry,omitempty"`
}

// Semantics is what the library does from version Since on.
type Semantics struct {
	Since string `json:"since,omitempty"` // semantic version, v-prefixed; empty: from the first on
	// Again judges a connect on a client that is open.
	Again Wrong `json:"again,omitzero"`
	// AfterClose judges a connect on a client that was closed.
	AfterClose Wrong `json:"afterClose,omitzero"`
	// Twin judges a second client of the same identity, opened while the first is open.
	Twin Wrong `json:"twin,omitzero"`
	// Lost judges an open client whose last handle is dropped while another is opened.
	Lost Wrong `json:"lost,omitzero"`
	// Callback judges a connect of the same client in a handler while the library reconnects by
	// itself, and CallbackNew another client that is opened there.
	Callback    Wrong `json:"callback,omitzero"`
	CallbackNew Wrong `json:"callbackNew,omitzero"`
	// Timeout judges another client opened after an attempt that timed out.
	Timeout Wrong `json:"timeout,omitzero"`
	// Retry judges a connect on the same client while an attempt that timed out, or that
	// nobody waited for, may still be under way.
	Retry Wrong `json:"retry,omitzero"`
	// Eager judges a connect that is tried again with no pause after it failed. Nothing is said
	// against it if the library waits by itself.
	Eager Wrong `json:"eager,omitzero"`
	// Failure is the state that a connect which returned an error leaves the client in.
	// Default: NotOpen.
	Failure State `json:"failure,omitempty"`
}

// HasHandlers reports whether the library calls functions of the program when a connection comes
// or goes.
func (p *Protocol) HasHandlers() bool {
	return slices.ContainsFunc(p.Ops, func(op Op) bool { return op.Event == Handler })
}

// At returns the semantics that hold for version (a v-prefixed semantic version), and
// whether version decided it. With an empty version it returns the newest ones.
func (p *Protocol) At(version string) (Semantics, bool) {
	if len(p.Semantics) == 0 {
		return Semantics{}, false
	}
	if version == "" {
		return p.Semantics[0], len(p.Semantics) == 1
	}
	for _, s := range p.Semantics {
		if s.Since == "" || compareVersions(version, s.Since) >= 0 {
			return s, true
		}
	}
	return p.Semantics[len(p.Semantics)-1], true
}

func nameOf[T ~uint8](names []string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return "invalid"
}
