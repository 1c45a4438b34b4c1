package collections

import mqtt "github.com/eclipse/paho.mqtt.golang"

// A client that is found under a key, and connected, is replaced under that key.

type leaves struct {
	byID map[string]mqtt.Client
	all  []mqtt.Client
	id   string
}

func leafClient(id string) mqtt.Client {
	return mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id).SetAutoReconnect(false))
}

func (s *leaves) badFallsThrough(id string) error {
	if c, ok := s.byID[id]; ok {
		if c.IsConnected() {
			return nil
		}
		if t := c.Connect(); t.Wait() && t.Error() != nil {
			return t.Error()
		}
	}
	c := leafClient(id) // want `\(lostclient\)`
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	s.byID[id] = c
	return nil
}

func (s *leaves) goodReturns(id string) error {
	if c, ok := s.byID[id]; ok {
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			return nil
		}
	}
	c := leafClient(id)
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	s.byID[id] = c
	return nil
}

func (s *leaves) goodClosed(id string) {
	if c, ok := s.byID[id]; ok {
		c.Connect().Wait()
		c.Publish("bye", 1, false, id).Wait()
		c.Disconnect(250)
	}
	c := leafClient(id)
	c.Connect().Wait()
	s.byID[id] = c
}

func (s *leaves) goodOtherKey(id, next string) {
	if c, ok := s.byID[id]; ok {
		c.Connect().Wait()
	}
	c := leafClient(next)
	c.Connect().Wait()
	s.byID[next] = c
}

func (s *leaves) goodOtherName(next string) {
	if c, ok := s.byID[s.id]; ok {
		c.Connect().Wait()
	}
	s.id = next
	c := leafClient(next)
	c.Connect().Wait()
	s.byID[s.id] = c
}

// It is there still, in a list.
func (s *leaves) goodListed(id string) {
	if c, ok := s.byID[id]; ok {
		c.Connect().Wait()
		s.all = append(s.all, c)
	}
	c := leafClient(id)
	c.Connect().Wait()
	s.byID[id] = c
}

func (s *leaves) goodHandedBack(id string) mqtt.Client {
	old, ok := s.byID[id]
	if ok {
		old.Connect().Wait()
	}
	c := leafClient(id + "-next")
	c.Connect().Wait()
	s.byID[id] = c
	return old
}
