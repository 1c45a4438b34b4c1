package claim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// width is how many claims run at a time. Most of a claim's time is waiting.
const width = 4

// Program is the main function of a command that runs claims and prints them.
// The modules are directories, below the working directory, of further modules
// with a command of the same kind in cmd/claims; their claims are added.
func Program(claims []Claim, modules ...string) int {
	ctx := context.Background()
	ran, err := Child(ctx, claims, os.Stdout)
	if !ran {
		err = program(ctx, claims, modules)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "claims:", err)
		return 1
	}
	return 0
}

// errOtherwise ends a run in which not every claim held.
var errOtherwise = errors.New("not every claim held")

func program(ctx context.Context, claims []Claim, modules []string) error {
	asJSON := flag.Bool("json", false, "print one JSON object a claim instead of the table")
	only := flag.String("library", "", "run only the claims about libraries whose module path contains this")
	flag.Parse()
	if err := Check(claims); err != nil {
		return err
	}
	results := RunAll(ctx, about(claims, *only), width)
	for _, dir := range modules {
		more, err := runModule(ctx, dir, *only)
		if err != nil {
			return err
		}
		results = append(results, more...)
	}
	if *asJSON {
		return WriteJSON(os.Stdout, results)
	}
	if err := WriteTable(os.Stdout, results); err != nil {
		return err
	}
	fmt.Printf("\n%s\n", Summary(results))
	for _, r := range results {
		if !r.Holds() {
			return errOtherwise
		}
	}
	return nil
}

func about(claims []Claim, library string) []Claim {
	var chosen []Claim
	for _, c := range claims {
		if strings.Contains(c.Library, library) {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

// runModule runs the claims of another module.
func runModule(ctx context.Context, dir, library string) ([]Result, error) {
	cmd := exec.CommandContext(ctx, "go", "run", "./cmd/claims", "-json", "-library="+library)
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("module %s: %w", dir, err)
	}
	return ReadJSON(bytes.NewReader(out))
}

// record is a Result as it travels between two programs.
type record struct {
	ID, Library, Version, With, Text, Expected, Source, Differs, Seen, Also, Err string
	Ran                                                                          bool
}

// WriteJSON writes the results, one object a line, for ReadJSON.
func WriteJSON(w io.Writer, results []Result) error {
	enc := json.NewEncoder(w)
	for _, r := range results {
		rec := record{
			ID: r.ID, Library: r.Library, Version: r.Version, With: r.With,
			Text: r.Text, Expected: r.Expected, Source: r.Source, Differs: r.Differs,
			Seen: r.Seen, Also: r.Also, Ran: r.Ran(),
		}
		if r.Err != nil {
			rec.Err = r.Err.Error()
		}
		if err := enc.Encode(rec); err != nil {
			return fmt.Errorf("writing claims: %w", err)
		}
	}
	return nil
}

// ReadJSON reads what WriteJSON wrote. The claims it returns can be printed,
// not run again.
func ReadJSON(r io.Reader) ([]Result, error) {
	var results []Result
	for dec := json.NewDecoder(r); ; {
		var rec record
		err := dec.Decode(&rec)
		if errors.Is(err, io.EOF) {
			return results, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading claims: %w", err)
		}
		results = append(results, rec.result())
	}
}

var errRanElsewhere = errors.New("this claim was run by another program")

func (rec record) result() Result {
	res := Result{
		Claim: Claim{
			ID: rec.ID, Library: rec.Library, Version: rec.Version, With: rec.With,
			Text: rec.Text, Expected: rec.Expected, Source: rec.Source, Differs: rec.Differs,
		},
		Seen: rec.Seen,
		Also: rec.Also,
	}
	if rec.Err != "" {
		res.Err = errors.New(rec.Err)
	}
	if rec.Ran {
		res.Try = func(context.Context) (string, error) { return "", errRanElsewhere }
	}
	return res
}
