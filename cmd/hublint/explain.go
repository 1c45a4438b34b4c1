package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/report"
	"github.com/hublint/hublint/cmd/hublint/output"
	"github.com/hublint/hublint/cmd/hublint/settings"
	"github.com/hublint/hublint/cmd/hublint/standalone"
)

// manual is where the categories are described.
const manual = "https://pkg.go.dev/github.com/hublint/hublint/analyzer#hdr-Category_"

// rules describes the categories, in the words of the manual.
func rules() []output.Rule {
	var out []output.Rule
	for _, id := range append(report.Categories(), report.Directive) {
		text, _ := analyzer.Manual(id)
		title, help, _ := strings.Cut(text, "\n")
		out = append(out, output.Rule{ID: id, Title: cmp.Or(title, id), Help: strings.TrimSpace(help), URL: manual + id})
	}
	return out
}

// places reports whether the question is about a place in the source, not about a category.
func places(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		_, ok := standalone.ParsePlace(arg)
		return ok
	})
}

// explain prints what categories mean, or lists all.
func explain(w io.Writer, args []string) error {
	all := rules()
	if len(args) == 0 {
		return table(w, len(all), func(i int) []string { return []string{all[i].ID, all[i].Title} })
	}
	var known []string
	for _, r := range all {
		known = append(known, r.ID)
	}
	for n, name := range args {
		i := slices.Index(known, name)
		if i < 0 {
			return fmt.Errorf("there is no category %q%s (want a category or FILE.go:LINE; \"hublint explain\" lists the categories)",
				name, protocol.Suggest(name, known))
		}
		if n > 0 {
			fmt.Fprintln(w)
		}
		if _, err := fmt.Fprintf(w, "%s: %s\n\n%s\n", name, all[i].Title, all[i].Help); err != nil {
			return err
		}
	}
	return nil
}

// printCatalog lists the clients that are known in the working directory, or prints some in
// full.
func printCatalog(w io.Writer, args []string) error {
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	cfg, err := new(settings.Settings).Config(dir)
	if err != nil {
		return err
	}
	all := settings.Protocols(cfg)
	if len(args) == 0 {
		return printNames(w, all, settings.Contracts(cfg))
	}
	var known []string
	for _, p := range all {
		known = append(known, p.Name)
	}
	for _, name := range args {
		if name == "all" {
			for i := range all {
				fmt.Fprint(w, &all[i])
			}
			continue
		}
		i := slices.Index(known, name)
		if i < 0 {
			return fmt.Errorf("there is no client %q%s (\"hublint catalog\" lists them)", name, protocol.Suggest(name, known))
		}
		fmt.Fprint(w, &all[i])
	}
	return nil
}

// printNames lists the clients, and the frameworks that call plugins.
func printNames(w io.Writer, clients []protocol.Protocol, frameworks []protocol.Contract) error {
	if err := table(w, len(clients), func(i int) []string { return []string{clients[i].Name, clients[i].Client, clients[i].Package} }); err != nil {
		return err
	}
	fmt.Fprintln(w, "\nIn plugins, what is called again:")
	return table(w, len(frameworks), func(i int) []string { return []string{frameworks[i].Interface, frameworks[i].String()} })
}

// table prints n rows in columns.
func table(w io.Writer, n int, row func(i int) []string) error {
	tw := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	for i := range n {
		fmt.Fprintln(tw, strings.Join(row(i), "\t"))
	}
	return tw.Flush()
}
