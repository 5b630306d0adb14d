package api

import (
	"encoding/base64"

	"yingsu/models"
	"yingsu/server/intake"
	"yingsu/server/office"
	"yingsu/workflows"
)

// paperFile is a paper to be read.
type paperFile struct {
	Text    string `json:"text,omitempty" label:"文字" check:"document" help:"文书的文字；与文件二选一"`
	Content string `json:"content,omitempty" label:"文件" check:"file" help:".docx、有文字层的 .pdf 或者 .txt 的内容，以base64编码；最大10 MB"`
}

// paperRead is what stands in a paper.
type paperRead struct {
	Readings []reading      `json:"readings"`
	Input    map[string]any `json:"input"` // what of it the registration takes, to be checked before it is filed
}

// reading is one thing that was read.
type reading struct {
	intake.Reading
	Title    string `json:"title"`
	Said     string `json:"said"`     // the value as people read it
	Disputed bool   `json:"disputed"` // the paper says something else as well: it is not in the input
}

func (a *API) readPaper(c *call) (any, error) {
	var in paperFile
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	content, err := base64.StdEncoding.DecodeString(in.Content)
	if err != nil {
		return nil, models.Wrong("content", "文件的内容不是base64编码")
	}
	read, err := a.office.ReadPaper(c.ctx(), c.who, workflows.Register.Fields, office.ReceivedPaper{Text: in.Text, Content: content})
	if err != nil {
		return nil, err
	}
	answer := paperRead{Readings: []reading{}, Input: read.Input}
	disputed := map[intake.Reading]bool{}
	for _, r := range read.Disputed() {
		disputed[r] = true
	}
	for _, r := range read.Readings {
		answer.Readings = append(answer.Readings, reading{r, r.Title(), r.Said(), disputed[r]})
	}
	return answer, nil
}
