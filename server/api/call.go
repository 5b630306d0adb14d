package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/models/mask"
	"yingsu/server/auth"
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/server/problem"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// call is one request of one caller.
type call struct {
	echo  echo.Context
	route route
	who   models.Caller
	user  models.User
}

// serve lets in those whom the route is for, and answers them in JSON.
func (a *API) serve(r route) echo.HandlerFunc {
	return func(c echo.Context) error {
		who, user, _ := auth.Who(c)
		if err := a.admit(c.Request().Context(), r, who, user); err != nil {
			return err
		}
		if len(r.query) == 0 && c.Request().URL.RawQuery != "" {
			return &models.Error{Code: models.Invalid, Detail: "该地址没有查询参数，请去掉“?”及其后的内容。"}
		}
		answer, err := r.do(&call{c, r, who, user})
		switch {
		case err != nil:
			return err
		case r.answer == nil:
			return c.NoContent(r.success())
		}
		if file, ok := answer.(interface{ send(echo.Context) error }); ok {
			return file.send(c)
		}
		return answerWith(c, r, answer)
	}
}

// answerWith sends an answer in JSON. Numbers of persons are covered in it, but where it is
// asked for them.
func answerWith(c echo.Context, r route, answer any) error {
	body, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	if !r.clear {
		body = mask.JSON(body)
	}
	return c.JSONBlob(r.success(), append(body, '\n'))
}

// admit says why somebody may not come in, or nothing. Whoever is not signed in is the
// zero User.
func (a *API) admit(ctx context.Context, r route, who models.Caller, user models.User) error {
	what := r.method + " " + r.path
	if user.MustChange && !r.early && r.may != office.Everybody {
		return a.office.Refused(ctx, who, what, &models.Error{
			Code: models.Forbidden, Detail: "当前密码由他人设置，请先修改密码再办理。", Link: Base + "/session/password",
		})
	}
	if a.gate.StepMissing(user) && !r.early && r.may != office.Everybody {
		return a.office.Refused(ctx, who, what, auth.StepFirst)
	}
	err := a.office.Admit(ctx, who, r.may, what)
	var refusal *models.Error
	if errors.As(err, &refusal) && refusal.Code == models.SignIn {
		return &models.Error{Code: models.SignIn, Detail: refusal.Detail, Link: Base + "/session"}
	}
	return err
}

func (r route) success() int {
	if r.status == 0 {
		return http.StatusOK
	}
	return r.status
}

// Refuse answers with the problem that an error is, and logs what is our fault.
func Refuse(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	p := problem.Of(err)
	p.RequestID = c.Response().Header().Get(echo.HeaderXRequestID)
	ctx := c.Request().Context()
	if p.Status >= http.StatusInternalServerError {
		slog.ErrorContext(ctx, "a request failed", "request_id", p.RequestID, "path", problem.Place(c), "status", p.Status, "error", err)
	}
	h := c.Response().Header()
	if seconds := p.RetryAfter(); seconds > 0 {
		h.Set(echo.HeaderRetryAfter, strconv.Itoa(seconds))
	}
	if p.Status == http.StatusUnauthorized {
		h.Set(echo.HeaderWWWAuthenticate, `Bearer realm="yingsu"`)
	}
	if strings.HasPrefix(p.Link, "/lawsuits/") { // the office gives the address of the page
		p.Link = Base + p.Link
	}
	if p.Link != "" {
		h.Set("Link", fmt.Sprintf("<%s>; rel=%q", p.Link, "related"))
	}
	body, err := json.Marshal(p)
	if err == nil {
		err = c.Blob(p.Status, "application/problem+json", mask.JSON(body))
	}
	if err != nil {
		slog.WarnContext(ctx, "an answer was not sent", "request_id", p.RequestID, "error", err)
	}
}

func (c *call) ctx() context.Context { return c.echo.Request().Context() }

func (c *call) path(name string) string { return c.echo.Param(name) }

// read fills the struct that into points to from the body.
func (a *API) read(c *call, into any) error {
	body, err := c.body()
	if err != nil {
		return err
	}
	return a.fill(c.route.body, body, into)
}

// readIn is read for what is done in a lawsuit: one that is hidden looks like one that is
// not there, whatever was sent.
func (a *API) readIn(c *call, into any) error {
	if _, err := a.office.Lawsuit(c.ctx(), c.who, c.path("id")); err != nil {
		return err
	}
	if err := c.route.may.Refuse(c.who); err != nil {
		return a.office.Refused(c.ctx(), c.who, c.route.method+" "+c.route.path, err)
	}
	return a.read(c, into)
}

// readQuery fills the struct that into points to from the query. A parameter
// that the route does not know is refused like a field that a form does not have.
func (a *API) readQuery(c *call, into any) error {
	values, err := url.ParseQuery(c.echo.Request().URL.RawQuery)
	if err != nil {
		return &models.Error{Code: models.Invalid, Detail: "查询参数无法识别，请检查百分号编码。"}
	}
	return a.fill(c.route.query, asObject(c.route.query, values), into)
}

func (a *API) fill(fields []form.Field, object []byte, into any) error {
	wrong := form.Read(fields, object, a.office.Today(), measures.Current, into)
	if len(wrong) == 0 {
		return nil
	}
	return &models.Error{Code: models.Invalid, Detail: wrong[0].Detail + "。", Fields: wrong}
}

// asObject writes a query as the JSON object that a form reads.
func asObject(fields []form.Field, values url.Values) []byte {
	members := map[string]any{}
	for name, all := range values {
		members[name] = all
		if len(all) == 1 {
			members[name] = asValue(fields, name, all[0])
		}
	}
	object, _ := json.Marshal(members) // texts and literals only
	return object
}

// asValue returns a parameter's text, or the number or truth value that it
// stands for where its field is one.
func asValue(fields []form.Field, name, text string) any {
	i := slices.IndexFunc(fields, func(f form.Field) bool { return f.Name == name })
	literal := i >= 0 && (fields[i].Type == form.Flag || fields[i].Type == form.Integer)
	if literal && json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	return text
}

// body returns what was sent, which has to be called JSON, in UTF-8.
func (c *call) body() ([]byte, error) {
	r := c.echo.Request()
	if !auth.Holds(r, echo.MIMEApplicationJSON) {
		return nil, echo.ErrUnsupportedMediaType
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.echo.Response(), r.Body, c.route.maxBody()))
	var large *http.MaxBytesError
	if err != nil && !errors.As(err, &large) {
		return nil, echo.ErrBadRequest // it broke off
	}
	return body, err
}

func (r route) maxBody() int64 {
	if r.large {
		return doors.MaxUpload
	}
	return doors.MaxBody
}

// seen reads If-Match: the ETag with which the lawsuit was answered when its sender looked
// at it.
func (c *call) seen() (int64, error) {
	tag := c.echo.Request().Header.Get("If-Match")
	if tag == "" {
		return 0, nil
	}
	seen, err := strconv.ParseInt(strings.Trim(tag, `"`), 10, 64)
	if err != nil || seen <= 0 {
		return 0, models.Wrong("If-Match", "If-Match须为查询案件时返回的ETag")
	}
	return seen, nil
}

// key returns the caller's Idempotency-Key, or nothing.
func (c *call) key() (string, error) {
	key := c.echo.Request().Header.Get("Idempotency-Key")
	hidden := strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' })
	if hidden || len(key) > 255 {
		return "", models.Wrong("Idempotency-Key", "请求标识（Idempotency-Key）须为1至255个可见的ASCII字符，不含空格")
	}
	return key, nil
}
