package api

import (
	"os"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
)

// fileList is every file of a lawsuit, by where it belongs.
type fileList struct {
	Limit  int64       `json:"limit"`         // bytes that a file may have
	Why    string      `json:"why,omitempty"` // the caller hands in nothing now
	Places []filePlace `json:"places"`
}

// filePlace is where a paper belongs that was put on file.
type filePlace struct {
	Place  string        `json:"place"`
	Title  string        `json:"title"`
	On     calendar.Date `json:"on,omitzero"`
	Act    int           `json:"act,omitempty"`    // the number of the act that has put it on file
	Number int           `json:"number,omitempty"` // in the catalogue of the volume
	May    bool          `json:"may"`              // the caller may hand in to it
	Files  []fileEntry   `json:"files"`
}

// fileEntry is one version of a file.
type fileEntry struct {
	ID          int64            `json:"id"`
	Place       string           `json:"place"`
	Part        int              `json:"part"` // which of the place's files
	Version     int              `json:"version"`
	Name        string           `json:"name"`
	Type        string           `json:"type"`
	Size        int64            `json:"size"`
	Pages       int              `json:"pages,omitempty"`
	SHA256      string           `json:"sha256"`
	By          models.Actor     `json:"by"`
	At          time.Time        `json:"at"`
	Scan        models.ScanState `json:"scan"`
	WithdrawnAt *time.Time       `json:"withdrawn_at,omitempty"`
	Reason      string           `json:"reason,omitempty"`
}

func (a *API) files(c *call) (any, error) {
	all, err := a.office.Files(c.ctx(), c.who, c.path("id"))
	if err != nil {
		return nil, err
	}
	list := fileList{Limit: all.Limit, Why: all.Why, Places: []filePlace{}}
	for _, p := range all.Places {
		place := filePlace{Place: p.ID, Title: p.Title, On: p.On, Act: p.Line, Number: p.Number, May: p.May, Files: []fileEntry{}}
		for _, part := range p.Parts {
			for _, u := range part.Versions {
				place.Files = append(place.Files, entryOf(u))
			}
		}
		list.Places = append(list.Places, place)
	}
	return list, nil
}

func entryOf(u models.Upload) fileEntry {
	e := fileEntry{
		ID: u.ID, Place: u.Place, Part: u.Part, Version: u.Version, Name: u.Name, Type: u.Type, Size: u.Size, Pages: u.Pages,
		SHA256: u.SHA256, By: u.By, At: u.At, Scan: u.Scan, Reason: u.Reason,
	}
	if u.Withdrawn() {
		e.WithdrawnAt = &u.WithdrawnAt
	}
	return e
}

// uploading says where a file belongs, and what it is called.
type uploading struct {
	Place   string `json:"place,omitempty" label:"属于哪一项" help:"places 中的 place，必须填写"`
	Part    int    `json:"part,omitempty" label:"作为第几个文件的新版本" check:"positive" help:"不填即为第一个；该项还没有文件的，即为第一个文件"`
	Another bool   `json:"another,omitempty" label:"另一个文件" help:"true 时不作为已有文件的新版本"`
	Name    string `json:"name,omitempty" label:"文件名"`
	Pages   int    `json:"pages,omitempty" label:"页数" check:"positive" help:"PDF和图片自动计算，不必填写"`
}

func (a *API) handIn(c *call) (any, error) {
	var q uploading
	key, err := c.key()
	if err == nil {
		err = a.readQuery(c, &q)
	}
	if err != nil {
		return nil, err
	}
	r, limit := c.echo.Request(), a.office.FileLimit
	defer doors.Drain(r, r.Body)
	if a.office.Vault != nil && r.ContentLength > limit {
		return nil, a.office.Refused(c.ctx(), c.who, "hand_in_file", office.TooLarge(limit))
	}
	doors.Patiently(c.echo)
	u, err := a.office.HandIn(c.ctx(), c.who, c.path("id"), office.HandingIn{
		Key: key, Place: q.Place, Part: q.Part, Another: q.Another, Name: q.Name, Pages: q.Pages, Content: r.Body,
	})
	return entryOf(u), err
}

// given is an answer that is a file which somebody has handed in.
type given struct {
	models.Upload
	content *os.File
}

func (g given) send(c echo.Context) error {
	defer func() { _ = g.content.Close() }() // only read
	return doors.Give(c, g.Name, g.Type, g.content, false)
}

func (a *API) fileContent(c *call) (any, error) {
	number, _ := strconv.ParseInt(c.path("file"), 10, 64) // what is no number is no file
	u, content, err := a.office.OpenFile(c.ctx(), c.who, c.path("id"), number)
	return given{u, content}, err
}

// withdrawing says why a file no longer counts.
type withdrawing struct {
	Reason string `json:"reason" label:"撤下的原因" check:"required,long" example:"误传其他案件的材料"`
}

func (a *API) withdrawFile(c *call) (any, error) {
	number, _ := strconv.ParseInt(c.path("file"), 10, 64)
	var in withdrawing
	if err := a.office.MayWithdraw(c.ctx(), c.who, c.path("id"), number); err != nil {
		return nil, err
	}
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	u, err := a.office.WithdrawFile(c.ctx(), c.who, c.path("id"), number, in.Reason)
	return entryOf(u), err
}
