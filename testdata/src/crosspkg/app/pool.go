package app

import "example.com/cases/crosspkg/lib"

func badPool(probe func() bool) {
	var p lib.Pool
	for probe() {
		p.Add() // want `\(sameidentity\)`
	}
}

func goodPoolStopped(probe func() bool) {
	var p lib.Pool
	for probe() {
		p.Add()
		p.Stop()
	}
}

func goodPoolFirst(probe func() bool) {
	var p lib.Pool
	for probe() {
		p.First()
	}
}

func goodPoolNth() {
	var p lib.Pool
	p.Add()
	p.Nth(0).Disconnect(250)
	p.Add()
}

func goodPoolUp() {
	var p lib.Pool
	p.Add()
	for _, c := range p.Up() {
		c.Disconnect(250)
	}
	p.Add()
}
