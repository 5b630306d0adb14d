package post

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"yingsu/models"
)

// sms has an office's gateway send a text to a telephone. Gateways differ: SMS_URL and
// SMS_BODY say what one is asked, with {phone}, {text} and {key} filled in, coded for
// where they stand. Without SMS_BODY it is a GET, else a POST of JSON; the key is the
// same when a text is sent again. SMS_ACCEPTED is what its answer holds when all is well,
// where a status of 200 does not say so.
//
//	SMS_URL=https://sms.example.gov.cn/send
//	SMS_BODY={"mobile":"{phone}","content":"{text}","msgid":"{key}"}
//	SMS_AUTHORIZATION=Bearer …
//	SMS_ACCEPTED="code":0
var sms = Channel{Name: models.SMS, Open: func(environment func(string) string) (Send, error) {
	g := gateway{
		words: wordsOf(environment), address: environment("SMS_URL"), body: environment("SMS_BODY"),
		authorization: environment("SMS_AUTHORIZATION"), accepted: environment("SMS_ACCEPTED"),
	}
	if g.address == "" {
		return nil, nil
	}
	u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(g.address))
	if err != nil {
		return nil, err
	}
	g.outbound = outboundOf(environment, u.Host) // the office itself says where it is
	return g.send, nil
}}

type gateway struct {
	words
	*outbound
	address, body, authorization, accepted string
}

func (g gateway) send(ctx context.Context, p Parcel) error {
	method := http.MethodGet
	if g.body != "" {
		method = http.MethodPost
	}
	request, err := http.NewRequestWithContext(ctx, method, g.fill(g.address, p, url.QueryEscape), strings.NewReader(g.fill(g.body, p, inJSON)))
	if err != nil {
		return &failure{says: "SMS_URL 有误"}
	}
	if g.body != "" {
		request.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	if g.authorization != "" {
		request.Header.Set("Authorization", g.authorization)
	}
	answer, err := g.ask(request)
	if err == nil && !strings.Contains(string(answer), g.accepted) {
		err = &failure{says: "短信网关没有接受：" + cut(string(answer), 300)}
	}
	return err
}

func (g gateway) fill(template string, p Parcel, code func(string) string) string {
	return strings.NewReplacer("{phone}", code(p.To().Address), "{text}", code(g.brief(p)), "{key}", code(p.Key)).Replace(template)
}

// inJSON is a text as it stands between the quotation marks of JSON.
func inJSON(text string) string {
	coded, _ := json.Marshal(text) // a text always marshals
	return string(coded[1 : len(coded)-1])
}
