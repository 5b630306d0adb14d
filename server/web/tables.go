package web

import (
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/doors"
	"yingsu/server/stock"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// ask reads what a list is asked for from an address. What its fields do not know is
// refused, by the name of the field.
func (p *Pages) ask(fields []form.Field, q url.Values, into any) error {
	wrong := form.Read(fields, readForm(fields, q).json(), p.office.Today(), measures.Current, into)
	if len(wrong) == 0 {
		return nil
	}
	said := wrong[0].Detail
	for _, f := range fields {
		if f.Name == wrong[0].Field && !strings.Contains(said, f.Label) {
			said = f.Label + "：" + said
		}
	}
	return &models.Error{Code: models.Invalid, Detail: "查询条件有误。" + said + "。", Fields: wrong}
}

// taker is who takes a list, and when, as its printed pages have it.
func (p *Pages) taker(c echo.Context) string {
	who, user, _ := auth.Who(c)
	return user.Name + " " + who.Username + " " + p.office.Today().String() + " 导出"
}

// handTable answers with a list as a workbook, in which nothing is computed.
func (p *Pages) handTable(c echo.Context, name string, rows [][]string, err error) error {
	if err != nil {
		return err
	}
	content, err := stock.Workbook(name, rows, p.taker(c))
	if err != nil {
		return err
	}
	return doors.Hand(c, name+p.office.Today().String()+".xlsx", xlsx, content)
}
