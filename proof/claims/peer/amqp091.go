package peer

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
)

// A method of AMQP 0.9.1: its class and its number in it.
type method uint32

const (
	connectionStart   method = 10<<16 | 10
	connectionStartOK method = 10<<16 | 11
	connectionTune    method = 10<<16 | 30
	connectionOpen    method = 10<<16 | 40
	connectionOpenOK  method = 10<<16 | 41
	connectionClose   method = 10<<16 | 50
	connectionCloseOK method = 10<<16 | 51
	channelOpen       method = 20<<16 | 10
	channelOpenOK     method = 20<<16 | 11
	channelClose      method = 20<<16 | 40
	channelCloseOK    method = 20<<16 | 41
)

// AMQP091 starts a peer that speaks AMQP 0.9.1 and believes any password.
func AMQP091() (*Peer, error) { return start(serve091) }

func serve091(p *Peer, conn net.Conn) error {
	header := make([]byte, 8)
	if _, err := io.ReadFull(conn, header); err != nil {
		return fmt.Errorf("protocol header: %w", err)
	}
	// Version 0.9, no server properties, PLAIN, en_US.
	greeting := append([]byte{0, 9, 0, 0, 0, 0}, "\x00\x00\x00\x05PLAIN\x00\x00\x00\x05en_US"...)
	if err := write091(conn, 0, connectionStart, greeting); err != nil {
		return err
	}
	for {
		channel, m, err := read091(conn)
		if err != nil {
			return err
		}
		reply, args := p.answer091(conn, m)
		if reply == 0 {
			continue
		}
		if err := write091(conn, channel, reply, args); err != nil {
			return err
		}
		// After close-ok the client hangs up; going first would race with it.
	}
}

func (p *Peer) answer091(conn net.Conn, m method) (reply method, args []byte) {
	switch m {
	case connectionStartOK:
		// Any number of channels, frames of 128 KiB, no heartbeat.
		return connectionTune, []byte{0, 0, 0, 2, 0, 0, 0, 0}
	case connectionOpen:
		p.open(conn, "")
		return connectionOpenOK, []byte{0}
	case connectionClose:
		p.farewell()
		return connectionCloseOK, nil
	case channelOpen:
		return channelOpenOK, []byte{0, 0, 0, 0}
	case channelClose:
		return channelCloseOK, nil
	}
	return 0, nil
}

const (
	methodFrame = 1
	frameEnd    = 0xce
)

// read091 reads up to the next method and returns which it is.
func read091(conn net.Conn) (channel uint16, m method, err error) {
	for {
		head := make([]byte, 7)
		if _, err := io.ReadFull(conn, head); err != nil {
			return 0, 0, fmt.Errorf("frame: %w", err)
		}
		payload := make([]byte, binary.BigEndian.Uint32(head[3:])+1)
		if _, err := io.ReadFull(conn, payload); err != nil {
			return 0, 0, fmt.Errorf("frame: %w", err)
		}
		if head[0] == methodFrame && len(payload) > 4 {
			return binary.BigEndian.Uint16(head[1:]), method(binary.BigEndian.Uint32(payload)), nil
		}
	}
}

func write091(conn net.Conn, channel uint16, m method, args []byte) error {
	frame := []byte{methodFrame, byte(channel >> 8), byte(channel)}
	frame = binary.BigEndian.AppendUint32(frame, uint32(4+len(args)))
	frame = binary.BigEndian.AppendUint32(frame, uint32(m))
	frame = append(append(frame, args...), frameEnd)
	if _, err := conn.Write(frame); err != nil {
		return fmt.Errorf("method %#x: %w", uint32(m), err)
	}
	return nil
}
