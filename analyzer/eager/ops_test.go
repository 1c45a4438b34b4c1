package eager

import (
	"testing"

	"github.com/hublint/hublint/analyzer/protocol"
)

// While the hub is down, a check does not give the answer that proves a connection.
func TestDown(t *testing.T) {
	for _, c := range []struct {
		op   protocol.Op
		want value
	}{
		{protocol.Op{True: protocol.Open, False: protocol.NotOpen}, boolean(false)},
		{protocol.Op{True: protocol.Open, False: protocol.Reconnecting}, boolean(false)},
		{protocol.Op{True: protocol.NotOpen, False: protocol.Open}, boolean(true)},
		{protocol.Op{True: protocol.Dead}, anything},
		{protocol.Op{Success: protocol.NilError, True: protocol.Open, False: protocol.NotOpen}, value{kind: notNil}},
		{protocol.Op{Success: protocol.NilError, True: protocol.NotOpen, False: protocol.Open}, anything},
	} {
		if got := down(&c.op); !got.equal(c.want) {
			t.Errorf("true=%s false=%s: %v, want %v", c.op.True, c.op.False, got, c.want)
		}
	}
}
