package bench

import (
	"fmt"
	"io"
	"runtime"
	"text/tabwriter"
)

// Print writes the rows as a table for the terminal.
func Print(w io.Writer, rows []Row) {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "tool\tcold CPU-s\tratio\tcold s\twarm CPU-s\tratio\twarm s\tpeak MiB\tfindings\tversion")
	for _, r := range rows {
		cells(t, "%s\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%d\t%s\t%s\n", r, rows[0])
	}
	t.Flush()
}

// Markdown writes the rows as a section of a document.
func Markdown(w io.Writer, title string, b *Bench, rows []Row) {
	fmt.Fprintf(w, "### %s\n\n", title)
	fmt.Fprintf(w, "`go run ./cmd/bench -runs %d`; %s, %s/%s, %d CPUs; medians of %d alternating runs; ratios to the empty vet tool.\n\n",
		b.Runs, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), b.Runs)
	fmt.Fprintln(w, "| tool | cold CPU-s | ratio | cold s | warm CPU-s | ratio | warm s | peak MiB | findings | version |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|---|---|")
	for _, r := range rows {
		cells(w, "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %d | %s | %s |\n", r, rows[0])
	}
}

func cells(w io.Writer, format string, r, base Row) {
	findings := ""
	if r.Hublint {
		findings = fmt.Sprint(len(r.Cold.Findings))
	}
	fmt.Fprintf(w, format, r.Name,
		r.Cold.CPU.Seconds(), r.Cold.CPU.Seconds()/base.Cold.CPU.Seconds(), r.Cold.Wall.Seconds(),
		r.Warm.CPU.Seconds(), r.Warm.CPU.Seconds()/base.Warm.CPU.Seconds(), r.Warm.Wall.Seconds(),
		max(r.Cold.Memory, r.Warm.Memory)>>20, findings, r.Version)
}
