package settings

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// toJSON turns YAML into JSON in which everything stands on the line that it has in the YAML:
// what a reader of the JSON has to say of a line is true of the user's file.
//
// Of YAML it takes what is plain data. Anchors, merged keys and further documents are errors.
func toJSON(data []byte, source string) ([]byte, error) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return []byte("{}"), nil
	case err != nil:
		return nil, located(err, source)
	}
	if err := dec.Decode(&more); err == nil {
		return nil, fmt.Errorf("%s:%d: want one document only", source, more.Line)
	} else if !errors.Is(err, io.EOF) {
		return nil, located(err, source)
	}
	c := converter{source: source, line: 1}
	root := doc.Content[0]
	if root.ShortTag() == "!!null" {
		return []byte("{}"), nil // comments only
	}
	if err := c.value(root); err != nil {
		return nil, err
	}
	return c.out.Bytes(), nil
}

// located puts source and line before what the YAML library says.
func located(err error, source string) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if m := regexp.MustCompile(`^line (\d+): (.*)`).FindStringSubmatch(text); m != nil {
		return fmt.Errorf("%s:%s: %s", source, m[1], m[2])
	}
	return fmt.Errorf("%s: %s", source, text)
}

// A converter writes JSON.
type converter struct {
	source string
	out    bytes.Buffer
	line   int // of the next byte
}

func (c *converter) value(n *yaml.Node) error {
	for ; c.line < n.Line; c.line++ {
		c.out.WriteByte('\n')
	}
	switch {
	case n.Anchor != "" || n.Kind == yaml.AliasNode:
		return c.errorf(n, "anchors and aliases are not supported")
	case n.Kind == yaml.MappingNode:
		return c.mapping(n)
	case n.Kind == yaml.SequenceNode:
		return c.sequence(n)
	}
	return c.scalar(n)
}

func (c *converter) mapping(n *yaml.Node) error {
	c.out.WriteByte('{')
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		switch {
		case key.Kind != yaml.ScalarNode || key.Anchor != "":
			return c.errorf(key, "a key must be a name")
		case key.ShortTag() == "!!merge":
			return c.errorf(key, "merged keys are not supported")
		}
		if i > 0 {
			c.out.WriteByte(',')
		}
		name := *key
		name.Tag = "!!str" // true and false are names of keys
		if err := c.value(&name); err != nil {
			return err
		}
		c.out.WriteByte(':')
		if err := c.value(n.Content[i+1]); err != nil {
			return err
		}
	}
	c.out.WriteByte('}')
	return nil
}

func (c *converter) sequence(n *yaml.Node) error {
	c.out.WriteByte('[')
	for i, elem := range n.Content {
		if i > 0 {
			c.out.WriteByte(',')
		}
		if err := c.value(elem); err != nil {
			return err
		}
	}
	c.out.WriteByte(']')
	return nil
}

// scalar writes numbers and truth values as such, and all else as a string: a date is what the
// user has written, not a time.
func (c *converter) scalar(n *yaml.Node) error {
	var v any = n.Value
	switch n.ShortTag() {
	case "!!null":
		v = nil
	case "!!bool":
		v = strings.EqualFold(n.Value, "true")
	case "!!int", "!!float":
		if x, err := strconv.ParseFloat(n.Value, 64); err == nil {
			v = x
		}
	}
	data, err := json.Marshal(v)
	if err != nil {
		return c.errorf(n, "%v", err)
	}
	c.out.Write(data)
	return nil
}

func (c *converter) errorf(n *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", c.source, n.Line, fmt.Sprintf(format, args...))
}
