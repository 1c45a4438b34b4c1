package output

import (
	"bufio"
	"fmt"
	"io"
)

// writeShort writes a line for each finding, as compilers do, and its steps below it,
// indented by a tab: editors then take them for more of the same message.
func writeShort(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	for _, f := range r.Findings {
		fmt.Fprintf(b, "%s: %s\n", r.posn(f.Pos), f.Message)
		for _, rel := range f.Related {
			fmt.Fprintf(b, "\t%s: %s\n", r.posn(rel.Pos), rel.Message)
		}
	}
	return b.Flush()
}
