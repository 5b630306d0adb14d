package web

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/server/problem"
	"yingsu/server/uploads"
)

const filesPath = "/lawsuits/:id/files"

// filing is the page of a lawsuit's files.
type filing struct {
	office.Files
	CSRF, Key string
	Empty     []fileChoice // places that have no file, to hand in to
	Filled    []fileChoice // what there is, to hand in a new version of it
	Chosen    string
	Done      *models.Upload // it was just handed in
	Problem   *models.Error
}

// fileChoice is where something may be handed in to: a place, or one of its files.
type fileChoice struct{ Value, Title string }

// another marks, behind a place, a file besides those that are there.
const another = "+"

func (p *Pages) files(c echo.Context, who models.Caller) error {
	return p.showFiles(c, who, tidy(c.QueryParam("place")), nil)
}

func (p *Pages) showFiles(c echo.Context, who models.Caller, chosen string, wrong *models.Error) error {
	all, err := p.office.Files(c.Request().Context(), who, c.Param("id"))
	if err != nil {
		return err
	}
	f := &filing{Files: all, CSRF: csrfOf(c), Key: uuid.NewString(), Chosen: chosen, Problem: wrong}
	f.offer()
	if f.Chosen == "" {
		f.Chosen = f.placeOf(c.QueryParam("of"))
	}
	if number, err := strconv.ParseInt(c.QueryParam("done"), 10, 64); err == nil {
		f.Done = f.handedIn(number)
	}
	status, title := http.StatusOK, "文件 "+all.CaseNumber
	if wrong != nil {
		status, title = statusOf(wrong), "错误："+title
	}
	return p.show(c, status, "files", page{Title: title, Here: "/lawsuits", Body: f})
}

// offer lists where the reader may hand in to.
func (f *filing) offer() {
	for _, place := range f.Places {
		if !place.May {
			continue
		}
		title := place.Title
		if !place.On.IsZero() {
			title += "（" + place.On.Chinese() + "）"
		}
		if len(place.Parts) == 0 {
			f.Empty = append(f.Empty, fileChoice{place.ID, title})
			continue
		}
		for n, part := range place.Parts {
			f.Filled = append(f.Filled, fileChoice{place.ID + "/" + strconv.Itoa(n+1), title + "：“" + part.Newest().Name + "”的新版本"})
		}
		f.Filled = append(f.Filled, fileChoice{place.ID + "/" + another, title + "：另一个文件"})
	}
}

// placeOf is where the paper of an act belongs that has none yet, or empty.
func (f *filing) placeOf(line string) string {
	i := slices.IndexFunc(f.Empty, func(c fileChoice) bool { return strings.HasPrefix(c.Value, line+".") })
	if line == "" || i < 0 {
		return ""
	}
	return f.Empty[i].Value
}

func (f *filing) handedIn(number int64) *models.Upload {
	for _, place := range f.Places {
		for _, part := range place.Parts {
			for _, u := range part.Versions {
				if u.ID == number {
					return &u
				}
			}
		}
	}
	return nil
}

// Shelved are the places that have files.
func (f *filing) Shelved() []office.FilePlace {
	return slices.DeleteFunc(slices.Clone(f.Places), func(p office.FilePlace) bool { return len(p.Parts) == 0 })
}

// Accept are the endings of file names that are taken.
func (f *filing) Accept() string { return uploads.Ends() }

// Taken says in words what is taken.
func (f *filing) Taken() string { return uploads.Taken }

// fileInForm is under what a file that is being sent is at hand.
const fileInForm = "file"

func (p *Pages) handIn(c echo.Context, who models.Caller) error {
	chosen := tidy(posted(c, "place"))
	in := office.HandingIn{Key: posted(c, keyField)}
	var of string
	if in.Place, of, _ = strings.Cut(chosen, "/"); of == another {
		in.Another = true
	} else {
		in.Part, _ = strconv.Atoi(of) // what is no number names no file: the first
	}
	if text := tidy(posted(c, "pages")); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			n = -1 // which the office refuses
		}
		in.Pages = n
	}
	if part, ok := c.Get(fileInForm).(*multipart.Part); ok {
		in.Name, in.Content = part.FileName(), part
	}
	u, err := p.office.HandIn(c.Request().Context(), who, c.Param("id"), in)
	var wrong *models.Error
	switch {
	case errors.As(err, &wrong) && (wrong.Code == models.Invalid || wrong.Code == models.TooLarge || wrong.Code == models.Full):
		return p.showFiles(c, who, chosen, wrong)
	case err != nil:
		return err
	}
	return leave(c, fmt.Sprintf("/lawsuits/%s/files?done=%d", url.PathEscape(c.Param("id")), u.ID))
}

// What a form may have besides the file.
const (
	mostFields = 20
	mostField  = 16 << 10
)

// readFile reads a posted form as far as its file, of somebody who is signed in. The file
// itself is read where it is written down, and nothing keeps it in memory.
func (p *Pages) readFile(next echo.HandlerFunc) echo.HandlerFunc {
	small := readBody(next)
	return func(c echo.Context) error {
		r, limit := c.Request(), p.office.FileLimit
		if !auth.Holds(r, echo.MIMEMultipartForm) {
			return small(c)
		}
		doors.Patiently(c)
		sent := r.Body
		defer doors.Drain(r, sent)
		who, _, ok := auth.Who(c)
		if !ok {
			return p.askToSignIn(c)
		}
		if r.ContentLength > limit+doors.MaxBody {
			return p.office.Refused(r.Context(), who, "hand_in_file", office.TooLarge(limit))
		}
		r.Body = http.MaxBytesReader(c.Response(), sent, limit+doors.MaxBody)
		if err := readUntilFile(c, r); err != nil {
			return &models.Error{Code: problem.BadRequest, Detail: "提交的内容无法读取，没有保存。请返回上一页重新选择文件。"}
		}
		return next(c)
	}
}

var errFields = errors.New("web: too much beside the file")

func readUntilFile(c echo.Context, r *http.Request) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return err
	}
	r.PostForm = url.Values{}
	for range mostFields {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if part.FileName() != "" {
			c.Set(fileInForm, part)
			return nil
		}
		value, err := io.ReadAll(io.LimitReader(part, mostField+1))
		if err != nil || len(value) > mostField {
			return errors.Join(errFields, err)
		}
		r.PostForm.Add(part.FormName(), string(value))
	}
	return errFields
}

// looking is the page of one file.
type looking struct {
	office.FileView
	CSRF    string
	Problem *models.Error
	Reason  string
}

// Shows tells whether a browser shows a version by itself, and it may be shown.
func (l *looking) Shows(u models.Upload) bool {
	k := uploads.Of(u.Type)
	return k != nil && k.Shown && u.Scan != models.Infected
}

// Kind names what a version is.
func (l *looking) Kind(u models.Upload) string {
	if k := uploads.Of(u.Type); k != nil {
		return k.Title
	}
	return u.Type
}

// PDF tells whether it is shown by a browser's viewer, and not as a picture.
func (l *looking) PDF(u models.Upload) bool { return u.Type == uploads.PDF.Type }

func (p *Pages) file(c echo.Context, who models.Caller) error { return p.showFile(c, who, nil, "") }

func (p *Pages) showFile(c echo.Context, who models.Caller, wrong *models.Error, reason string) error {
	v, err := p.office.File(c.Request().Context(), who, c.Param("id"), fileIn(c))
	if err != nil {
		return err
	}
	status := http.StatusOK
	if wrong != nil {
		status = statusOf(wrong)
	}
	return p.show(c, status, "file", page{Title: v.Upload.Name + " " + v.CaseNumber, Here: "/lawsuits", Body: &looking{v, csrfOf(c), wrong, reason}})
}

// fileIn is the number of a file in the address; 0, which none has, where there is none.
func fileIn(c echo.Context) int64 {
	number, _ := strconv.ParseInt(c.Param("file"), 10, 64)
	return number
}

// fileContent hands a file out, or shows it.
func (p *Pages) fileContent(c echo.Context, who models.Caller) error {
	u, content, err := p.office.OpenFile(c.Request().Context(), who, c.Param("id"), fileIn(c))
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // only read
	k := uploads.Of(u.Type)
	return doors.Give(c, u.Name, u.Type, content, c.QueryParam("show") != "" && k != nil && k.Shown)
}

func (p *Pages) withdrawFile(c echo.Context, who models.Caller) error {
	reason := tidy(posted(c, "reason"))
	_, err := p.office.WithdrawFile(c.Request().Context(), who, c.Param("id"), fileIn(c), reason)
	var wrong *models.Error
	if errors.As(err, &wrong) && wrong.Code == models.Invalid {
		return p.showFile(c, who, wrong, reason)
	}
	if err != nil {
		return err
	}
	return leave(c, "/lawsuits/"+url.PathEscape(c.Param("id"))+"/files/"+c.Param("file"))
}

// sizeTitle writes a size as staff read it.
func sizeTitle(bytes int64) string {
	if bytes >= 1<<20 {
		return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
	}
	return fmt.Sprintf("%d KB", (bytes+1023)/1024)
}

// megabytes writes a limit as staff read it.
func megabytes(bytes int64) string { return fmt.Sprintf("%d MB", bytes>>20) }
