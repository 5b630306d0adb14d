// Package clamdtest speaks as clamd does, for tests that need a scanner which goes and
// comes back. What a real one says, the tests of package uploads ask Debian's clamd, where
// it is installed.
package clamdtest

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"testing"
)

// Found is the name of what has bad in it.
const Found = "Own.Bad.UNOFFICIAL"

// Serve answers at an address: what has bad in it is infected. It ends with the test, or
// when the caller closes it.
func Serve(t testing.TB, address, bad string) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() }) // the test may have
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(c, answer(c, []byte(bad))) // or nobody waits for it
			_ = c.Close()
		}
	}()
	return l
}

// most is how much it takes.
const most = 1 << 20

// answer reads an INSTREAM.
func answer(c io.Reader, bad []byte) string {
	command := make([]byte, len("zINSTREAM\x00"))
	if _, err := io.ReadFull(c, command); err != nil || string(command) != "zINSTREAM\x00" {
		return "UNKNOWN COMMAND\x00"
	}
	var all []byte
	for {
		var size uint32
		if err := binary.Read(c, binary.BigEndian, &size); err != nil {
			return "stream: broken ERROR\x00"
		}
		if size == 0 {
			break
		}
		if len(all)+int(size) > most {
			return "INSTREAM size limit exceeded. ERROR\x00"
		}
		part := make([]byte, size)
		if _, err := io.ReadFull(c, part); err != nil {
			return "stream: broken ERROR\x00"
		}
		all = append(all, part...)
	}
	if bytes.Contains(all, bad) {
		return "stream: " + Found + " FOUND\x00"
	}
	return "stream: OK\x00"
}
