package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yingsu/server/office"
	"yingsu/server/problem"
	"yingsu/workflows"
	"yingsu/workflows/form"
)

// describe writes the OpenAPI 3.1 document of the routes.
func describe(routes []route) []byte {
	d := description{paths: schema{}, schemas: schemas{}}
	for _, r := range routes {
		if !r.acts {
			d.add(r)
			continue
		}
		for _, act := range workflows.Acts {
			d.add(ofAct(r, act))
		}
	}
	document, err := json.MarshalIndent(d.document(), "", " ")
	if err != nil {
		panic(err) // made of texts, numbers and lists
	}
	return document
}

// ofAct is the route as one act has it.
func ofAct(r route, act *workflows.Act) route {
	r.path = strings.Replace(r.path, "{act}", act.Name, 1)
	r.title = fmt.Sprintf("%s：%s（%s）", r.title, act.Title, act.Article)
	r.body = act.Fields
	return r
}

type description struct {
	paths   schema
	schemas schemas
}

func (d *description) document() schema {
	problems := schema{"description": "未能办理：原因、依据和下一步见 detail", "content": schema{
		"application/problem+json": schema{"schema": d.schemas.of(reflect.TypeFor[problem.Problem]())},
	}}
	return schema{
		"openapi": "3.1.0",
		"info": schema{
			"title": "应诉（Yingsu）接口", "version": "1",
			"description": "依据《威海市环翠区行政应诉管理办法》办理行政应诉案件。日期一律为 YYYY-MM-DD。",
		},
		"servers":  []any{schema{"url": Base}},
		"security": []any{schema{"bearer": []any{}}, schema{"cookie": []any{}}},
		"paths":    d.paths,
		"components": schema{
			"schemas":   d.schemas,
			"responses": schema{"Problem": problems},
			"securitySchemes": schema{
				"bearer": schema{"type": "http", "scheme": "bearer", "description": "POST /session 返回的 token"},
				"cookie": schema{"type": "apiKey", "in": "cookie", "name": "yingsu", "description": "浏览器的登录会话；经 https 访问时名为 __Host-yingsu"},
			},
		},
	}
}

func (d *description) add(r route) {
	operation := schema{
		"operationId": operationID(r), "summary": r.title,
		"responses": schema{strconv.Itoa(r.success()): d.answer(r), "default": schema{"$ref": "#/components/responses/Problem"}},
	}
	if parameters := slices.Concat(inPath(r), inQuery(r), inHeader(r)); len(parameters) > 0 {
		operation["parameters"] = parameters
	}
	if r.body != nil {
		operation["requestBody"] = schema{"required": true, "content": schema{"application/json": schema{"schema": form.Schema(r.body)}}}
	}
	if r.binary {
		operation["requestBody"] = schema{"required": true, "description": "文件的内容", "content": schema{"application/octet-stream": schema{}}}
	}
	if r.may == office.Everybody {
		operation["security"] = []any{}
	}
	path, ok := d.paths[r.path].(schema)
	if !ok {
		path = schema{}
		d.paths[r.path] = path
	}
	path[strings.ToLower(r.method)] = operation
}

func (d *description) answer(r route) schema {
	if r.answer == nil {
		return schema{"description": "已完成"}
	}
	if file, ok := r.answer.(download); ok {
		return schema{"description": r.title, "content": schema{file.kind: schema{}}}
	}
	return schema{"description": r.title, "content": schema{
		"application/json": schema{"schema": d.schemas.of(reflect.TypeOf(r.answer))},
	}}
}

var (
	placeholder = regexp.MustCompile(`\{(\w+)\}`)
	noWord      = regexp.MustCompile(`\W+`)
)

func operationID(r route) string {
	return strings.ToLower(r.method) + strings.TrimRight(noWord.ReplaceAllString(r.path, "_"), "_")
}

func inPath(r route) []any {
	var all []any
	for _, m := range placeholder.FindAllStringSubmatch(r.path, -1) {
		all = append(all, schema{"name": m[1], "in": "path", "required": true, "schema": schema{"type": "string"}})
	}
	return all
}

func inQuery(r route) []any {
	described, _ := form.Schema(r.query)["properties"].(schema)
	var all []any
	for _, name := range slices.Sorted(maps.Keys(described)) {
		all = append(all, schema{"name": name, "in": "query", "schema": described[name]})
	}
	return all
}

// inHeader adds the key by which a repeated request does no harm.
func inHeader(r route) []any {
	if !r.keyed {
		return nil
	}
	return []any{schema{
		"name": "Idempotency-Key", "in": "header", "description": "同一请求重发时使用同一标识，只办理一次",
		"schema": schema{"type": "string", "maxLength": 255, "pattern": "^[!-~]+$"},
	}}
}
