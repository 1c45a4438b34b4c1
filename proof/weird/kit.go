package weird

// kit is the package that all programs share: types in which clients can hide.
const kit = `package kit

import (
	"errors"

	"example.com/hub"
)

// A Dev holds clients in every way, itself among them.
type Dev struct {
	C    *hub.Client
	Err  error
	Up   bool
	Next *Dev
	M    map[string]*hub.Client
	S    []*hub.Client
	F    func() error
	Ch   chan *hub.Client
	X    any
	Inner
}

// An Inner is embedded, and embeds.
type Inner struct {
	*hub.Client
	N int
}

// Deep promotes what Dev promotes.
type Deep struct{ *Dev }

func (d *Dev) Open() error {
	if d.Err = d.C.Connect(); d.Err != nil {
		return d.Err
	}
	d.Up = true
	return nil
}

func (d Dev) Shut() {
	d.C.Close()
}

// A Conn is a client or a device.
type Conn interface {
	Connect() error
	Close()
}

// Alias is another name.
type Alias = *hub.Client

// A Name is a client of another type.
type Name hub.Client

// A Box holds anything.
type Box[T any] struct{ V T }

func (b *Box[T]) Get() T  { return b.V }
func (b *Box[T]) Set(v T) { b.V = v }

func First[T any](x T, _ error) T     { return x }
func Second[T any](_ T, e error) error { return e }
func Same[T any](x T) T               { return x }

func Try[T Conn](x T) error {
	if err := x.Connect(); err != nil {
		return errors.Join(err)
	}
	return nil
}

func Each[T any](list []T) func(yield func(T) bool) {
	return func(yield func(T) bool) {
		for _, x := range list {
			if !yield(x) {
				return
			}
		}
	}
}

func Retry(f func() error) error {
	for {
		if err := f(); err == nil {
			return nil
		}
	}
}
`
