// Package vetunit lets the go command run hublint: go vet -vettool=$(which hublint).
//
// The go command calls the tool three ways. With -V=full it asks for an identity, which
// becomes part of the cache keys; with -flags for the flags that it may pass on; and with
// the name of a .cfg file for the analysis of one unit, a package or a test variant of one.
// For each unit the tool writes a file of facts, which it is given again for each unit that
// imports the first. The go command does this for all packages that the program needs, the
// standard library included.
//
// # Cost
//
// Nearly all units cannot reach a hub client. They are recognised from what the tool wrote
// about their direct imports, one byte each, and from the text of their files (package
// reach), and left: nothing is parsed. Those of the main module that have helpers are analysed
// for these. The others are type-checked against the compiler's
// export data. This is why the driver of x/tools (package unitchecker) is not used: it keeps
// types in the files of facts, and so has to type-check every unit. A go command that
// provides no export data gets the same from this package, with declarations only for the
// units that do not matter.
//
// # Findings that the go command forgets
//
// Up to Go 1.26 at least, the cache key of a result does not say whether the package was
// asked for or was only a dependency. If "go vet ./a" was run first, a later "go vet ./..."
// takes the empty answer about a's dependency b from the cache, and never shows what is
// wrong in b. Therefore findings are reported for dependencies too, if they are part of the
// main module and have no test variant that the go command would ask about instead. The
// price: "go vet ./a" shows the findings in b as well, and files of facts written before
// this was so must be dropped, which a new -V=full answer does. Under -fix dependencies stay
// silent, because the go command offers no place to put their changed files.
//
// # Limits
//
// A unit that matters and has a type error ends with that error, as in go vet; one that does
// not matter is not type-checked, and its errors are left to the compiler. The unit's
// importers go on without its facts. Positions in other packages come from export data and
// are exact to the line only.
package vetunit

import (
	"errors"
	"flag"
	"fmt"
	"go/scanner"
	"go/types"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/cmd/hublint/reach"
)

// A Door is the tool as the go command sees it.
type Door struct {
	// Name begins error messages.
	Name string
	// Flags declares the analysis flags. It may be nil.
	Flags func(*flag.FlagSet)
	// Clients returns the packages that matter, and Analyzer the analyzer that the flags ask
	// for. The directory is that of the unit if this is part of the main module, else empty.
	// Most units need no analyzer, so what is wrong with flags is not said for all of them.
	Clients  func(dir string) (reach.Clients, error)
	Analyzer func(dir string) (*analysis.Analyzer, error)
	// Identity describes all that results depend on beside the units: the program, and files
	// that it reads. It must not contain spaces.
	Identity func() (string, error)

	Stdout, Stderr io.Writer
}

// Exit codes, as go vet expects them.
const (
	exitOK       = 0
	exitFindings = 1 // findings as plain text; or an error in the unit
	exitUsage    = 2
)

// Is reports whether the arguments are those of a go command.
func Is(args []string) bool {
	return slices.Contains(args, "-flags") || slices.ContainsFunc(args, func(a string) bool {
		return strings.HasPrefix(a, "-V=") || strings.HasPrefix(a, "--V=")
	}) || len(args) > 0 && strings.HasSuffix(args[len(args)-1], ".cfg")
}

// Run answers one call of the go command and returns the exit code.
func (d *Door) Run(args []string) int {
	opts, fs := d.flags()
	if err := fs.Parse(args); err != nil {
		return exitUsage // the flag set has said why
	}
	switch {
	case opts.version != "":
		return d.status(d.printVersion(opts.version))
	case opts.flags:
		return d.status(d.printFlags(fs))
	case fs.NArg() != 1:
		return d.status(fmt.Errorf("want the name of one .cfg file, not %d arguments", fs.NArg()))
	}
	cfg, err := readConfig(fs.Arg(0))
	if err != nil {
		return d.status(err)
	}
	found, err := d.analyse(cfg, opts)
	if err != nil {
		if cfg.SucceedOnTypecheckFailure && isSyntaxOrType(err) {
			return d.status(vetx{}.write(cfg.VetxOutput))
		}
		return d.status(err)
	}
	if found && !opts.json && !opts.fix {
		return exitFindings
	}
	return exitOK
}

// status writes err, if there is one, and returns the exit code.
func (d *Door) status(err error) int {
	switch {
	case err == nil:
		return exitOK
	case isSyntaxOrType(err):
		fmt.Fprintln(d.Stderr, err) // begins with its position, where editors look for it
	default:
		fmt.Fprintf(d.Stderr, "%s: %v\n", d.Name, err)
	}
	return exitFindings
}

func isSyntaxOrType(err error) bool {
	var typeError types.Error
	var list scanner.ErrorList
	var one *scanner.Error
	return errors.As(err, &typeError) || errors.As(err, &list) || errors.As(err, &one)
}
