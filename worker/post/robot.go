package post

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
)

// robot posts texts into a group of 企业微信 or 钉钉, whose robots take and answer the
// same. Neither knows a text again: one whose answer was lost may stand there twice.
type robot struct {
	words
	*outbound
	most    int // bytes of a text
	address func(Parcel) string
}

// opened returns the robot's way out if WEBHOOK_CHANNELS switches it on.
func (r robot) opened(name string, environment func(string) string) (Send, error) {
	if !slices.Contains(listOf(environment("WEBHOOK_CHANNELS")), name) {
		return nil, nil
	}
	r.words, r.outbound = wordsOf(environment), outboundOf(environment)
	return r.send, nil
}

func (r robot) send(ctx context.Context, p Parcel) error {
	type text struct {
		Content string `json:"content"`
	}
	body, err := json.Marshal(struct {
		Type string `json:"msgtype"`
		Text text   `json:"text"`
	}{"text", text{r.text(p, r.most)}})
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.address(p), bytes.NewReader(body))
	if err != nil {
		return &failure{says: "群机器人的地址有误", hopeless: true}
	}
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	answer, err := r.ask(request)
	if err != nil {
		return err
	}
	return refusedBy(answer)
}

// refusedBy reads the answer of a robot, which says 200 to everything.
func refusedBy(answer []byte) error {
	var said struct {
		Code *int   `json:"errcode"`
		Text string `json:"errmsg"`
	}
	switch err := json.Unmarshal(answer, &said); {
	case err != nil || said.Code == nil:
		return &failure{says: "对方的答复不是群机器人的答复，请核对地址"}
	case *said.Code != 0:
		return &failure{says: fmt.Sprintf("群机器人没有接受（errcode %d）：%s", *said.Code, said.Text)}
	}
	return nil
}
