package main

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// checkstyle reads Checkstyle's XML.
func checkstyle(data []byte) ([]place, error) {
	var report struct {
		XMLName xml.Name `xml:"checkstyle"`
		Version string   `xml:"version,attr"`
		Files   []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Line     int    `xml:"line,attr"`
				Column   int    `xml:"column,attr"`
				Severity string `xml:"severity,attr"`
				Message  string `xml:"message,attr"`
				Source   string `xml:"source,attr"`
			} `xml:"error"`
		} `xml:"file"`
	}
	if err := xml.Unmarshal(data, &report); err != nil {
		return nil, err
	}
	if report.Version == "" {
		return nil, fmt.Errorf("no version")
	}
	var out []place
	for _, f := range report.Files {
		for _, e := range f.Errors {
			if !slices.Contains([]string{"error", "warning", "info"}, e.Severity) || e.Message == "" || e.Column < 1 {
				return nil, fmt.Errorf("incomplete error in %s: %+v", f.Name, e)
			}
			category := e.Source[strings.LastIndexByte(e.Source, '.')+1:]
			out = append(out, place{f.Name, e.Line, category})
		}
	}
	return out, nil
}
