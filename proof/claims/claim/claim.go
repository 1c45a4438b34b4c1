// Package claim turns a sentence about a client library into something that
// can be run.
//
// hublint's verdicts rest on what client libraries do: what a second connect
// puts on the wire, what a failed or timed out connect leaves behind, whether
// a closed client can be used again. A Claim is one such sentence, in one
// clause, together with the answer that the analyzer's catalogue relies on
// (Expected) and a Try function that asks the real library and reports what it
// saw. A claim holds when the two strings are equal; nothing else counts.
//
// A claim that is not run has no Try; it names the source lines that were read
// instead, so that the table never mixes up what was seen and what was read.
package claim

import "context"

// A Claim is one clause about one version of one library.
type Claim struct {
	// ID names the claim within its library and version: "second-connect".
	ID string
	// Library is the module path, Version the version the claim is about.
	Library, Version string
	// With names what else the answer depends on, such as the version of a
	// library below the one in question; mostly empty.
	With string
	// Text is the situation, in one clause, as a question.
	Text string
	// Expected is the answer the catalogue relies on.
	Expected string
	// Source is where the answer was read, "file.go:12"; required when Try is nil.
	Source string
	// Differs says what earlier research notes had said where running the
	// library (or reading it again) showed something else; mostly empty.
	Differs string
	// Alone marks a claim that runs in a process of its own, because it may
	// take the process down (a panic there is an answer) or leaves behind a
	// client that nothing can stop.
	Alone bool
	// Try asks the real library and returns the answer seen. An error means
	// that the question could not be asked, not that the answer was wrong.
	Try func(context.Context) (seen string, err error)
}

// Name identifies the claim in a whole catalogue.
func (c Claim) Name() string { return c.Library + "@" + c.Release() + "/" + c.ID }

// Release is the version and what it was built with.
func (c Claim) Release() string {
	if c.With == "" {
		return c.Version
	}
	return c.Version + " with " + c.With
}

// A Result is a claim with what was seen.
type Result struct {
	Claim
	// Seen is the library's answer, or empty if the claim was not run.
	Seen string
	// Also is another answer that the same question got in another attempt:
	// a library with a race may take its process down before it can answer.
	Also string
	// Err is why the question could not be asked.
	Err error
}

// Ran reports whether the claim was put to the library itself.
func (r Result) Ran() bool { return r.Try != nil }

// Holds reports whether the claim was seen to be as expected, or was only read.
func (r Result) Holds() bool {
	if !r.Ran() {
		return true
	}
	return r.Err == nil && r.Seen == r.Expected
}
