// Package problem says of any error what people and programs are told of it, and
// with which HTTP status. Errors are mapped here and nowhere else: refusals pass
// with their words, and of a fault nobody outside learns more than that it is one.
package problem

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/models/store"
)

// Problem is a problem document (RFC 9457).
type Problem struct {
	Type      string              `json:"type"`  // urn:yingsu:problem: and the code
	Title     string              `json:"title"` // of all problems with this code
	Status    int                 `json:"status"`
	Code      models.Code         `json:"code"`
	Detail    string              `json:"detail"`
	Article   string              `json:"article,omitempty"`
	Stage     string              `json:"stage,omitempty"`
	Link      string              `json:"link,omitempty"` // where to go on
	Errors    []models.FieldError `json:"errors,omitempty"`
	RequestID string              `json:"request_id,omitempty"`
}

// Codes of what goes wrong between a client and the server, before the office is
// asked.
const (
	BadRequest       models.Code = "bad_request"
	MethodNotAllowed models.Code = "method_not_allowed"
	UnsupportedType  models.Code = "unsupported_media_type"
)

// kinds has the status and the title of every code.
var kinds = map[models.Code]struct {
	status int
	title  string
}{
	models.Invalid:     {http.StatusUnprocessableEntity, "提交的内容有误"},
	models.NotOpen:     {http.StatusConflict, "现在不能办理"},
	models.Conflict:    {http.StatusConflict, "与已有记录冲突"},
	models.Overtaken:   {http.StatusConflict, "其间已经办理"},
	models.KeyReused:   {http.StatusUnprocessableEntity, "请求标识已被使用"},
	models.NotFound:    {http.StatusNotFound, "没有找到"},
	models.Forbidden:   {http.StatusForbidden, "不允许这样办理"},
	models.SignIn:      {http.StatusUnauthorized, "请先登录"},
	models.TooLarge:    {http.StatusRequestEntityTooLarge, "提交的内容过大"},
	models.TooMany:     {http.StatusTooManyRequests, "请求过于频繁"},
	models.Unavailable: {http.StatusServiceUnavailable, "服务暂时不可用"},
	models.Unknown:     {http.StatusServiceUnavailable, "结果尚未确认"},
	models.Full:        {http.StatusInsufficientStorage, "存储空间不足"},
	models.Internal:    {http.StatusInternalServerError, "系统内部错误"},
	BadRequest:         {http.StatusBadRequest, "请求无法识别"},
	MethodNotAllowed:   {http.StatusMethodNotAllowed, "请求方法不适用"},
	UnsupportedType:    {http.StatusUnsupportedMediaType, "内容类型不支持"},
}

// Of returns the problem that an error is.
func Of(err error) Problem {
	e := asError(err)
	kind, known := kinds[e.Code]
	if !known {
		kind = kinds[models.Internal]
	}
	return Problem{
		Type: "urn:yingsu:problem:" + string(e.Code), Title: kind.title, Status: kind.status,
		Code: e.Code, Detail: e.Detail, Article: e.Article, Stage: e.Stage, Link: e.Link, Errors: e.Fields,
	}
}

// RetryAfter is how many seconds to wait before trying again, 0 where waiting
// does not help.
func (p Problem) RetryAfter() int {
	switch p.Status {
	case http.StatusTooManyRequests:
		return 60
	case http.StatusServiceUnavailable:
		return 5
	}
	return 0
}

func asError(err error) *models.Error {
	var refusal *models.Error
	var protocol *echo.HTTPError
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &refusal):
		return refusal
	case errors.As(err, &large):
		return ofStatus(http.StatusRequestEntityTooLarge)
	case errors.As(err, &protocol):
		return ofStatus(protocol.Code)
	case store.Unavailable(err), errors.Is(err, context.Canceled):
		return &models.Error{Code: models.Unavailable, Detail: "数据库暂时无法使用，没有保存任何内容。请稍后用原内容重试。"}
	}
	return internal
}

var internal = &models.Error{Code: models.Internal, Detail: "系统内部错误，已记录在案。请稍后重试；仍不成功的，请将请求编号告知系统管理员。"}

// ofStatus puts into words what Echo says by a status alone.
func ofStatus(status int) *models.Error {
	switch status {
	case http.StatusNotFound:
		return &models.Error{Code: models.NotFound, Detail: "没有这个地址，请核对路径。接口说明见 /openapi.json。"}
	case http.StatusMethodNotAllowed:
		return &models.Error{Code: MethodNotAllowed, Detail: "该地址不支持这种请求方法，可用的方法见响应头 Allow 和 /openapi.json。"}
	case http.StatusUnsupportedMediaType:
		return &models.Error{Code: UnsupportedType, Detail: "内容类型不支持，请以 application/json（UTF-8编码）发送。"}
	case http.StatusRequestEntityTooLarge:
		return &models.Error{Code: models.TooLarge, Detail: "提交的内容超过1 MiB，没有保存。请精简后重新提交。"}
	case http.StatusTooManyRequests:
		return &models.Error{Code: models.TooMany, Detail: "请求过于频繁，请一分钟后再试。"}
	case http.StatusUnauthorized:
		return &models.Error{Code: models.SignIn, Detail: "尚未登录或者登录已过期，请重新登录。"}
	case http.StatusForbidden:
		return &models.Error{Code: models.Forbidden, Detail: "您不能这样操作。如确需办理，请联系系统管理员。"}
	}
	if status < http.StatusInternalServerError {
		return &models.Error{Code: BadRequest, Detail: "请求无法识别，请对照 /openapi.json 检查。"}
	}
	return internal
}
