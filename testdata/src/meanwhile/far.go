package meanwhile

import (
	"time"

	"example.com/cases/meanwhile/far"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// -- timers that call another package --

func badFarFunction() {
	far.Open()
	time.AfterFunc(time.Minute, far.Open)
	time.Sleep(time.Hour) // want `\(doubleconnect\)`
}

func badFarMethod(l *far.Link) {
	l.Open()
	time.AfterFunc(time.Minute, l.Open)
	time.Sleep(time.Hour) // want `\(doubleconnect\)`
}

func goodFarAsks() {
	far.Open()
	time.AfterFunc(time.Minute, far.Renew)
	time.Sleep(time.Hour)
}

func goodFarStopped() {
	far.Open()
	t := time.AfterFunc(time.Minute, far.Open)
	t.Stop()
	time.Sleep(time.Hour)
}

// By then it may be closed.
func goodFarCloses() {
	far.Open()
	time.AfterFunc(time.Minute, far.Close)
	time.Sleep(time.Hour)
	far.Open()
}

// What a function of another package returns is not known to be a function that connects.
func fnFarReturned(c mqtt.Client) {
	c.Connect().Wait()
	time.AfterFunc(time.Minute, far.Opener(c))
	time.Sleep(time.Hour)
}
