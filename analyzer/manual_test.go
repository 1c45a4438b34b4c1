package analyzer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/report"
)

func TestDoc(t *testing.T) {
	first, _, _ := strings.Cut(analyzer.Doc, "\n")
	if first != "report second connections to a hub" || strings.Contains(analyzer.Doc, "\n# ") {
		t.Errorf("Doc is\n%s", analyzer.Doc)
	}
}

// Each category has a section with a summary, and nothing else has one.
func TestManual(t *testing.T) {
	for _, c := range append(report.Categories(), report.Directive) {
		text, ok := analyzer.Manual(c)
		if first, _, _ := strings.Cut(text, "\n"); !ok || first == "" || len(first) > 80 || strings.HasSuffix(first, ".") {
			t.Errorf("Manual(%q) begins with %q", c, first)
		}
		if c != report.Directive && len(examples(text)) < 4 {
			t.Errorf("Manual(%q) has %d examples", c, len(examples(text)))
		}
	}
	for _, c := range []string{"", "double", "hublint", "doubleconnect\n"} {
		if text, ok := analyzer.Manual(c); ok {
			t.Errorf("Manual(%q) is %q", c, text)
		}
	}
}

// clientLibraries are as much of the client libraries as the manual uses.
const clientLibraries = `
-- github.com/eclipse/paho.mqtt.golang/paho.go --
package mqtt

import "time"

type ClientOptions struct{ _ int }

func NewClientOptions() *ClientOptions                          { return nil }
func (o *ClientOptions) AddBroker(server string) *ClientOptions { return o }
func (o *ClientOptions) SetClientID(id string) *ClientOptions   { return o }
func NewClient(o *ClientOptions) Client                         { return nil }
func (o *ClientOptions) SetAutoReconnect(on bool) *ClientOptions { return o }
func (o *ClientOptions) SetConnectionLostHandler(f func(Client, error)) *ClientOptions { return o }

type Token interface {
	Wait() bool
	WaitTimeout(time.Duration) bool
	Error() error
}

type Client interface {
	Connect() Token
	Disconnect(quiesce uint)
	IsConnected() bool
	Publish(topic string, qos byte, retained bool, payload any) Token
}
-- github.com/rabbitmq/amqp091-go/amqp.go --
package amqp091

type Connection struct{ _ int }
type Channel struct{ _ int }

func Dial(url string) (*Connection, error)        { return nil, nil }
func (c *Connection) Channel() (*Channel, error)  { return nil, nil }
func (c *Connection) Close() error                { return nil }
-- github.com/amenzhinsky/iothub/iotdevice/transport/transport.go --
package transport

type Transport interface{ Close() error }
-- github.com/amenzhinsky/iothub/iotdevice/iotdevice.go --
package iotdevice

import (
	"context"

	"github.com/amenzhinsky/iothub/iotdevice/transport"
)

type Client struct{ _ int }

func NewFromConnectionString(tr transport.Transport, cs string) (*Client, error) { return nil, nil }
func (c *Client) Connect(ctx context.Context) error                              { return nil }
func (c *Client) SendEvent(ctx context.Context, payload []byte) error            { return nil }
func (c *Client) Close() error                                                   { return nil }
-- github.com/amenzhinsky/iothub/iotdevice/transport/mqtt/mqtt.go --
package mqtt

import "github.com/amenzhinsky/iothub/iotdevice/transport"

func New() transport.Transport { return nil }
`

// The manual's examples are programs: what it calls bad is reported, under the category that the
// section is about, and what it calls good is not.
func TestManualExamples(t *testing.T) {
	for _, category := range report.Categories() {
		text, _ := analyzer.Manual(category)
		archive, names := clientLibraries, []string(nil)
		for _, src := range examples(text) {
			name, _, _ := strings.Cut(strings.TrimPrefix(src, "func "), "(")
			names = append(names, name)
			archive += "-- example.com/" + name + "/x.go --\npackage x\n" + importsOf(src) + src
		}
		p := load(t, archive)
		got := p.findings(p.analyse(t, analyzer.Config{Checks: []string{category}}))
		for _, name := range names {
			if reported := slices.Contains(got, name+": "+category); reported != strings.HasPrefix(strings.ToLower(name), "bad") {
				t.Errorf("%s: reported %t", name, reported)
			}
		}
	}
}

// importsOf returns the imports that an example needs.
func importsOf(src string) string {
	out := ""
	for _, path := range []string{"context", "log", "time", "amqp github.com/rabbitmq/amqp091-go", "github.com/amenzhinsky/iothub/iotdevice"} {
		name, rest, ok := strings.Cut(path, " ")
		if !ok {
			name, rest = path[strings.LastIndex(path, "/")+1:], path
		}
		if strings.Contains(src, name+".") {
			out += "import " + name + " \"" + rest + "\"\n"
		}
	}
	switch {
	case strings.Contains(src, "mqtt.New()"):
		out += "import \"github.com/amenzhinsky/iothub/iotdevice/transport/mqtt\"\n"
	case strings.Contains(src, "mqtt."):
		out += "import mqtt \"github.com/eclipse/paho.mqtt.golang\"\n"
	}
	return out
}

// examples returns the functions in a section.
func examples(text string) []string {
	var out []string
	in := false
	for line := range strings.Lines(text) {
		code, indented := strings.CutPrefix(line, "\t")
		switch {
		case strings.HasPrefix(code, "func ") && indented:
			out = append(out, code)
			in = true
		case in && indented:
			out[len(out)-1] += code
		default:
			in = false
		}
	}
	return out
}
