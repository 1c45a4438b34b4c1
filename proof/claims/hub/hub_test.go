package hub

import (
	"bytes"
	"io"
	"slices"
	"testing"
	"testing/iotest"
)

// TestFrames cuts a stream of packets at every byte.
func TestFrames(t *testing.T) {
	long := append([]byte{0x30, 0x80, 0x01}, make([]byte, 128)...) // PUBLISH, length in two bytes
	stream := slices.Concat([]byte{0x10, 2, 0x10, 0x10}, long, []byte{0xc0, 0}, []byte{0x10, 0}, []byte{0xe0, 0})
	var kinds []byte
	f := &frames{count: func(kind byte) { kinds = append(kinds, kind) }}
	if _, err := io.Copy(f, iotest.OneByteReader(bytes.NewReader(stream))); err != nil {
		t.Fatal(err)
	}
	if want := []byte{1, 3, 12, 1, 14}; !slices.Equal(kinds, want) {
		t.Errorf("packets %v, want %v", kinds, want)
	}
}
