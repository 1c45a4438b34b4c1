package lib

import mqtt "github.com/eclipse/paho.mqtt.golang"

// Pool keeps clients of one name.
type Pool struct{ list []mqtt.Client }

// Add connects one more.
func (p *Pool) Add() error {
	c, err := Dial("tcp://hub:1883", "pooled")
	if err != nil {
		return err
	}
	p.list = append(p.list, c)
	return nil
}

// First connects one if there is none.
func (p *Pool) First() error {
	if len(p.list) > 0 {
		return nil
	}
	return p.Add()
}

// Nth returns one.
func (p *Pool) Nth(n int) mqtt.Client { return p.list[n] }

// Up returns those that are connected.
func (p *Pool) Up() (list []mqtt.Client) {
	for _, c := range p.list {
		if c.IsConnected() {
			list = append(list, c)
		}
	}
	return list
}

// Stop closes all.
func (p *Pool) Stop() {
	for _, c := range p.list {
		c.Disconnect(250)
	}
	p.list = p.list[:0]
}
