package protocol

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
)

// Parse reads a JSON array of protocols. It is strict: an unknown or repeated key, a value of
// the wrong kind, an unknown name and a protocol that does not validate are errors, which
// name source, line and key.
func Parse(data []byte, source string) ([]Protocol, error) {
	var protocols []Protocol
	starts, err := decode(data, source, &protocols)
	if err != nil {
		return nil, err
	}
	if err := validate(protocols, source, starts); err != nil {
		return nil, err
	}
	return protocols, nil
}

// ParseWithin reads JSON into v, a pointer to a struct, as strictly as [Parse]. One field of v
// may be protocols, and one contracts: these must be what the function described returns once v
// is filled.
func ParseWithin(data []byte, source string, v any, described func() ([]Protocol, []Contract)) error {
	starts, err := decode(data, source, v)
	if err != nil {
		return err
	}
	protocols, contracts := described()
	if err := validate(protocols, source, starts); err != nil {
		return err
	}
	return validate(contracts, source, starts)
}

// A checked is a type whose values may contradict themselves, and must have a name of their own.
type checked[T any] interface {
	*T
	Validate() error
	title() string
}

func (p *Protocol) title() string { return "protocol " + p.Name }
func (c *Contract) title() string { return "contract " + c.Interface }

// lines are the lines on which the elements of arrays begin, by their type.
type lines map[reflect.Type][]int

// decode reads JSON into v, and returns the lines on which protocols and contracts begin.
func decode(data []byte, source string, v any) (starts lines, err error) {
	r := &reader{dec: json.NewDecoder(bytes.NewReader(data)), data: data, source: source, starts: lines{
		reflect.TypeFor[Protocol](): nil, reflect.TypeFor[Contract](): nil,
	}}
	r.dec.UseNumber()
	typ := reflect.TypeOf(v).Elem()
	if err := r.value("", typ); err != nil {
		return nil, err
	}
	if _, err := r.dec.Token(); err != io.EOF {
		return nil, r.errorf("", "there is more after the end of %s", strings.Replace(kindName(typ), "an ", "the ", 1))
	}
	// The reader has seen to it that this finds nothing to complain about, or to ignore.
	if err := json.Unmarshal(data, v); err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	return r.starts, nil
}

// validate reports the first of list that contradicts itself or is there already.
func validate[T any, P checked[T]](list []T, source string, starts lines) error {
	seen := map[string]int{}
	for i := range list {
		p, line := P(&list[i]), starts[reflect.TypeFor[T]()][i]
		if err := p.Validate(); err != nil {
			return fmt.Errorf("%s:%d: %w", source, line, err)
		}
		if first, ok := seen[p.title()]; ok {
			return fmt.Errorf("%s:%d: %s is there already, on line %d", source, line, p.title(), first)
		}
		seen[p.title()] = line
	}
	return nil
}

// A reader walks over JSON text and a type together. encoding/json alone would take keys in any
// case, let the last of two equal keys win, and say nothing of the place of an unknown one.
type reader struct {
	dec    *json.Decoder
	data   []byte
	source string
	starts lines // of the types whose lines are asked for
}

var textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()

// value reads one value of type typ. The key is for messages.
func (r *reader) value(key string, typ reflect.Type) error {
	tok, err := r.token()
	if err != nil {
		return err
	}
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if reflect.PointerTo(typ).Implements(textUnmarshaler) {
		s, ok := tok.(string)
		if !ok {
			return r.errorf(key, "want a string")
		}
		if err := reflect.New(typ).Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(s)); err != nil {
			return r.errorf(key, "%v", err)
		}
		return nil
	}
	ok := false
	switch typ.Kind() {
	case reflect.Slice:
		if tok == json.Delim('[') {
			return r.array(key, typ.Elem())
		}
	case reflect.Struct:
		if tok == json.Delim('{') {
			return r.object(key, fieldNames(typ), func(name string) reflect.Type { return fieldType(typ, name) })
		}
	case reflect.Map:
		if tok == json.Delim('{') {
			return r.object(key, nil, func(string) reflect.Type { return typ.Elem() })
		}
	case reflect.String:
		_, ok = tok.(string)
	case reflect.Bool:
		_, ok = tok.(bool)
	case reflect.Int:
		if n, isNumber := tok.(json.Number); isNumber {
			_, err := strconv.Atoi(n.String())
			ok = err == nil
		}
	}
	if !ok {
		return r.errorf(key, "want %s", kindName(typ))
	}
	return nil
}

func (r *reader) array(key string, elem reflect.Type) error {
	for r.dec.More() {
		if begun, ok := r.starts[elem]; ok {
			r.starts[elem] = append(begun, r.next())
		}
		if err := r.value(key, elem); err != nil {
			return err
		}
	}
	_, err := r.token()
	return err
}

func (r *reader) object(key string, known []string, typeOf func(name string) reflect.Type) error {
	seen := map[string]bool{}
	for r.dec.More() {
		tok, err := r.token()
		if err != nil {
			return err
		}
		name := tok.(string) // the decoder takes no other key
		path := strings.TrimPrefix(key+"."+name, ".")
		typ := typeOf(name)
		if typ == nil {
			return r.errorf(path, "unknown key%s", Suggest(name, known))
		}
		if seen[name] {
			return r.errorf(path, "the key is there twice")
		}
		seen[name] = true
		if err := r.value(path, typ); err != nil {
			return err
		}
	}
	_, err := r.token()
	return err
}

func (r *reader) token() (json.Token, error) {
	tok, err := r.dec.Token()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return nil, fmt.Errorf("%s:%d: %w", r.source, r.line(syntax.Offset), err)
	}
	if err != nil {
		return nil, r.errorf("", "%v", err)
	}
	return tok, nil
}

func (r *reader) errorf(key, format string, args ...any) error {
	message := fmt.Sprintf(format, args...)
	if key != "" {
		message = key + ": " + message
	}
	return fmt.Errorf("%s:%d: %s", r.source, r.line(r.dec.InputOffset()), message)
}

// line returns the number of the line that ends the first offset bytes.
func (r *reader) line(offset int64) int {
	return 1 + bytes.Count(r.data[:min(offset, int64(len(r.data)))], []byte("\n"))
}

// next returns the number of the line on which the next value begins.
func (r *reader) next() int {
	offset := r.dec.InputOffset()
	for offset < int64(len(r.data)) && strings.IndexByte(" \t\r\n,", r.data[offset]) >= 0 {
		offset++
	}
	return r.line(offset)
}

// fieldType returns the type of the field with that key, or nil.
func fieldType(typ reflect.Type, key string) reflect.Type {
	for i := range typ.NumField() {
		if name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ","); name == key {
			return typ.Field(i).Type
		}
	}
	return nil
}

// fieldNames returns the keys of a struct.
func fieldNames(typ reflect.Type) []string {
	var names []string
	for i := range typ.NumField() {
		name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

func kindName(typ reflect.Type) string {
	switch typ.Kind() {
	case reflect.Slice:
		return "an array"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	}
	return "a string"
}
