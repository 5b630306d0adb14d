package web

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/server/problem"
	"yingsu/server/stock"
)

const (
	stockPath = "/lawsuits/stock"
	xlsx      = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// takingOver is the page on which a ledger of running lawsuits is taken over. The file
// travels with the page from one step to the next, so that nothing of it is kept before
// somebody has seen what would come of it.
type takingOver struct {
	CSRF    string
	Content string // the file; empty before there is one
	Report  office.StockReport
	Fields  []stock.Field
	Done    bool // it was just done
	Problem *models.Error
}

func (p *Pages) stockPage(c echo.Context, _ models.Caller) error {
	return p.showStock(c, http.StatusOK, takingOver{})
}

func (p *Pages) showStock(c echo.Context, status int, t takingOver) error {
	t.CSRF, t.Fields = csrfOf(c), stock.Fields
	title := office.TakingOver.Title
	if t.Problem != nil {
		title = "错误：" + title
	}
	return p.show(c, status, "stock", page{Title: title, Here: "/lawsuits", Body: t})
}

func (p *Pages) stockTemplate(c echo.Context, _ models.Caller) error {
	content, err := stock.Template()
	if err != nil {
		return err
	}
	return doors.Hand(c, "在办案件台账模板.xlsx", xlsx, content)
}

// stock shows what would become of a ledger, takes it over, or hands out the report.
func (p *Pages) stock(c echo.Context, who models.Caller) error {
	f, err := uploaded(c)
	t := takingOver{Content: base64.StdEncoding.EncodeToString(f.Content)}
	do := posted(c, "do")
	switch {
	case err != nil:
	case do == "take":
		t.Done = true
		t.Report, err = p.office.TakeOver(c.Request().Context(), who, f)
	default:
		t.Report, err = p.office.PreviewStock(c.Request().Context(), who, f)
	}
	var wrong *models.Error
	switch {
	case errors.As(err, &wrong):
		return p.showStock(c, statusOf(wrong), takingOver{Problem: wrong})
	case err != nil:
		return err
	case do == "csv":
		content, err := stock.Text(t.Report.Table())
		if err != nil {
			return err
		}
		return doors.Hand(c, "接收报告.csv", "text/csv; charset=utf-8", content)
	case do == "xlsx":
		content, err := stock.Workbook("接收报告", t.Report.Table(), p.taker(c))
		if err != nil {
			return err
		}
		return doors.Hand(c, "接收报告.xlsx", xlsx, content)
	}
	return p.showStock(c, http.StatusOK, t)
}

// uploaded returns the file that came with a form: chosen anew, or on the page already,
// then with the columns as they were set right.
func uploaded(c echo.Context) (f office.StockFile, err error) {
	if file, _, err := c.Request().FormFile("file"); err == nil {
		defer func() { _ = file.Close() }()
		f.Content, err = io.ReadAll(io.LimitReader(file, stock.MaxFile+1))
		return f, err
	}
	if posted(c, "content") == "" {
		return f, models.Wrong("content", "请选择台账文件")
	}
	if f.Content, err = base64.StdEncoding.DecodeString(posted(c, "content")); err != nil {
		return f, models.Wrong("content", "页面上的文件不完整，请重新选择台账文件")
	}
	f.Mapping = stock.Mapping{}
	for n := 1; n <= stock.MaxWidth; n++ {
		key := posted(c, "column."+strconv.Itoa(n))
		if stock.FieldNamed(key) == nil {
			continue
		}
		if other := f.Mapping[key]; other != 0 {
			return f, models.Wrong("column", fmt.Sprintf("第%d列和第%d列都对应“%s”，请只保留一列", other, n, stock.FieldNamed(key).Title))
		}
		f.Mapping[key] = n
	}
	return f, nil
}

// readUpload reads a posted form with a file, of somebody who is signed in.
func readUpload(next echo.HandlerFunc) echo.HandlerFunc {
	small := readBody(next)
	return func(c echo.Context) error {
		r := c.Request()
		if _, _, ok := auth.Who(c); !ok || !auth.Holds(r, echo.MIMEMultipartForm) {
			return small(c)
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, doors.MaxUpload)
		var tooLarge *http.MaxBytesError
		switch err := r.ParseMultipartForm(doors.MaxUpload); {
		case errors.As(err, &tooLarge):
			return &models.Error{Code: models.TooLarge, Detail: "文件超过10 MB，没有读取。请删去图片和无关的内容，或者分成几份。"}
		case err != nil:
			return &models.Error{Code: problem.BadRequest, Detail: "提交的内容无法读取，没有保存。请返回上一页重新提交。"}
		}
		return next(c)
	}
}
