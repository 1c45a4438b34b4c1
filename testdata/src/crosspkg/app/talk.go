package app

import (
	"time"

	"example.com/cases/crosspkg/lib"
)

// What closes a connection if an option says so.

func talk(url string, options ...lib.Option) (*lib.Talk, error) {
	link, err := lib.DialLine(url)
	if err != nil {
		return nil, err
	}
	s, err := lib.NewTalk(link, options...)
	if err != nil {
		link.Close()
		return nil, err
	}
	return s, nil
}

func used(url string) error {
	s, err := talk(url, lib.Owning())
	if err != nil {
		return err
	}
	defer s.Close()
	return s.Use()
}

// Which option it is, is not followed; there is one.
func goodOption(url string) {
	for used(url) != nil {
		time.Sleep(time.Second)
	}
}

func left(url string) error {
	s, err := talk(url)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.Use()
}

// There is none: nothing closes the connection.
func badNoOption(url string) {
	for left(url) != nil { // want `\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func described(url string) error {
	link, err := lib.DialLine(url)
	if err != nil {
		return err
	}
	defer link.Close()
	s, err := lib.NewTalk(link)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.Describe(3)
}

func goodDescribed(url string) {
	for described(url) != nil {
		time.Sleep(time.Second)
	}
}

type user struct{ talk *lib.Talk }

func (u *user) attempt(url string) (err error) {
	if u.talk, err = talk(url, lib.Owning()); err != nil {
		return err
	}
	defer func() { u.talk.Close() }()
	return u.talk.Describe(3)
}

// What is too large to be summarised leaves the connection where it is held.
func goodKept(u *user, url string) {
	for u.attempt(url) != nil {
		time.Sleep(time.Second)
	}
}

func (u *user) shut(url string) (err error) {
	if u.talk, err = talk(url); err != nil {
		return err
	}
	defer func() { u.talk.Shut() }()
	return u.talk.Describe(3)
}

func goodShut(u *user, url string) {
	for u.shut(url) != nil {
		time.Sleep(time.Second)
	}
}

func (u *user) leaks(url string) (err error) {
	if u.talk, err = talk(url); err != nil {
		return err
	}
	defer func() { u.talk.Close() }()
	return u.talk.Describe(3)
}

// It might have set the flag that decides over the close.
func fnFlag(u *user, url string) {
	for u.leaks(url) != nil {
		time.Sleep(time.Second)
	}
}

// So does a function of this package that calls it.
func tell(s *lib.Talk) error { return s.Describe(3) }

func (u *user) tells(url string) (err error) {
	if u.talk, err = talk(url); err != nil {
		return err
	}
	defer func() { u.talk.Shut() }()
	return tell(u.talk)
}

func goodTells(u *user, url string) {
	for u.tells(url) != nil {
		time.Sleep(time.Second)
	}
}

// A goroutine is no other.
func tellsAside(url string) error {
	s, err := talk(url)
	if err != nil {
		return err
	}
	defer s.Shut()
	told := make(chan error)
	go func() { told <- s.Describe(3) }()
	return <-told
}

func goodTellsAside(url string) {
	for tellsAside(url) != nil {
		time.Sleep(time.Second)
	}
}

func untold(url string) error {
	s, err := talk(url)
	if err != nil {
		return err
	}
	return tell(s)
}

func badUntold(url string) {
	for untold(url) != nil { // want `\(lostclient\)`
		time.Sleep(time.Second)
	}
}
