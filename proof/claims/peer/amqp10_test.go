package peer

import (
	"bytes"
	"testing"
)

// TestPerformativeReadsItsOwnFrames splits what frame10 makes.
func TestPerformativeReadsItsOwnFrames(t *testing.T) {
	fields := [][]byte{
		{0xa1, 3, 'o', 'n', 'e'},             // string
		{0x52, 9},                            // small uint
		{encTrue},                            // boolean
		{0x70, 0, 0, 0, 1},                   // uint
		{0, 0x53, 0x28, 0xc0, 3, 1, 0xa1, 0}, // a described list: a source
		{0xb1, 0, 0, 0, 2, 'a', 'b'},         // long string
		{0x98, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6}, // uuid
	}
	kind, got, err := performative(frame10(0, perfAttach, fields)[8:])
	if err != nil || kind != perfAttach || len(got) != len(fields) {
		t.Fatalf("kind %#x, %d fields, error %v", kind, len(got), err)
	}
	for i := range fields {
		if !bytes.Equal(got[i], fields[i]) {
			t.Errorf("field %d: %x, want %x", i, got[i], fields[i])
		}
	}
}

func TestPerformativeRejectsWhatIsCutOff(t *testing.T) {
	body := frame10(0, perfOpen, [][]byte{{0xa1, 3, 'o', 'n', 'e'}, {0xa1, 1, 'x'}})[8:]
	if _, _, err := performative(body[:len(body)-1]); err == nil {
		t.Error("no error")
	}
}
