package main

import (
	"encoding/json"
	"fmt"
)

// plainJSON reads hublint's own format, for what scripts may rely on. There may be more keys.
func plainJSON(data []byte) ([]place, error) {
	var report struct {
		Version  string `json:"version"`
		Findings []struct {
			Category string `json:"category"`
			Severity string `json:"severity"`
			Message  string `json:"message"`
			Pos      struct {
				File   string `json:"file"`
				Line   int    `json:"line"`
				Column int    `json:"column"`
			} `json:"pos"`
		} `json:"findings"`
	}
	if err := json.Unmarshal(data, &report); err != nil {
		return nil, err
	}
	var out []place
	for _, f := range report.Findings {
		if f.Severity == "" || f.Message == "" || f.Pos.Column < 1 {
			return nil, fmt.Errorf("incomplete finding %+v", f)
		}
		out = append(out, place{f.Pos.File, f.Pos.Line, f.Category})
	}
	return out, nil
}
