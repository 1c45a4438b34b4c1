package env

// A Kind says what is wrong with a connect.
type Kind uint8

// The kinds of violation. Their victim is a client: the one that is connected, or another one
// that suffers from it.
const (
	WhileOpen    Kind = iota // the client is open
	WhilePending             // an attempt of the client is under way and may still succeed
	AfterClose               // the client was closed, and is for one connection
	Twin                     // another client of the same identity is open
	TwinPending              // an attempt of another client of the same identity is under way
	Handling                 // the library reconnects the client and is in one of its handlers
	HandlingNew              // a new client is opened there
	HandlingOpen             // the client is open and in one of its handlers, and is not reconnected
	Follows                  // another client is in use: no violation yet
	Lost                     // and it is out of reach, and this one has its place
	LostPending              // the same, while its attempt is under way
)

// A Violation is a connect that is one too many.
type Violation struct {
	Kind Kind
	// First is set if it is the victim's first one in this run.
	First bool
	// Across is set if another goroutine, or another call of a handler, opened the victim.
	Across bool
	// Alike is set if the victim and the client that is connected have the same identity, or both
	// have none.
	Alike bool
	// Victim, With are the client that suffers and the one that is connected.
	Victim, With Client
}

// A Client is a client of the hub, as a world knows it.
type Client interface {
	// Blame says that the client is a victim. It reports whether it is one for the first time.
	Blame() bool
	// Site is where the client was made, as World.Site says it.
	Site() string
	// InUse reports whether the client is open, or will be, and whether it is open.
	InUse() (open, pending bool)
}
