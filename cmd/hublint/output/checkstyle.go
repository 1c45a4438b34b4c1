package output

import (
	"encoding/xml"
	"fmt"
	"io"
)

type (
	checkstyleReport struct {
		XMLName xml.Name          `xml:"checkstyle"`
		Version string            `xml:"version,attr"`
		Files   []*checkstyleFile `xml:"file"`
	}

	checkstyleFile struct {
		Name   string            `xml:"name,attr"`
		Errors []checkstyleError `xml:"error"`
	}

	checkstyleError struct {
		Line     int    `xml:"line,attr"`
		Column   int    `xml:"column,attr,omitempty"`
		Severity string `xml:"severity,attr"`
		Message  string `xml:"message,attr"`
		Source   string `xml:"source,attr"`
	}
)

// writeCheckstyle writes Checkstyle XML, which most review systems can read.
func writeCheckstyle(w io.Writer, r *Report) error {
	severity := map[Severity]string{Error: "error", Warning: "warning", Note: "info"}
	out := checkstyleReport{Version: "5.0"}
	files := make(map[string]*checkstyleFile)
	for _, f := range r.Findings {
		name := r.slash(f.Pos.Filename)
		file := files[name]
		if file == nil {
			file = &checkstyleFile{Name: name}
			files[name] = file
			out.Files = append(out.Files, file)
		}
		file.Errors = append(file.Errors, checkstyleError{
			Line: f.Pos.Line, Column: f.Pos.Column, Severity: severity[f.Severity],
			Message: f.Message, Source: "hublint." + f.Category,
		})
	}
	data, err := xml.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, data)
	return err
}
