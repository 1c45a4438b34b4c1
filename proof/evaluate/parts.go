package evaluate

import (
	"fmt"
	"strings"
)

// Inputs are what the parts need that is not in the repository, and how much they are to do.
type Inputs struct {
	Dir, Past string // folders of checkouts
	Module    string // folder of a module to measure
	Packages  []string
	Large     string // folder of a module with a very large package
	Largest   string // that package
	Programs  int
	Edits     int
	Mutants   int
	Fuzzed    int
	Runs      int
	Full      bool
}

// A Part makes a section.
type Part struct {
	Name, Title string
	About       string
	Dir         string   // where its command is run, relative to the folder proof
	Command     []string // with the inputs
	Shown       string   // the command as the page shows it: without what is true of one machine
	Needs       string   // the input that it cannot do without, "" if it has it
	Private     []string // folders whose place is nobody's business
	Keep        func(string) string
}

// Parts returns all parts, in the order of the page.
func Parts(in Inputs) []Part {
	parts := []Part{
		oracle(in), metamorph(in), corpus(in), bench(in), large(in), growth(in), robustness(in), fuzzing(in), claims(),
	}
	for i := range parts {
		p := &parts[i]
		if p.Shown == "" {
			p.Shown = strings.Join(p.Command, " ")
		}
		p.Shown = "cd " + strings.TrimSuffix("proof/"+p.Dir, "/") + " && " + p.Shown
		if p.Keep == nil {
			p.Keep = func(s string) string { return s }
		}
	}
	return parts
}

func oracle(in Inputs) Part {
	return Part{
		Name: "oracle", Title: "Generated programs, executed",
		About: "Programs are written from a grammar, run with every answer that the hub and the opaque conditions can give, and\n" +
			"compared with what hublint says, connect by connect.\n\n" + disagreements,
		Command: words("go run ./cmd/oracle -seed 42 -shrink 0 -show 0 -n %d", in.Programs),
	}
}

// disagreements are the classes of programs that shrinking has led to. Each is a case in testdata, named fp or fn.
const disagreements = `What still disagrees, by class. Missed: another client that a handler opens, or one of the program that it connects,
each time its own has connected; a client of the program, where a handler connects its own; what the deferred
calls of different rounds of a loop do to each other, and those of the body of a range over a function; a function
that a literal finds in a field of a struct or in a map; a client that a method connects in a literal which asks for
another field; one that a literal within a literal replaces while its attempt is under way; a client in place of one that
a timer may have connected, too; a second mistake where one was reported. Missed across goroutines: clients that
goroutines, timers and handlers share with the rest of the program. False alarms: a helper that closes a session if it is
connected and connects it again, which is wrong, but not for the callers of the program; a branch that depends on what a
goroutine has stored that was waited for; a client that nothing has opened and that a goroutine closes, behind a call
of which nothing is known.

A connect after a check that found an attempt under way not up is no mistake that must be found, and no false alarm.`

func metamorph(in Inputs) Part {
	return Part{
		Name: "metamorph", Title: "Edits and mistakes",
		About: "Edits that keep the meaning of a program must not change the verdict. Mistakes put into correct programs, confirmed\n" +
			"by execution, must be reported.",
		Command: words("go run ./cmd/metamorph -show 0 -edits %d -mutants %d", in.Edits, in.Mutants),
	}
}

func corpus(in Inputs) Part {
	p := Part{
		Name: "corpus", Title: "Public projects", Needs: "-dir",
		About: "Pinned projects whose connect calls were labelled by hand, and bugs of the past at commits that have them. All\n" +
			"categories are on, also those that are off unless asked for.",
		Command: words("go run ./cmd/corpus -brief -dir"),
		Shown:   "go run ./cmd/corpus -brief -dir CHECKOUTS",
	}
	if in.Dir == "" {
		return p
	}
	p.Needs = ""
	p.Command = append(p.Command, in.Dir)
	p.Private = []string{in.Dir}
	if in.Past != "" {
		p.Command = append(p.Command, "-past", in.Past)
		p.Private = append(p.Private, in.Past)
		p.Shown += " -past CHECKOUTS"
	}
	return p
}

func bench(in Inputs) Part {
	p := Part{
		Name: "bench", Title: "Speed", Needs: "-module",
		About: "Medians of alternating runs, compiled packages cached. Cold is without results of a former run, warm with them.\n" +
			"Ratios are to an empty vet tool.",
		Command: words("go run ./cmd/bench -runs %d -dir", in.Runs),
		Shown:   fmt.Sprintf("go run ./cmd/bench -runs %d -dir MODULE %s", in.Runs, strings.Join(in.Packages, " ")),
	}
	if in.Module == "" {
		return p
	}
	p.Needs = ""
	p.Command = append(append(p.Command, in.Module), in.Packages...)
	p.Private = []string{in.Module}
	return p
}

func large(in Inputs) Part {
	p := Part{
		Name: "large", Title: "A very large package", Needs: "-large",
		About: "Memory where a package imports hundreds of others, with types of thousands: what reading these takes in the driver of\n" +
			"go vet, the empty vet tool shows.",
		Command: words("go run ./cmd/bench -tools hublint -runs 1 -dir"),
		Shown:   "go run ./cmd/bench -tools hublint -runs 1 -dir MODULE " + in.Largest,
	}
	if in.Large == "" {
		return p
	}
	p.Needs = ""
	p.Command = append(p.Command, in.Large, in.Largest)
	p.Private = []string{in.Large}
	return p
}

func growth(in Inputs) Part {
	return Part{
		Name: "growth", Title: "Growth",
		About:   "Allocations for functions of one form in growing sizes: n^1 is linear.",
		Command: words("go test ./scale -count=1 -timeout 3h -run Linear|Bounded -v -full=%t", in.Full),
		Shown:   fmt.Sprintf("go test ./scale -count=1 -timeout 3h -run 'Linear|Bounded' -v -full=%t", in.Full),
		Keep:    growthTable,
	}
}

func robustness(in Inputs) Part {
	return Part{
		Name: "robustness", Title: "Robustness",
		About: "The standard library and the go command, as they are, through go vet and alone; the standard library with mutexes\n" +
			"for clients, so that the engine works on all of it; and runs over the cases with 1, 2 and 8 processors, which must\n" +
			"give the same bytes. Memory is that of the largest process.",
		Command: words("go test ./scale -count=1 -timeout 5h -run Doors|StandardLibrary|Determinism -v -full=%t", in.Full),
		Shown:   fmt.Sprintf("go test ./scale -count=1 -timeout 5h -run 'Doors|StandardLibrary|Determinism' -v -full=%t", in.Full),
		Keep:    testLog,
	}
}

func fuzzing(in Inputs) Part {
	return Part{
		Name: "fuzz", Title: "Programs that nobody would write",
		About: "Random programs of all that the language has: no panic, an end within bounds, the same findings and facts again, a\n" +
			"witness for each finding.",
		Command: words("go test ./weird -count=1 -timeout 3h -run Programs -v -programs %d", in.Fuzzed),
		Keep:    testLog,
	}
}

func claims() Part {
	return Part{
		Name: "claims", Title: "Claims about libraries", Dir: "claims",
		About:   "What the catalogue says of each library, put to the library and a broker or peer.",
		Command: words("go run ./cmd/claims"),
		Keep:    lastParagraph,
	}
}

// words formats a command without spaces in its arguments.
func words(format string, args ...any) []string {
	return strings.Fields(fmt.Sprintf(format, args...))
}
