// Package wrong has directives that are wrong.
package wrong

import (
	"errors"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type wire struct {
	client mqtt.Client
	spare  mqtt.Client
	name   string
}

//hublint:conect // want `there is no directive "conect"; did you mean "connect"\? \(directive\)`
func (w *wire) misspelt() error { return nil }

//hublint:reconnect_all // want `there is no directive "reconnect_all" \(want one of connect, close, check, identity, assume\)`
func (w *wire) unknown() error { return nil }

//hublint:ignore // want `a finding is silenced by //lint:ignore hublint/CATEGORY reason`
func (w *wire) notThis() error { return nil }

//hublint:connect
//hublint:close // want `twoEvents has //hublint:connect already`
func (w *wire) twoEvents() error { return nil }

//hublint:close // want `closes leaves a paho client connected \(line \d+\), and closes none`
func (w *wire) closes() error {
	t := w.client.Connect()
	t.Wait()
	return t.Error()
}

//hublint:close // want `closesByHelper leaves a paho client connected \(line \d+\), and closes none`
func (w *wire) closesByHelper() error {
	return up(w.client)
}

func up(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	return t.Error()
}

//hublint:connect // want `connects leaves a paho client closed \(line \d+\), and connects none`
func (w *wire) connects() error {
	w.client.Disconnect(250)
	return nil
}

//hublint:check // want `checks connects a paho client \(line \d+\), and a check changes nothing`
func (w *wire) checks() bool {
	t := w.client.Connect()
	return t.Wait() && t.Error() == nil
}

//hublint:check // want `asks closes a paho client \(line \d+\), and a check changes nothing`
func (w *wire) asks() bool {
	w.client.Disconnect(250)
	return false
}

//hublint:check // want `tells returns neither a bool nor an error: what it has found out cannot be seen`
func (w *wire) tells() string { return "" }

//hublint:connect // want `hides returns neither an error nor a bool: whether it has worked cannot be seen`
func (w *wire) hides() int { return 0 }

//hublint:connect up down // want `connect takes one name at most, that of the client`
func (w *wire) manyNames() error { return nil }

//hublint:connect ww // want `named has no parameter or result "ww"; did you mean "w"\?`
func (w *wire) named() error { return nil }

//hublint:connect c // want `c is of no struct or interface type of this package`
func (w *wire) foreign(c mqtt.Client) error { return nil }

//hublint:identity ids // want `identified has no parameter "ids"; did you mean "id"\?`
func identified(id string) *wire { return &wire{name: id} }

//hublint:identity n // want `n is no string, and an identity is one`
func numbered(n int) *wire { return &wire{} }

//hublint:identity o.nam // want `type \*options has no field "nam"; did you mean "name"\?`
func configured(o *options) *wire { return &wire{} }

//hublint:identity name // want `rename neither makes nor connects a client of a type of this package`
func (w *wire) rename(name string) { w.name = name }

//hublint:close
//hublint:identity name // want `end neither makes nor connects a client: its identity is given elsewhere`
func (w *wire) end(name string) {}

//hublint:connect // want `dials has no client: neither parameter nor result of a type of this package`
func dials(url string) error { return errors.New(url) }

//hublint:connect // want `from and to can both be the client of moves: name it behind the directive`
func moves(from, to *wire) error { return nil }

//hublint:connect // want `makes makes a client, so its last result must be an error, if it can fail`
func makes() (w *wire, ok bool) { return nil, false }

type options struct{ name string }

type half struct{}

//hublint:close // want `no //hublint:connect says how a half is connected`
func (h *half) close() {}

//hublint:connect // want `it stands above no function: put it right above the function or method that it is about`
type notAFunction struct{}

//hublint:assume open w // want `it stands in no function: put it in front of a statement of a declared function`

func body(w *wire, n int) {
	//hublint: assume open w.client // want `there is no name after the colon \(want one of`
	w.end("")
	//hublint:connect // want `it stands in a function: put it right above the function or method that it is about`
	w.end("")
	//hublint:assume up w.client // want `assume takes a state and a client, as in //hublint:assume open c.client, where the state is open or closed`
	w.end("")
	//hublint:assume open w.clint // want `type \*wire has no field "clint"; did you mean "client"\?`
	w.end("")
	//hublint:assume open ww // want `there is no variable ww here; did you mean "w"\?`
	w.end("")
	//hublint:assume open n // want `n of type int is no client`
	w.end("")
	//hublint:assume open w.name() // want `"w.name\(\)" is no name and no names joined by dots`
	w.end("")
	//hublint:assume open later // want `there is no variable later here`
	later := w.client
	later.Connect()
	w.end(
		//hublint:assume open w.client // want `it stands within a statement, or between the cases of one: put it in front of a statement`
		"")
	switch n {
	//hublint:assume open w.client // want `it stands within a statement, or between the cases of one: put it in front of a statement`
	case 1:
	}
	var o outer
	//hublint:assume open o // want `o of type outer is no client; did you mean "o.client"\?`
	o.client.Connect()
}

type outer struct{ client mqtt.Client }
