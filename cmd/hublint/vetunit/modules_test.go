package vetunit_test

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/cmd/hublint/internal/drivertest"
)

func TestModules(t *testing.T) {
	for _, tt := range drivertest.Modules() {
		t.Run(tt.Name, func(t *testing.T) {
			m := tt.Make(t)
			got := vet(t, m, ownTool, tt.Args...)
			expect(t, "findings", got.findings(), tt.Want)
			want := 0
			if tt.Want != "" {
				want = 1
			}
			if got.code != want {
				t.Errorf("exit code %d, want %d; %s", got.code, want, got.stderr)
			}

			bare := vet(t, m, bareTool, tt.Args...)
			expect(t, "findings without export data", bare.findings(), tt.Want)

			own := jsonStream(t, vet(t, m, ownTool, append([]string{"-json"}, tt.Args...)...))
			ref := jsonStream(t, vet(t, m, refTool, append([]string{"-json"}, tt.Args...)...))
			expect(t, "JSON, compared with x/tools' driver", own, ref)
		})
	}
}

// jsonStream returns the JSON objects of an answer in a fixed order, without versions: in
// x/tools' driver facts about packages reach only direct importers.
func jsonStream(t *testing.T, a answer) string {
	t.Helper()
	var objects []string
	dec := json.NewDecoder(strings.NewReader(strings.NewReplacer("client v1.4.2", "client", "client unknown", "client").Replace(a.stdout)))
	for {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%v in %s%s", err, a.stdout, a.stderr)
		}
		objects = append(objects, string(raw))
	}
	slices.Sort(objects)
	return strings.Join(objects, "\n") + a.stderr
}
