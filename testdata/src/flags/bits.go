package flags

import mqtt "github.com/eclipse/paho.mqtt.golang"

// The bits of an integer are flags, of which one says that the client is connected.

type bitFlags uint8

const (
	bitOpen bitFlags = 1 << iota
	bitSubscribed
	bitClosing
)

type bitLink struct {
	f bitFlags
	c mqtt.Client
}

func (m *bitLink) open() error {
	if m.f&bitOpen != 0 {
		return nil
	}
	if t := m.c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	m.f |= bitOpen
	return nil
}

func (m *bitLink) openForgets() error {
	if m.f&bitOpen != 0 {
		return nil
	}
	if t := m.c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	m.f |= bitSubscribed
	return nil
}

func (m *bitLink) close() {
	if m.f&bitOpen == 0 {
		return
	}
	m.f |= bitClosing
	m.c.Disconnect(250)
	m.f &^= bitOpen | bitSubscribed | bitClosing
}

func (m *bitLink) closeForgets() {
	m.f &^= bitOpen | bitSubscribed | bitClosing
}

func goodBits(o *mqtt.ClientOptions) {
	m := &bitLink{c: mqtt.NewClient(o)}
	for range 3 {
		if err := m.open(); err != nil {
			continue
		}
		m.f |= bitSubscribed
	}
	m.close()
}

func goodBitsGiven(m *bitLink) {
	for range 3 {
		if err := m.open(); err != nil {
			continue
		}
		m.f |= bitSubscribed
	}
	m.close()
}

func goodBitsOthers(m *bitLink) {
	_ = m.open()
	m.f |= bitSubscribed
	m.close()
	m.f &^= bitSubscribed
	_ = m.open()
	_ = m.open()
}

func badBitOther(m *bitLink) {
	for range 3 {
		if err := m.openForgets(); err != nil { // want `\(doubleconnect\)`
			continue
		}
		m.f |= bitSubscribed
	}
	m.close()
}

func badBitCleared(m *bitLink) {
	_ = m.open()
	m.closeForgets()
	_ = m.open() // want `\(doubleconnect\)`
}

func goodBitsLocal(c mqtt.Client, n int) {
	var f bitFlags
	for i := range n {
		if f&bitOpen == bitOpen {
			if i == 4 {
				f |= bitSubscribed
			}
			continue
		}
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			f |= bitOpen
		}
	}
}

func goodBitsParam(c mqtt.Client, n int, f bitFlags) {
	for range n {
		if f&bitOpen != 0 {
			continue
		}
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			f |= bitOpen
		}
	}
}

func (m *bitLink) goodBitsMet(n int) {
	for i := range n {
		if m.f&bitOpen == bitOpen {
			if i == 4 {
				m.f |= bitSubscribed
			}
			continue
		}
		if t := m.c.Connect(); t.Wait() && t.Error() == nil {
			m.f |= bitOpen
		}
	}
}
