package loop

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// State machines: a loop that calls what the last call has chosen.

type machine struct {
	o      *mqtt.ClientOptions
	client mqtt.Client
}

type stateFn func(*machine) stateFn

func waits(*machine) stateFn {
	time.Sleep(time.Second)
	return connects
}

func connects(m *machine) stateFn {
	m.client = mqtt.NewClient(m.o)
	if t := m.client.Connect(); t.Wait() && t.Error() != nil {
		return waits
	}
	return sends
}

// A message that fails says nothing of the connection.
func sends(m *machine) stateFn {
	if t := m.client.Publish("up", 1, false, "21.5"); t.Wait() && t.Error() != nil {
		return connects
	}
	return sends
}

func badMachine(m *machine) {
	for state := stateFn(connects); state != nil; state = state(m) { // want `\(lostclient\)`
	}
}

func pauses(*machine) stateFn {
	time.Sleep(time.Second)
	return opens
}

func opens(m *machine) stateFn {
	m.client = mqtt.NewClient(m.o)
	if t := m.client.Connect(); t.Wait() && t.Error() != nil {
		return pauses
	}
	return works
}

func works(m *machine) stateFn {
	if t := m.client.Publish("up", 1, false, "21.5"); t.Wait() && t.Error() != nil {
		m.client.Disconnect(250)
		return opens
	}
	return works
}

func goodMachine(m *machine) {
	state := stateFn(opens)
	for state != nil {
		state = state(m)
	}
}

// -- methods, with an error besides --

type driver struct{ client mqtt.Client }

type step func() (step, error)

func (d *driver) open() (step, error) {
	if t := d.client.Connect(); t.Wait() && t.Error() != nil {
		return d.open, t.Error()
	}
	return d.send, nil
}

func (d *driver) send() (step, error) {
	if t := d.client.Publish("up", 1, false, "21.5"); t.Wait() && t.Error() != nil {
		return d.open, t.Error()
	}
	return d.send, nil
}

func (d *driver) badSteps() {
	next := step(d.open)
	for {
		var err error
		if next, err = next(); err != nil { // want `\(doubleconnect\)`
			time.Sleep(time.Second)
		}
	}
}

func (d *driver) ask() (step, error) {
	if t := d.client.Publish("up", 1, false, "21.5"); t.Wait() && t.Error() != nil && !d.client.IsConnected() {
		return d.first, t.Error()
	}
	return d.ask, nil
}

func (d *driver) first() (step, error) {
	if t := d.client.Connect(); t.Wait() && t.Error() != nil {
		return d.first, t.Error()
	}
	return d.ask, nil
}

func (d *driver) goodSteps() {
	next := step(d.first)
	for {
		var err error
		if next, err = next(); err != nil {
			time.Sleep(time.Second)
		}
	}
}

// -- tables --

type phase int

const (
	down phase = iota
	up
)

type plant struct {
	client mqtt.Client
	phase  phase
}

func (p *plant) open() {
	p.client.Connect().Wait()
	p.phase = up
}

func (p *plant) send() {
	if t := p.client.Publish("up", 1, false, "21.5"); t.Wait() && t.Error() != nil {
		p.phase = down
	}
}

func (p *plant) sendOrClose() {
	if t := p.client.Publish("up", 1, false, "21.5"); t.Wait() && t.Error() != nil {
		p.client.Disconnect(250)
		p.phase = down
	}
}

func (p *plant) badTable() {
	p.phase = down
	table := map[phase]func(){down: p.open, up: p.send}
	for {
		table[p.phase]() // want `\(doubleconnect\)`
	}
}

func (p *plant) goodTable() {
	p.phase = down
	table := map[phase]func(){down: p.open, up: p.sendOrClose}
	for {
		table[p.phase]()
	}
}

func bringUp(p *plant) phase {
	if t := p.client.Connect(); t.Wait() && t.Error() != nil {
		return down
	}
	return up
}

func publish(p *plant) phase {
	if t := p.client.Publish("up", 1, false, "21.5"); t.Wait() && t.Error() != nil {
		return down
	}
	return up
}

func publishOrClose(p *plant) phase {
	if t := p.client.Publish("up", 1, false, "21.5"); t.Wait() && t.Error() != nil {
		p.client.Disconnect(250)
		return down
	}
	return up
}

var (
	steps      = map[phase]func(*plant) phase{down: bringUp, up: publish}
	closeSteps = map[phase]func(*plant) phase{down: bringUp, up: publishOrClose}
	replaced   = map[phase]func(*plant) phase{down: bringUp, up: publish}
)

func badSteps(p *plant) {
	at := down
	for {
		step, ok := steps[at]
		if !ok {
			return
		}
		at = step(p) // want `\(doubleconnect\)`
		time.Sleep(time.Second)
	}
}

func goodCloseSteps(p *plant) {
	for at := down; ; {
		at = closeSteps[at](p)
		time.Sleep(time.Second)
	}
}

// What others put there is not known.
func replace(step func(*plant) phase) { replaced[up] = step }

func goodReplaced(p *plant) {
	for at := down; ; {
		at = replaced[at](p)
		time.Sleep(time.Second)
	}
}

// -- a field --

type engine struct {
	client mqtt.Client
	next   func()
}

func (e *engine) open() {
	e.client.Connect().Wait()
	e.next = e.send
}

func (e *engine) send() {
	if t := e.client.Publish("up", 1, false, "21.5"); t.Wait() && t.Error() != nil {
		e.next = e.open
	}
}

func badEngine(c mqtt.Client) {
	e := &engine{client: c}
	e.next = e.open
	for {
		e.next() // want `\(doubleconnect\)`
	}
}

func (e *engine) start() {
	e.client.Connect().Wait()
	e.next = e.sendOrStop
}

func (e *engine) sendOrStop() {
	if t := e.client.Publish("up", 1, false, "21.5"); t.Wait() && t.Error() != nil {
		e.client.Disconnect(250)
		e.next = e.start
	}
}

func goodEngine(c mqtt.Client) {
	e := &engine{client: c}
	for e.next = e.start; ; {
		e.next()
	}
}
