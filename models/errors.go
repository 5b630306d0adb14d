package models

// Code sorts errors by what the caller can do about them. Each has one HTTP
// status, mapped in server/problem.
type Code string

const (
	Invalid     Code = "invalid"     // the input is wrong: correct it
	NotOpen     Code = "not_open"    // the act is not open now
	Conflict    Code = "conflict"    // it exists already, or the key was used for something else
	Overtaken   Code = "overtaken"   // somebody else did it first: look again
	KeyReused   Code = "key_reused"  // the idempotency key stands for another request
	NotFound    Code = "not_found"   // there is none, or none for you
	Forbidden   Code = "forbidden"   // your role may not
	SignIn      Code = "sign_in"     // sign in first
	TooLarge    Code = "too_large"   // the body is too large
	TooMany     Code = "too_many"    // wait
	Unavailable Code = "unavailable" // nothing was done; try again later
	Unknown     Code = "unknown"     // it may have been done; ask again with the same key
	Full        Code = "full"        // there is no room to store it
	Internal    Code = "internal"    // our fault
)

// Error is a refusal or a failure as people are told it: what, why, by which
// article, and what to do next.
type Error struct {
	Code    Code         `json:"code"`
	Detail  string       `json:"detail"`            // in Chinese, a whole sentence
	Article string       `json:"article,omitempty"` // 第十六条第一款
	Stage   string       `json:"stage,omitempty"`   // where the lawsuit stands, in Chinese
	Link    string       `json:"link,omitempty"`    // where to go on
	Fields  []FieldError `json:"errors,omitempty"`
}

// FieldError is what is wrong with one field of the input.
type FieldError struct {
	Field  string `json:"field"`  // JSON pointer without the slash: defendants.0.unit
	Detail string `json:"detail"` // in Chinese
}

// Wrong refuses one field of the input. The detail is a sentence without its stop.
func Wrong(field, detail string) *Error {
	return &Error{Code: Invalid, Detail: detail + "。", Fields: []FieldError{{Field: field, Detail: detail}}}
}

func (e *Error) Error() string { return string(e.Code) + ": " + e.Detail }
