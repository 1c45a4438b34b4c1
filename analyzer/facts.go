package analyzer

import (
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/eager"
	"github.com/hublint/hublint/analyzer/typestate"
)

// This file defines the facts that leave a package.

// Reaches is the package fact that a tracked client library is the package itself or among
// its dependencies, with the built versions where the driver knows them. A package without it
// cannot open a hub connection: it is not looked at.
type Reaches struct {
	Versions []Version // by path
}

// A Version is the version of a module or of a package of it.
type Version struct{ Path, Version string }

// AFact marks Reaches as a fact.
func (*Reaches) AFact() {}

// String prints the fact. Example: reaches(github.com/eclipse/paho.mqtt.golang@v1.5.1)
func (r *Reaches) String() string {
	var s []string
	for _, v := range r.Versions {
		s = append(s, v.Path+"@"+v.Version)
	}
	return "reaches(" + strings.Join(s, ", ") + ")"
}

func (r *Reaches) add(path, version string) {
	v := Version{path, version}
	if !slices.Contains(r.Versions, v) {
		r.Versions = append(r.Versions, v)
	}
}

func (r *Reaches) sort() {
	slices.SortFunc(r.Versions, func(a, b Version) int {
		return strings.Compare(a.Path+"@"+a.Version, b.Path+"@"+b.Version)
	})
}

// Summary is the object fact of a function: what a call does to the clients it is given, which
// it makes, and what it stores and returns.
type Summary struct{ typestate.Summary }

// AFact marks Summary as a fact.
func (*Summary) AFact() {}

// Prompt is the object fact of a function that, while the hub is down, comes back without a pause:
// whether it tries to connect, and what it returns.
type Prompt struct{ eager.Summary }

// AFact marks Prompt as a fact.
func (*Prompt) AFact() {}

// Boxed is the package fact that clients may be reached through interfaces: the types that the
// package, or one that it imports, makes interfaces of.
type Boxed struct{ Types []typestate.Boxed }

// AFact marks Boxed as a fact.
func (*Boxed) AFact() {}
