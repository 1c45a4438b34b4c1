package peer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
)

// AMQP 1.0 performatives.
const (
	perfOpen   = 0x10
	perfBegin  = 0x11
	perfAttach = 0x12
	perfDetach = 0x16
	perfEnd    = 0x17
	perfClose  = 0x18
)

// Encodings the peer writes.
const (
	encNull  = 0x40
	encTrue  = 0x41
	encFalse = 0x42
	encZero  = 0x43 // the uint 0
)

// AMQP10 starts a peer that speaks AMQP 1.0, without SASL.
func AMQP10() (*Peer, error) { return start(serve10) }

func serve10(p *Peer, conn net.Conn) error {
	header := make([]byte, 8)
	if _, err := io.ReadFull(conn, header); err != nil {
		return fmt.Errorf("protocol header: %w", err)
	}
	if _, err := conn.Write(header); err != nil {
		return fmt.Errorf("protocol header: %w", err)
	}
	for {
		channel, body, err := readFrame10(conn)
		if err != nil {
			return err
		}
		if len(body) < 3 {
			continue // a heartbeat
		}
		kind, fields, err := performative(body)
		if err != nil {
			return err
		}
		reply := p.answer10(conn, kind, channel, fields)
		if reply == nil {
			continue
		}
		if _, err := conn.Write(frame10(channel, kind, reply)); err != nil {
			return fmt.Errorf("answering %#x: %w", kind, err)
		}
		if kind == perfClose {
			return nil
		}
	}
}

// answer10 returns the fields of the performative of the same kind that answers.
func (p *Peer) answer10(conn net.Conn, kind byte, channel uint16, fields [][]byte) [][]byte {
	switch kind {
	case perfOpen:
		p.open(conn, text10(fields[0]))
		return [][]byte{{0xa1, 4, 'p', 'e', 'e', 'r'}}
	case perfBegin:
		window := []byte{0x70, 0, 0, 0x10, 0}
		return [][]byte{{0x60, byte(channel >> 8), byte(channel)}, {0x52, 1}, window, window}
	case perfAttach:
		return attach10(fields)
	case perfDetach:
		return [][]byte{fields[0], {encTrue}}
	case perfEnd:
		return [][]byte{}
	case perfClose:
		p.farewell()
		return [][]byte{}
	}
	return nil
}

// attach10 accepts a link: the same fields, seen from the other end.
func attach10(fields [][]byte) [][]byte {
	const role, initialDeliveryCount = 2, 9
	reply := make([][]byte, initialDeliveryCount+1)
	for i := range reply {
		reply[i] = []byte{encNull}
		if i < len(fields) {
			reply[i] = fields[i]
		}
	}
	if fields[role][0] == encTrue { // the client receives, so the peer sends
		reply[role], reply[initialDeliveryCount] = []byte{encFalse}, []byte{encZero}
	} else {
		reply[role], reply[initialDeliveryCount] = []byte{encTrue}, []byte{encNull}
	}
	return reply
}

func readFrame10(conn net.Conn) (channel uint16, body []byte, err error) {
	head := make([]byte, 8)
	if _, err := io.ReadFull(conn, head); err != nil {
		return 0, nil, fmt.Errorf("frame: %w", err)
	}
	rest := make([]byte, binary.BigEndian.Uint32(head)-8)
	if _, err := io.ReadFull(conn, rest); err != nil {
		return 0, nil, fmt.Errorf("frame: %w", err)
	}
	extended := int(head[4])*4 - 8
	if extended < 0 || extended > len(rest) {
		return 0, nil, errors.New("frame: bad data offset")
	}
	return binary.BigEndian.Uint16(head[6:]), rest[extended:], nil
}

// frame10 makes the frame of a performative.
func frame10(channel uint16, kind byte, fields [][]byte) []byte {
	var items []byte
	for _, f := range fields {
		items = append(items, f...)
	}
	body := []byte{0, 0x53, kind, 0xd0}
	body = binary.BigEndian.AppendUint32(body, uint32(len(items)+4))
	body = binary.BigEndian.AppendUint32(body, uint32(len(fields)))
	body = append(body, items...)
	frame := binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))
	frame = append(frame, 2, 0, byte(channel>>8), byte(channel))
	return append(frame, body...)
}

// performative splits a frame's body into its kind and its encoded fields.
func performative(body []byte) (kind byte, fields [][]byte, err error) {
	head, err := size10(body[1:]) // the descriptor: smallulong or ulong
	if err != nil || body[0] != 0 {
		return 0, nil, errors.Join(errors.New("no performative"), err)
	}
	kind = body[head]
	list := body[1+head:]
	switch {
	case len(list) > 3 && list[0] == 0xc0:
		list = list[3:]
	case len(list) > 9 && list[0] == 0xd0:
		list = list[9:]
	default:
		list = nil
	}
	for len(list) > 0 {
		n, err := size10(list)
		if err != nil || n > len(list) {
			return 0, nil, errors.Join(fmt.Errorf("performative %#x: a field is cut off", kind), err)
		}
		if fields = append(fields, list[:n]); len(fields) == 10 {
			break // an attach may go on with things that nobody here reads
		}
		list = list[n:]
	}
	return kind, fields, nil
}

// size10 is the length of the encoded value that b begins with: the upper half
// of its first byte tells how long it is, or how long its length is.
func size10(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, io.ErrUnexpectedEOF
	}
	switch b[0] >> 4 {
	case 0: // described: the descriptor, then the value
		descriptor, err := size10(b[1:])
		if err != nil || 1+descriptor > len(b) {
			return 0, io.ErrUnexpectedEOF
		}
		value, err := size10(b[1+descriptor:])
		return 1 + descriptor + value, err
	case 4:
		return 1, nil
	case 5, 6, 7, 8, 9:
		return 1 + 1<<(b[0]>>4-5), nil
	case 0xa, 0xc, 0xe:
		if len(b) > 1 {
			return 2 + int(b[1]), nil
		}
	case 0xb, 0xd, 0xf:
		if len(b) > 4 {
			return 5 + int(binary.BigEndian.Uint32(b[1:])), nil
		}
	}
	return 0, io.ErrUnexpectedEOF
}

// text10 is the text of an encoded string.
func text10(b []byte) string {
	switch {
	case len(b) > 2 && b[0] == 0xa1:
		return string(b[2:])
	case len(b) > 5 && b[0] == 0xb1:
		return string(b[5:])
	}
	return ""
}
