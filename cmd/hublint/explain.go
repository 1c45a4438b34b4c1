package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/hublint/hublint/analyzer/catalog"
	"github.com/hublint/hublint/cmd/hublint/output"
)

// rules describes the categories, in the order of the manual.
func rules() []output.Rule {
	return []output.Rule{
		{ID: "doubleconnect", Title: "Connect on a client that is still open"},
		{ID: "sameidentity", Title: "A second client of the same identity, opened while the first is open"},
		{ID: "lostclient", Title: "The last handle to an open client is lost, and another client is opened in its place"},
		{ID: "callbackconnect", Title: "Connect in a handler while the library reconnects by itself"},
		{ID: "timeoutretry", Title: "A connect that only timed out is treated as failed"},
		{ID: "reuseclosed", Title: "Connect on a closed client that cannot be used again"},
		{ID: "eagerreconnect", Title: "A reconnect loop without any pause"},
		{ID: "abandoned", Title: "An error return leaves an open client that nothing can reach"},
	}
}

// explain prints what a category means, or lists all.
func explain(w io.Writer, args []string) error {
	all := rules()
	if len(args) == 0 {
		return table(w, len(all), func(i int) []string { return []string{all[i].ID, all[i].Title} })
	}
	for _, name := range args {
		found := false
		for _, r := range all {
			if r.ID == name {
				found = true
				fmt.Fprintf(w, "%s: %s\n", r.ID, r.Title)
				if r.Help != "" {
					fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(r.Help))
				}
			}
		}
		if !found {
			return fmt.Errorf("unknown category %q; \"hublint explain\" lists them", name)
		}
	}
	return nil
}

// printCatalog lists the clients that are built in.
func printCatalog(w io.Writer) error {
	all := catalog.All()
	return table(w, len(all), func(i int) []string { return []string{all[i].Name, all[i].Client, all[i].Package} })
}

// table prints n rows in columns.
func table(w io.Writer, n int, row func(i int) []string) error {
	tw := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	for i := range n {
		fmt.Fprintln(tw, strings.Join(row(i), "\t"))
	}
	return tw.Flush()
}
