package settings

import (
	"encoding"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/protocol"
)

var update = flag.Bool("update", false, "write schema.json")

// A node is a JSON schema, as much of the language as is used here.
type node struct {
	Schema      string           `json:"$schema,omitempty"`
	Title       string           `json:"title,omitempty"`
	Description string           `json:"description,omitempty"`
	Ref         string           `json:"$ref,omitempty"`
	Type        string           `json:"type,omitempty"`
	Enum        []string         `json:"enum,omitempty"`
	Pattern     string           `json:"pattern,omitempty"`
	Items       *node            `json:"items,omitempty"`
	Properties  map[string]*node `json:"properties,omitempty"`
	Additional  any              `json:"additionalProperties,omitempty"` // false, or a schema
	Required    []string         `json:"required,omitempty"`
	Defs        map[string]*node `json:"$defs,omitempty"`
}

// The schema is that of the types.
func TestSchema(t *testing.T) {
	g := generator{docs: comments(t, "../../../analyzer", "../../../analyzer/protocol"), defs: map[string]*node{}}
	root := g.object(reflect.TypeFor[analyzer.Settings]())
	root.Schema = "https://json-schema.org/draft/2020-12/schema"
	root.Title = "hublint configuration"
	root.Description = ""
	root.Defs = g.defs
	data, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	data = append(data, '\n')
	if *update {
		if err := os.WriteFile("schema.json", data, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if Schema() != string(data) {
		t.Error("schema.json is out of date: go test ./cmd/hublint/settings -run Schema -update")
	}
}

// A generator makes schemas of types.
type generator struct {
	docs map[string]string // by type, or type and field
	defs map[string]*node
}

func (g *generator) of(typ reflect.Type) *node {
	if names := names(typ); names != nil {
		return &node{Type: "string", Enum: names}
	}
	switch typ {
	case reflect.TypeFor[protocol.Operand]():
		return &node{Type: "string", Pattern: "^(recv|(arg|result)[0-9]+)$"}
	case reflect.TypeFor[analyzer.Check]():
		return &node{Type: "string", Enum: checks()}
	}
	switch typ.Kind() {
	case reflect.Pointer:
		return g.of(typ.Elem())
	case reflect.Slice:
		return &node{Type: "array", Items: g.of(typ.Elem())}
	case reflect.Map:
		return &node{Type: "object", Additional: g.of(typ.Elem())}
	case reflect.Struct:
		if g.defs[typ.Name()] == nil {
			g.defs[typ.Name()] = &node{}
			*g.defs[typ.Name()] = *g.object(typ)
		}
		return &node{Ref: "#/$defs/" + typ.Name()}
	case reflect.Bool:
		return &node{Type: "boolean"}
	case reflect.Int:
		return &node{Type: "integer"}
	}
	return &node{Type: "string"}
}

func (g *generator) object(typ reflect.Type) *node {
	n := &node{Type: "object", Description: g.docs[typ.Name()], Properties: map[string]*node{}, Additional: false}
	for i := range typ.NumField() {
		f := typ.Field(i)
		key, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := g.of(f.Type)
		p.Description = g.docs[typ.Name()+"."+f.Name]
		n.Properties[key] = p
		if options == "" {
			n.Required = append(n.Required, key)
		}
	}
	return n
}

// names returns the names of an enumeration, nil if typ is none.
func names(typ reflect.Type) []string {
	if typ == reflect.TypeFor[analyzer.Threshold]() {
		return analyzer.Thresholds()
	}
	if typ.Kind() != reflect.Uint8 {
		return nil
	}
	var out []string
	for v := reflect.New(typ).Elem(); ; v.SetUint(v.Uint() + 1) {
		text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
		if err != nil || string(text) == "invalid" {
			return out
		}
		if len(text) > 0 {
			out = append(out, string(text))
		}
	}
}

func checks() []string {
	var out []string
	for _, name := range analyzer.Checks() {
		out = append(out, name, "-"+name)
	}
	return out
}

// comments returns what the sources say about types and their fields.
func comments(t *testing.T, dirs ...string) map[string]string {
	t.Helper()
	docs := map[string]string{}
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if decl, ok := n.(*ast.GenDecl); ok && len(decl.Specs) == 1 {
					collect(decl, docs)
				}
				return true
			})
		}
	}
	return docs
}

func collect(decl *ast.GenDecl, docs map[string]string) {
	spec, ok := decl.Specs[0].(*ast.TypeSpec)
	if !ok {
		return
	}
	st, ok := spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	docs[spec.Name.Name] = plain(decl.Doc)
	for _, f := range st.Fields.List {
		for _, name := range f.Names {
			docs[spec.Name.Name+"."+name.Name] = plain(f.Doc) + plain(f.Comment)
		}
	}
}

// plain returns a comment as one paragraph, without the marks of links.
func plain(c *ast.CommentGroup) string {
	text := strings.Join(strings.Fields(c.Text()), " ")
	return regexp.MustCompile(`\[([A-Z][A-Za-z.]*)\]`).ReplaceAllString(text, "$1")
}

// The example is what the schema describes and the program reads.
func TestExample(t *testing.T) {
	data, err := os.ReadFile("testdata/example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if cfg, err := parse(data, "example.yaml"); err != nil || len(cfg.Protocols) != 1 || len(cfg.Protocols[0].Ops) != 7 || len(cfg.Contracts) != 1 || len(cfg.Contracts[0].Steps) != 2 {
		t.Fatalf("%+v, %v", cfg, err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"severity: note", "severity: none", "severity: none is not one of"},
		{"severity: note", "sverity: note", "sverity: unknown"},
		{"tests: true", "tests: 1", "tests: not a boolean"},
		{"operand: arg0", "operand: arg", "protocols[0].identity[0].operand: arg does not match"},
		{"types: [Client]", "", "protocols[0]: types is missing"},
		{"types: [Client]", "types: Client", "protocols[0].types: not an array"},
		{"owner: the fleet", "", "contracts[0]: owner is missing"},
	} {
		problems := check(t, strings.Replace(string(data), c.old, c.new, 1))
		if c.want == "" && len(problems) > 0 || c.want != "" && !slices.ContainsFunc(problems, func(p string) bool { return strings.HasPrefix(p, c.want) }) {
			t.Errorf("%s: got %q, want %q", c.new, problems, c.want)
		}
	}
}

// check returns what the schema has against a configuration.
func check(t *testing.T, text string) []string {
	t.Helper()
	data, err := toJSON([]byte(text), "x")
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	var root map[string]any
	if err := json.Unmarshal([]byte(Schema()), &root); err != nil {
		t.Fatal(err)
	}
	return (&validator{defs: root["$defs"].(map[string]any)}).value("", root, v)
}

// A validator applies a schema to a value.
type validator struct{ defs map[string]any }

func (w *validator) value(path string, schema map[string]any, v any) (problems []string) {
	if ref, ok := schema["$ref"].(string); ok {
		schema = w.defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	}
	bad := func(format string, args ...any) {
		problems = append(problems, path+": "+fmt.Sprintf(format, args...))
	}
	article := map[string]string{"object": "an object", "array": "an array", "string": "a string", "boolean": "a boolean", "integer": "an integer"}
	if want := schema["type"].(string); kind(v) != want {
		bad("not %s", article[want])
		return problems
	}
	switch v := v.(type) {
	case string:
		if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, any(v)) {
			bad("%s is not one of %v", v, enum)
		}
		if p, ok := schema["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(v) {
			bad("%s does not match %s", v, p)
		}
	case []any:
		for i, elem := range v {
			problems = append(problems, w.value(fmt.Sprintf("%s[%d]", path, i), schema["items"].(map[string]any), elem)...)
		}
	case map[string]any:
		required, _ := schema["required"].([]any)
		for _, name := range required {
			if _, ok := v[name.(string)]; !ok {
				bad("%s is missing", name)
			}
		}
		problems = append(problems, w.members(path, schema, v)...)
	}
	return problems
}

func (w *validator) members(path string, schema map[string]any, v map[string]any) (problems []string) {
	properties, _ := schema["properties"].(map[string]any)
	for key, elem := range v {
		sub, ok := properties[key].(map[string]any)
		if !ok {
			sub, ok = schema["additionalProperties"].(map[string]any)
		}
		at := strings.TrimPrefix(path+"."+key, ".")
		if !ok {
			problems = append(problems, at+": unknown")
			continue
		}
		problems = append(problems, w.value(at, sub, elem)...)
	}
	return problems
}

func kind(v any) string {
	switch v := v.(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	case float64:
		if v == float64(int(v)) {
			return "integer"
		}
	}
	return "null"
}
