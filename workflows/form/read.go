package form

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Read fills the struct that into points to from a JSON object, and returns
// what is wrong with it, field by field, in the order of the declaration. What was
// filled in under an earlier law is read by it. With
// any error, the struct is not to be used. Texts lose the spaces around them;
// a choice may be given by its value or by its words.
func Read(fields []Field, data []byte, today calendar.Date, law measures.Logic, into any) []models.FieldError {
	r := &reader{today: today, law: law}
	r.object(fields, data, reflect.ValueOf(into).Elem(), "")
	return r.errors
}

type reader struct {
	today  calendar.Date
	law    measures.Logic
	errors []models.FieldError
}

func (r *reader) wrong(path, format string, args ...any) {
	r.errors = append(r.errors, models.FieldError{Field: path, Detail: fmt.Sprintf(format, args...)})
}

func (r *reader) object(fields []Field, data []byte, into reflect.Value, path string) {
	members, err := membersOf(data)
	if err != nil {
		r.wrong(path, "%s", err)
		return
	}
	known := map[string]bool{}
	for _, f := range fields {
		known[f.Name] = true
		raw := members.get(f.Name)
		r.field(f, raw, into.FieldByIndex(f.index), join(path, f.Name))
		if why := f.unasked(fields, into); why != "" {
			r.wrong(join(path, f.Name), "%s", why)
		}
	}
	for _, m := range members {
		if !known[m.name] {
			r.wrong(join(path, m.name), "没有“%.40s”这个字段；可填写：%s", m.name, names(fields))
		}
	}
}

// unasked says why a field that is filled in should not be, because another one is
// not what it goes with; nothing otherwise.
func (f Field) unasked(among []Field, in reflect.Value) string {
	if f.When == nil || in.FieldByIndex(f.index).IsZero() {
		return ""
	}
	i := slices.IndexFunc(among, func(x Field) bool { return x.Name == f.When.Field })
	if slices.Contains(f.When.In, valueOf(in.FieldByIndex(among[i].index))) {
		return ""
	}
	var titles []string
	for _, c := range among[i].Choices {
		if slices.Contains(f.When.In, c.Value) {
			titles = append(titles, c.Title)
		}
	}
	return fmt.Sprintf("只有%s为“%s”的才填写%s", among[i].Label, strings.Join(titles, "、"), f.Label)
}

// valueOf returns a choice as its list has it.
func valueOf(v reflect.Value) string {
	if v.Kind() == reflect.Int {
		return itoa(v.Int())
	}
	return v.String()
}

func (r *reader) field(f Field, raw json.RawMessage, into reflect.Value, path string) {
	if len(raw) == 0 || string(raw) == "null" {
		if f.Type == Group && f.Required {
			raw = json.RawMessage("{}")
		} else {
			if f.Required {
				r.wrong(path, "请填写%s", f.Label)
			}
			return
		}
	}
	switch f.Type {
	case Group:
		r.object(f.Fields, raw, into, path)
	case Groups:
		r.groups(f, raw, into, path)
	case List:
		r.list(f, raw, into, path)
	case Flag:
		r.flag(f, raw, into, path)
	case Integer:
		r.integer(f, raw, into, path)
	case Object:
		if _, err := membersOf(raw); err != nil {
			r.wrong(path, "%s：%s", f.Label, err)
			return
		}
		into.SetBytes(raw)
	case Choice:
		r.choice(f, raw, into, path)
	default:
		r.text(f, raw, into, path)
	}
}

func (r *reader) groups(f Field, raw json.RawMessage, into reflect.Value, path string) {
	rows, ok := r.array(f, raw, path)
	if !ok {
		return
	}
	for i, row := range rows {
		item := reflect.New(into.Type().Elem()).Elem()
		r.object(f.Fields, row, item, join(path, strconv.Itoa(i)))
		into.Set(reflect.Append(into, item))
	}
}

func (r *reader) list(f Field, raw json.RawMessage, into reflect.Value, path string) {
	rows, ok := r.array(f, raw, path)
	if !ok {
		return
	}
	entry := Field{Name: f.Name, Label: f.Label, Type: f.Of, Required: true, Choices: f.Choices}
	for i, row := range rows {
		item := reflect.New(into.Type().Elem()).Elem()
		r.field(entry, row, item, join(path, strconv.Itoa(i)))
		into.Set(reflect.Append(into, item))
	}
}

func (r *reader) array(f Field, raw json.RawMessage, path string) ([]json.RawMessage, bool) {
	var rows []json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil {
		r.wrong(path, "%s应当是一个列表", f.Label)
		return nil, false
	}
	if f.Required && len(rows) == 0 {
		r.wrong(path, "请至少填写一个%s", f.Label)
	}
	limit := MaxList
	if f.Type == List && r.law >= measures.Papers {
		limit = MaxNames
	}
	if len(rows) > limit {
		r.wrong(path, "%s最多%d项，现有%d项", f.Label, limit, len(rows))
		return nil, false
	}
	return rows, true
}

func (r *reader) flag(f Field, raw json.RawMessage, into reflect.Value, path string) {
	var b bool
	if err := json.Unmarshal(raw, &b); err != nil {
		r.wrong(path, "%s应当是 true 或者 false", f.Label)
		return
	}
	into.SetBool(b)
}

func (r *reader) integer(f Field, raw json.RawMessage, into reflect.Value, path string) {
	var n int
	if err := json.Unmarshal(raw, &n); err != nil || n < 0 || n > 1_000_000 {
		r.wrong(path, "%s应当是0至1000000之间的整数", f.Label)
		return
	}
	if f.Positive && n == 0 {
		r.wrong(path, "%s应当是1以上的整数", f.Label)
	}
	into.SetInt(int64(n))
}

func (r *reader) choice(f Field, raw json.RawMessage, into reflect.Value, path string) {
	var v any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		r.wrong(path, "%s无法识别", f.Label)
		return
	}
	switch v.(type) {
	case string, json.Number:
	default:
		r.wrong(path, "%s应当是一个选项；可选：%s", f.Label, offered(f.Choices))
		return
	}
	given := strings.TrimSpace(fmt.Sprint(v))
	if given == "" {
		if f.Required {
			r.wrong(path, "请选择%s", f.Label)
		}
		return
	}
	for _, c := range f.Choices {
		if given == c.Value || given == c.Title {
			setChoice(into, c.Value)
			return
		}
	}
	r.wrong(path, "%s没有“%.40s”这一项；可选：%s", f.Label, given, offered(f.Choices))
}

func setChoice(into reflect.Value, value string) {
	if into.Kind() != reflect.Int {
		into.SetString(value)
		return
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		panic("form: a choice of numbers offers " + value)
	}
	into.SetInt(int64(n))
}

func (r *reader) text(f Field, raw json.RawMessage, into reflect.Value, path string) {
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		r.wrong(path, "%s应当是文字", f.Label)
		return
	}
	s = strings.TrimSpace(s)
	if s == "" {
		if f.Required {
			r.wrong(path, "请填写%s", f.Label)
		}
		return
	}
	if f.Type != Number && !r.readable(f, s, path) { // a case number loses what is invisible, a file where it is read
		return
	}
	switch f.Type {
	case Date:
		r.date(f, s, into, path)
	case Amount:
		if !amount.MatchString(s) {
			r.wrong(path, "%s应当是金额，按“120000.00”的格式填写，最多两位小数", f.Label)
			return
		}
		into.SetString(s)
	case Number:
		canonical, err := measures.CanonicalCaseNumber(s, r.law)
		if err != nil {
			r.wrong(path, "%s", err)
			return
		}
		into.SetString(canonical)
	default:
		into.SetString(s)
	}
}

// amount is a sum in yuan, below ten thousand million.
var amount = regexp.MustCompile(`^(0|[1-9]\d{0,9})(\.\d{1,2})?$`)

// readable refuses what cannot be meant as text: too long, or with characters
// that nobody can see.
func (r *reader) readable(f Field, s, path string) bool {
	limit := map[Type]int{Long: MaxLong, Whole: MaxWhole, File: MaxFile}[f.Type]
	if limit == 0 {
		limit = MaxText
	}
	if n := utf8.RuneCountInString(s); n > limit {
		r.wrong(path, "%s最多%d字，现有%d字", f.Label, limit, n)
		return false
	}
	if f.Type == Whole {
		return true
	}
	if f.Type == Long {
		s = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(s)
	}
	if strings.ContainsFunc(s, unhandy) || r.law >= measures.Papers && !Visible(s) {
		r.wrong(path, "%s含有不可见字符，请删除后重新填写", f.Label)
		return false
	}
	return true
}

func (r *reader) date(f Field, s string, into reflect.Value, path string) {
	d, err := calendar.ParseDate(s)
	switch {
	case err != nil:
		r.wrong(path, "%s", err)
	case f.Past && d.After(r.today):
		r.wrong(path, "%s不能晚于今天（%s）", f.Label, r.today.Chinese())
	case d.After(r.today.AddMonths(12 * MaxAhead)):
		r.wrong(path, "%s%s在%d年以后，请核对年份", f.Label, d.Chinese(), MaxAhead)
	case d.Before(calendar.On(1990, 10, 1)):
		r.wrong(path, "%s%s早于《行政诉讼法》施行之日（1990年10月1日），请核对年份", f.Label, d.Chinese())
	default:
		into.Set(reflect.ValueOf(d))
	}
}

// members are the members of a JSON object, in order.
type members []member

type member struct {
	name string
	raw  json.RawMessage
}

func (m members) get(name string) json.RawMessage {
	for _, x := range m {
		if x.name == name {
			return x.raw
		}
	}
	return nil
}

// membersOf takes a JSON object apart. A name that stands twice is an error:
// two readers could otherwise understand one request differently.
func membersOf(data []byte) (members, error) {
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("内容不是有效的UTF-8文字")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return nil, fmt.Errorf("内容不是有效的JSON对象，请检查括号和引号")
	}
	var all members
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("JSON格式有误（第%d字节附近）", d.InputOffset())
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, fmt.Errorf("JSON格式有误（第%d字节附近）", d.InputOffset())
		}
		if len(all) == MaxList {
			return nil, fmt.Errorf("字段过多，最多%d个", MaxList)
		}
		if all.get(name.(string)) != nil {
			return nil, fmt.Errorf("“%.40s”填写了两次", name)
		}
		all = append(all, member{name.(string), raw})
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("JSON格式有误：没有结束的括号")
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("JSON格式有误：结束之后还有内容")
	}
	return all, nil
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func names(fields []Field) string {
	var all []string
	for _, f := range fields {
		all = append(all, f.Name)
	}
	return strings.Join(all, "、")
}

func offered(choices []measures.Choice) string {
	var all []string
	for _, c := range choices {
		all = append(all, fmt.Sprintf("%s（%s）", c.Value, c.Title))
	}
	return strings.Join(all, "、")
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
