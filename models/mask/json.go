package mask

import (
	"bytes"
	"encoding/json"
)

// JSON covers the numbers in the texts of a JSON document; what members are called, and
// what is no text, stays as it is. Of what is no JSON, nothing is covered.
func JSON(document []byte) []byte {
	if !enough(string(document)) || !json.Valid(document) {
		return document
	}
	var out bytes.Buffer
	from := 0
	for at := 0; at < len(document); at++ {
		if document[at] != '"' {
			continue
		}
		end := closing(document, at)
		if covered, n := inLiteral(document[at:end]); n > 0 && !named(document[end:]) {
			out.Write(document[from:at])
			out.Write(covered)
			from = end
		}
		at = end - 1
	}
	out.Write(document[from:])
	return out.Bytes()
}

// closing finds the end of the text that begins at a quotation mark.
func closing(document []byte, at int) int {
	for at++; document[at] != '"'; at++ {
		if document[at] == '\\' {
			at++
		}
	}
	return at + 1
}

// named tells whether what a text stands in front of says that it is a member's name.
func named(rest []byte) bool { return bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte(":")) }

func inLiteral(literal []byte) (covered []byte, n int) {
	if !enough(string(literal)) {
		return nil, 0
	}
	var text string
	if json.Unmarshal(literal, &text) != nil {
		return nil, 0
	}
	text, n = Count(text)
	covered, _ = json.Marshal(text) // a text always marshals
	return covered, n
}
