package office

import (
	"context"

	"yingsu/models"
	"yingsu/server/intake"
	"yingsu/workflows/form"
)

// ReceivedPaper is a court's paper as somebody hands it in to be read: its text, or else
// a file.
type ReceivedPaper struct {
	Text    string
	Content []byte
}

// text returns what is written on the paper.
func (r ReceivedPaper) text() (string, error) {
	switch {
	case len(r.Content) > 0:
		return intake.Text(r.Content)
	case r.Text == "":
		return "", models.Wrong("text", "请粘贴文书的文字，或者选择文件")
	case len(r.Text) > intake.MaxText:
		return "", models.Wrong("text", "文字超过8万字，没有读取。请只粘贴这一份文书")
	}
	return r.Text, nil
}

// PaperRead is what a paper says, and what of it a form takes.
type PaperRead struct {
	intake.Found
	intake.Proposal
}

// ReadPaper reads a paper for a form. Nothing is kept: what counts is what is then filed.
func (o *Office) ReadPaper(ctx context.Context, who models.Caller, fields []form.Field, r ReceivedPaper) (PaperRead, error) {
	units, err := o.Units(ctx, who)
	if err != nil {
		return PaperRead{}, err
	}
	text, err := r.text()
	if err != nil {
		return PaperRead{}, err
	}
	found := intake.Read(text)
	return PaperRead{found, found.For(fields, units)}, nil
}
