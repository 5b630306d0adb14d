package post

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"strconv"
	"time"

	"yingsu/models"
)

// dingtalk posts into a group of 钉钉 by its robot, at the address and with the secret
// that a member of staff took from the group's settings.
// https://open.dingtalk.com/document/robots/custom-robot-access
var dingtalk = Channel{Name: models.DingTalk, Open: func(environment func(string) string) (Send, error) {
	return robot{most: 18000, address: func(p Parcel) string { return signed(p.To(), time.Now()) }}.opened(models.DingTalk, environment)
}}

// signed is the address of a robot with its signature, which is good for an hour: an
// HMAC with SHA-256 over the time in milliseconds and the secret, keyed with the secret.
func signed(w models.Way, now time.Time) string {
	u, err := url.Parse(w.Address)
	if err != nil || w.Secret == "" {
		return w.Address
	}
	at := strconv.FormatInt(now.UnixMilli(), 10)
	code := hmac.New(sha256.New, []byte(w.Secret))
	code.Write([]byte(at + "\n" + w.Secret))
	query := u.Query()
	query.Set("timestamp", at)
	query.Set("sign", base64.StdEncoding.EncodeToString(code.Sum(nil)))
	u.RawQuery = query.Encode()
	return u.String()
}
