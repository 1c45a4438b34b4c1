package interp

// start starts a goroutine.
func (m *machine) start(at Frame, f value, args []value) {
	if f == nil {
		fail("go of nil function")
	}
	m.threads = append(append(m.threads, f), args...)
	m.world.Go(func() { m.detached(at, f, args) })
}

// later has a timer call f.
func (m *machine) later(f value) {
	m.threads = append(m.threads, f)
	at := m.stack[len(m.stack)-1]
	m.world.Later(func() { m.detached(at, f, nil) })
}

// groupMethod is a method of sync.WaitGroup. What is waited for has run when it is the turn
// of whoever waits.
func groupMethod(m *machine, name string, args []value) []value {
	switch name {
	case "Go":
		m.start(m.stack[len(m.stack)-1], args[1], nil)
	case "Wait":
		m.world.Await()
	}
	return nil
}
