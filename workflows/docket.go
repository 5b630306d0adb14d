package workflows

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
)

// A docket is the first thing that the console shows of a history. It says in a line
// which lawsuit it is and packs the rest: what stands in it is read on the lawsuit's
// page, not there.
type packed struct {
	Case   string `json:"案件"`
	Docket []byte `json:"docket"`
}

// unpacked is a docket as it was written before, and as it is packed.
type unpacked Docket

// MarshalJSON packs the docket.
func (d Docket) MarshalJSON() ([]byte, error) {
	data, err := json.Marshal(unpacked(d))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return json.Marshal(packed{d.Summary(), b.Bytes()})
}

// UnmarshalJSON reads a docket, packed or as it was written before.
func (d *Docket) UnmarshalJSON(data []byte) error {
	var p packed
	if err := json.Unmarshal(data, &p); err != nil {
		return err
	}
	if p.Docket == nil {
		return json.Unmarshal(data, (*unpacked)(d))
	}
	r, err := gzip.NewReader(bytes.NewReader(p.Docket))
	if err != nil {
		return err
	}
	whole, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	return json.Unmarshal(whole, (*unpacked)(d))
}
