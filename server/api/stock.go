package api

import (
	"encoding/base64"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/server/stock"
	"yingsu/workflows/measures"
)

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// stockFile is a ledger of running lawsuits.
type stockFile struct {
	Content string        `json:"content" label:"文件" check:"required,file" help:".xlsx 或者 .csv 文件的内容，以base64编码；最大10 MB"`
	Columns []stockColumn `json:"columns,omitempty" label:"列的对应" help:"不填即按表头识别；填写的，只接收所列的列"`
}

type stockColumn struct {
	Column int        `json:"column" label:"第几列" check:"required,positive" example:"2"`
	Field  stockField `json:"field" label:"内容" check:"required"`
}

type stockField string

// Choices lists what a ledger can say.
func (stockField) Choices() []measures.Choice {
	var all []measures.Choice
	for _, f := range stock.Fields {
		all = append(all, measures.Choice{Value: f.Key, Title: f.Title})
	}
	return all
}

func (a *API) stockTemplate(*call) (any, error) {
	content, err := stock.Template()
	return download{name: "在办案件台账模板.xlsx", kind: xlsx, content: content}, err
}

func (a *API) previewStock(c *call) (any, error) {
	f, err := a.stockFile(c)
	if err != nil {
		return nil, err
	}
	return a.office.PreviewStock(c.ctx(), c.who, f)
}

func (a *API) takeOver(c *call) (any, error) {
	f, err := a.stockFile(c)
	if err != nil {
		return nil, err
	}
	return a.office.TakeOver(c.ctx(), c.who, f)
}

func (a *API) stockFile(c *call) (office.StockFile, error) {
	var in stockFile
	if err := a.read(c, &in); err != nil {
		return office.StockFile{}, err
	}
	content, err := base64.StdEncoding.DecodeString(in.Content)
	if err != nil {
		return office.StockFile{}, models.Wrong("content", "文件的内容不是base64编码")
	}
	f := office.StockFile{Content: content}
	for _, column := range in.Columns {
		if f.Mapping == nil {
			f.Mapping = stock.Mapping{}
		}
		f.Mapping[string(column.Field)] = column.Column
	}
	return f, nil
}
