package hub

import "github.com/hublint/hublint/proof/world/env"

// A registry has the clients of a run.
type registry struct {
	clients  []*Client
	handling *Client // whose handler runs
}

func registryOf(w *env.World) *registry {
	r, ok := w.Hub.(*registry)
	if !ok {
		r = new(registry)
		w.Hub = r
	}
	return r
}

func (r *registry) add(c *Client) { r.clients = append(r.clients, c) }

// Blame implements [env.Client]. Whoever says that an attempt goes on although a check has found it not up is
// right, and nobody must: to look before connecting is what a program is told to do.
func (c *Client) Blame() bool {
	if c.state == pending && c.asked {
		return false
	}
	first := !c.violated
	c.violated = true
	return first
}

// InUse implements [env.Client].
func (c *Client) InUse() (isOpen, isPending bool) {
	return c.state == open || c.state == reconnecting, c.state == pending
}

// judge tells the world what is wrong with this connect.
func (c *Client) judge(op uint64) {
	c.world.Live()
	c.note(op)
	c.touched()
	handled := c.calls.running > 0
	switch {
	case handled && c.opts.AutoReconnect && (c.state == open || c.state == reconnecting):
		c.wrong(env.Handling, c)
	case handled && c.state == open:
		c.wrong(env.HandlingOpen, c)
	case c.state == open || c.state == reconnecting:
		c.wrong(env.WhileOpen, c)
	case c.state == pending:
		c.wrong(env.WhilePending, c)
	case c.state == dead:
		c.wrong(env.AfterClose, c)
	}
	for _, a := range registryOf(c.world).clients {
		if a != c {
			c.rival(a)
		}
	}
}

// rival tells the world what connecting c means for a.
func (c *Client) rival(a *Client) {
	isOpen, isPending := a.InUse()
	alike := c.opts.ID == a.opts.ID && c.opts.Broker == a.opts.Broker
	same := alike && c.opts.ID != ""
	switch {
	case isOpen && same:
		c.wrong(env.Twin, a)
	case isPending && same:
		c.wrong(env.TwinPending, a)
	}
	if isOpen && a.opts.AutoReconnect && c.maker == a && a.calls.running > 0 {
		c.world.Violated(c.violation(env.HandlingNew, a, alike))
	}
	if isOpen || isPending {
		v := c.violation(env.Follows, a, false)
		v.Alike = alike
		c.world.Violated(v)
	}
}

func (c *Client) wrong(kind env.Kind, victim *Client) {
	c.note(30 + uint64(kind))
	c.world.Violated(c.violation(kind, victim, true))
}

// violation returns what is wrong with connecting c. It needs a report if it is the victim's first.
func (c *Client) violation(kind env.Kind, victim *Client, needed bool) env.Violation {
	return env.Violation{Kind: kind, First: needed && victim.Blame(), Across: c.across(victim), Victim: victim, With: c}
}

// across reports whether something else than what runs has opened the victim, unless it is its
// handler that runs.
func (c *Client) across(victim *Client) bool {
	return victim.thread != c.world.Thread() && registryOf(c.world).handling != victim
}

// touched notes that what runs now has changed c.
func (c *Client) touched() {
	if t := c.world.Thread(); c.toucher == nil {
		c.toucher = &t
	} else if *c.toucher != t && c.world.Shared != nil {
		c.world.Shared(c)
	}
}

// Site implements [env.Client].
func (c *Client) Site() string { return c.site }
