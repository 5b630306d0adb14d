package uploads

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// Scanner asks clamd, at HOST:PORT, whether there is something malicious in a file. It is
// spoken to by its command INSTREAM, so that it needs no access to our directory.
type Scanner string

// patience is how long a scan may take.
const patience = 2 * time.Minute

// Scan returns what was found, empty for nothing. An error says that nobody knows.
func (s Scanner) Scan(ctx context.Context, file io.Reader) (found string, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", string(s))
	if err != nil {
		return "", fmt.Errorf("uploads: scan: %w", err)
	}
	defer func() { _ = conn.Close() }() // the answer is read by then
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return "", fmt.Errorf("uploads: scan: %w", err)
		}
	}
	// Whoever refuses a stream answers and hangs up while it is still being sent.
	sent := stream(conn, file)
	answer, err := io.ReadAll(io.LimitReader(conn, 4096))
	said := strings.TrimRight(string(answer), "\x00\n")
	what, ok := strings.CutPrefix(said, "stream: ")
	switch name, infected := strings.CutSuffix(what, " FOUND"); {
	case ok && infected:
		return name, nil
	case ok && what == "OK" && sent == nil:
		return "", nil
	case said != "":
		return "", fmt.Errorf("uploads: clamd says %q", said)
	}
	return "", errors.Join(errors.New("uploads: clamd gave no answer"), sent, err)
}

// stream sends a file in chunks, each behind its length; one of length zero ends it.
func stream(to io.Writer, file io.Reader) error {
	if _, err := io.WriteString(to, "zINSTREAM\x00"); err != nil {
		return err
	}
	chunk := make([]byte, 4+64<<10)
	for {
		n, err := io.ReadFull(file, chunk[4:])
		binary.BigEndian.PutUint32(chunk, uint32(n))
		if n > 0 {
			if _, err := to.Write(chunk[:4+n]); err != nil {
				return err
			}
		}
		switch {
		case err == io.EOF || err == io.ErrUnexpectedEOF:
			_, err := to.Write(make([]byte, 4))
			return err
		case err != nil:
			return err
		}
	}
}
