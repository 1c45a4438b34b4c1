package hub

// connect is the MQTT packet type of CONNECT.
const connect byte = 1

// frames finds the packets in the bytes of one connection and counts them by
// type: MQTT puts the type into the upper half of a packet's first byte, and
// the length of the rest into one to four bytes after it, seven bits each.
type frames struct {
	count func(kind byte)

	inLength bool // reading the length
	shift    uint // position of the length's next seven bits
	rest     int  // bytes of the packet still to come
}

// Write looks at the next bytes; it never fails.
func (f *frames) Write(b []byte) (int, error) {
	n := len(b)
	for len(b) > 0 {
		switch {
		case f.inLength:
			f.rest |= int(b[0]&0x7f) << f.shift
			f.shift += 7
			f.inLength = b[0]&0x80 != 0
			b = b[1:]
		case f.rest > 0:
			skip := min(f.rest, len(b))
			f.rest -= skip
			b = b[skip:]
		default:
			f.count(b[0] >> 4)
			f.inLength, f.shift, f.rest = true, 0, 0
			b = b[1:]
		}
	}
	return n, nil
}
