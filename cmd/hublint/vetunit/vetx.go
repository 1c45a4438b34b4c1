package vetunit

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
)

// A vetx is what the tool writes about a unit for the units that import it:
//
//	"hublint" | version byte | traits byte | types | facts
//
// where types and facts are each a length (four bytes, little endian) and as many bytes.
// Both are empty for nearly all packages, whose files are therefore equal: the go command
// stores them once.
type vetx struct {
	traits traits
	types  []byte // export data, only if the go command gives none
	facts  []byte
}

// Traits of a unit that its importers inherit.
type traits byte

const (
	// reaches: the package declares a hub client, or imports a package that reaches one.
	reaches traits = 1 << iota
	// variant: the package is compiled for a test, or imports one that is, so the go command
	// runs the tool on other variants of it, too.
	variant
)

const (
	vetxMagic  = "hublint\x01"
	vetxHeader = len(vetxMagic) + 1
)

// readTraits reads the head of a file only.
func readTraits(name string) (traits, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	var head [vetxHeader]byte
	if _, err := io.ReadFull(f, head[:]); err != nil {
		return 0, fmt.Errorf("reading facts: %w", err)
	}
	if string(head[:len(vetxMagic)]) != vetxMagic {
		return 0, fmt.Errorf("%s was not written by this version of hublint", name)
	}
	return traits(head[len(vetxMagic)]), nil
}

func readVetx(name string) (vetx, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return vetx{}, err
	}
	if len(data) < vetxHeader || string(data[:len(vetxMagic)]) != vetxMagic {
		return vetx{}, fmt.Errorf("%s was not written by this version of hublint", name)
	}
	v := vetx{traits: traits(data[len(vetxMagic)])}
	rest := data[vetxHeader:]
	for _, part := range []*[]byte{&v.types, &v.facts} {
		if len(rest) < 4 || uint64(len(rest)-4) < uint64(binary.LittleEndian.Uint32(rest)) {
			return vetx{}, fmt.Errorf("%s is truncated", name)
		}
		n := binary.LittleEndian.Uint32(rest)
		*part, rest = rest[4:4+n], rest[4+n:]
	}
	return v, nil
}

func (v vetx) write(name string) error {
	data := append([]byte(vetxMagic), byte(v.traits))
	for _, part := range [][]byte{v.types, v.facts} {
		data = binary.LittleEndian.AppendUint32(data, uint32(len(part)))
		data = append(data, part...)
	}
	return os.WriteFile(name, data, 0o666)
}
