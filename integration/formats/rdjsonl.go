package main

import (
	"bytes"
	"fmt"

	"github.com/reviewdog/reviewdog/proto/rdf"
	"google.golang.org/protobuf/encoding/protojson"
)

// rdjsonl reads reviewdog's format by reviewdog's own schema: an unknown key or severity is an
// error.
func rdjsonl(data []byte) ([]place, error) {
	var out []place
	for line := range bytes.Lines(data) {
		var d rdf.Diagnostic
		if err := protojson.Unmarshal(line, &d); err != nil {
			return nil, fmt.Errorf("%w in %s", err, line)
		}
		if d.GetSeverity() == rdf.Severity_UNKNOWN_SEVERITY || d.GetSource().GetName() != "hublint" {
			return nil, fmt.Errorf("no severity or source in %s", line)
		}
		at := d.GetLocation()
		if start := at.GetRange().GetStart(); start.GetColumn() < 1 {
			return nil, fmt.Errorf("no column in %s", line)
		}
		for _, r := range d.GetRelatedLocations() {
			if r.GetMessage() == "" || r.GetLocation().GetPath() == "" {
				return nil, fmt.Errorf("a step without text or place in %s", line)
			}
		}
		out = append(out, place{at.GetPath(), int(at.GetRange().GetStart().GetLine()), d.GetCode().GetValue()})
	}
	return out, nil
}
