// Package repair finds the changes to a program that do away with a violation, and offers those
// that are right.
//
// # Idea
//
// It is generate and validate, as in Facebook's SapFix, with the analyzer as the judge, as in
// FootPatch (van Tonder and Le Goues, "Static Automated Program Repair for Heap Properties",
// ICSE 2018). Each kind of mistake has templates ([template]): guard the connect with the
// library's own check, close first, end the loop. A template looks at the syntax, and makes a
// candidate only where what it changes keeps its meaning: that a connect is skipped or a client
// closed must be all that happens. A candidate is then tried: the changed package is
// type-checked and interpreted again. It is a fix if the violation is gone and nothing is found
// that was not found before.
//
// So neither half is trusted alone. The interpreter could be silent because it lost track of the
// client, which is why templates are strict; a template could be wrong about the flow of control,
// which the interpreter sees.
//
// # What is offered
//
// Fixes of one violation are alternatives, each right by itself, the best one first. All first
// fixes of a package are right together, too: that is what a command applies. Where nothing is
// known to be right nothing is offered, and the template says why on that line.
//
// Changes are edits of the text. What they do not touch keeps its form and its comments, and
// what was formatted stays so, but for the columns of comments at the ends of lines.
package repair

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
)

// A Package is what a violation is repaired in.
type Package struct {
	Fset  *token.FileSet
	Files []*ast.File
	Info  *types.Info
	// Read returns the text of one of Files.
	Read func(name string) ([]byte, error)
	// Found is what is wrong in the package as it is.
	Found []*typestate.Violation
	// Judge tells of the package when files have other contents, or an error if that does not
	// compile.
	Judge func(contents map[string][]byte) (Verdict, error)

	texts  map[string][]byte
	parsed map[string]*ast.File
	trials int
	cost   int
}

// A Verdict is what is wrong in a changed package, with positions of its own.
type Verdict struct {
	Fset  *token.FileSet
	Found []*typestate.Violation
	Cost  int // in blocks visited
}

// maxTrials and maxCost bound what is tried in one package: each trial costs as much as the
// analysis itself. What is not tried is not offered; it is when the first ones are applied.
const (
	maxTrials = 100
	maxCost   = 200_000
)

// A template makes candidates for a violation, the best one first.
type template func(p *Package, v *typestate.Violation) []candidate

// templates returns the templates for violations of kind k: the first group that has a fix says
// what is wrong most exactly, and the others are not asked. Reuse after a close and retries after a
// timeout have none: whether to make a new client or to leave the old one open, to wait on or to
// give up, is not in the code.
func templates(k typestate.Kind) [][]template {
	switch k {
	case typestate.DoubleConnect:
		return [][]template{{narrowDefer}, {stopRetrying}, {guard, closeFirst}}
	case typestate.LostClient, typestate.SameIdentity:
		return [][]template{{narrowDefer}, {closeLeft}}
	case typestate.Abandoned:
		return [][]template{{closeLeft}}
	case typestate.CallbackConnect:
		return [][]template{{reconnectAlone}, {leaveToLibrary}}
	case typestate.CallbackNew:
		return [][]template{{reconnectAlone}}
	}
	return nil
}

// A candidate is a change that may be a fix.
type candidate struct {
	message string
	edits   []edit
	// optional says that edits are for one way each, and that only those count without which
	// the violation remains.
	optional bool
}

// Fixes returns the fixes of each of vs, which are among p.Found.
func (p *Package) Fixes(vs []*typestate.Violation) [][]analysis.SuggestedFix {
	out := make([][]analysis.SuggestedFix, len(vs))
	var applied []edit    // by the first fixes so far
	var firsts []solution // the first fixes so far
	for i, v := range vs {
		fixes := p.fixes(v, firsts)
		for len(fixes) > 0 && !p.together(applied, fixes[0], vs[:i+1]) {
			fixes = fixes[1:]
		}
		if len(fixes) == 0 {
			continue
		}
		applied = union(applied, fixes[0].edits)
		firsts = append(firsts, fixes[0])
		for _, s := range fixes {
			out[i] = append(out[i], p.suggest(s.candidate))
		}
	}
	return out
}

// A solution is a candidate that has been tried.
type solution struct {
	candidate
	left []place // what is still found with it
}

// fixes returns what repairs v. One of the others' fixes stands first if it does: what is one
// mistake to the reader needs one change.
func (p *Package) fixes(v *typestate.Violation, others []solution) []solution {
	here := p.placeOf(v)
	for _, s := range others {
		if !slices.ContainsFunc(s.left, here.at) {
			return []solution{s}
		}
	}
	for _, group := range templates(v.Kind) {
		var out []solution
		for _, t := range group {
			if s, ok := p.first(t(p, v), here); ok {
				out = append(out, s)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// first returns the first of list that is a solution: the others are for where it is none.
func (p *Package) first(list []candidate, here place) (solution, bool) {
	for _, c := range list {
		if s, ok := p.try(c, here); ok {
			return s, true
		}
	}
	return solution{}, false
}

// try returns c as a solution for the violation at here, reduced to the edits that it takes.
func (p *Package) try(c candidate, here place) (solution, bool) {
	left, ok := p.trial(c.edits)
	if !ok || slices.ContainsFunc(left, here.at) {
		return solution{}, false
	}
	for i := 0; c.optional && i < len(c.edits) && len(c.edits) > 1; {
		fewer := slices.Delete(slices.Clone(c.edits), i, i+1)
		if rest, ok := p.trial(fewer); ok && !slices.ContainsFunc(rest, here.at) {
			c.edits, left = fewer, rest
		} else {
			i++
		}
	}
	return solution{c, left}, true
}

// together reports whether s goes with what is applied already, so that none of vs is left that
// has a fix.
func (p *Package) together(applied []edit, s solution, vs []*typestate.Violation) bool {
	if len(applied) == 0 {
		return true
	}
	all := union(applied, s.edits)
	if all == nil || union(p.join(applied), p.join(s.edits)) == nil {
		return false
	}
	if len(all) == len(applied) {
		return true // the same as one before
	}
	left, ok := p.trial(all)
	return ok && !slices.ContainsFunc(left, p.placeOf(vs[len(vs)-1]).at)
}

// trial applies edits, and returns what is still found, unless it does not compile, something
// is new, or the trials are used up.
func (p *Package) trial(edits []edit) ([]place, bool) {
	p.trials++
	if p.trials > maxTrials || p.cost > maxCost || !disjoint(edits) {
		return nil, false
	}
	contents := map[string][]byte{}
	for _, e := range edits {
		if contents[e.file] == nil {
			contents[e.file] = apply(p.text(e.file), edits, e.file)
		}
	}
	verdict, err := p.Judge(contents)
	p.cost += verdict.Cost
	if err != nil {
		return nil, false
	}
	var left []place
	for _, v := range verdict.Found {
		pos := verdict.Fset.PositionFor(v.Pos, false)
		where := place{v.Kind, pos.Filename, original(pos.Offset, edits, pos.Filename)}
		if !slices.ContainsFunc(p.Found, func(old *typestate.Violation) bool { return p.placeOf(old) == where }) {
			return nil, false
		}
		left = append(left, where)
	}
	return left, true
}

// A place is a violation as far as it is the same in a changed package.
type place struct {
	kind   typestate.Kind
	file   string
	offset int // in the file as it is
}

// at reports whether a violation is where x is, whatever its kind; but that there is no pause is
// another matter than all else.
func (x place) at(y place) bool {
	return x.file == y.file && x.offset == y.offset && (x.kind == typestate.EagerReconnect) == (y.kind == typestate.EagerReconnect)
}

func (p *Package) placeOf(v *typestate.Violation) place {
	pos := p.Fset.PositionFor(v.Pos, false)
	return place{v.Kind, pos.Filename, pos.Offset}
}
