package mask_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yingsu/models/mask"
)

// What is covered, and how. Whoever stands here was made up.
var covered = [][2]string{
	// Identity cards.
	{"371002199001011237", "3710**********1237"},
	{"11010519491231002X", "1101**********002X"},
	{"11010519491231002x", "1101**********002x"},
	{"身份证号：371002199001011237，住环翠区", "身份证号：3710**********1237，住环翠区"},
	{"公民身份号码371002199001011237。", "公民身份号码3710**********1237。"},
	{"（371002199001011237）", "（3710**********1237）"},
	{"371002 19900101 1237", "3710**********1237"},
	{"371002 1990 0101 1237", "3710**********1237"},
	{"371002-19900101-1237", "3710**********1237"},
	{"３７１００２１９９００１０１１２３７", "３７１０**********１２３７"},
	{"371002\n199001011237", "3710**********1237"},
	{"3710\u200b0219900101\u200b1237", "3710\u200b**********1237"},
	{"371002199001011230", "3710**********1230"}, // mistyped
	{"371002201502291230", "3710**********1230"}, // there was no such day
	{"371002900101123", "3710********123"},
	{"身份证（15位）371002 900101 123", "身份证（15位）3710********123"},
	{"ID371002199001011237", "ID3710**********1237"},
	{"sfzh:371002199001011237", "sfzh:3710**********1237"},
	{"甲371002199001011237乙370611198507130026", "甲3710**********1237乙3706**********0026"},
	{"371002199001011237,370611198507130026", "3710**********1237,3706**********0026"},
	{"114119198507130439", "1141**********0439"}, // an organization's as well, but nobody says so

	// Mobile telephones.
	{"13800138000", "138****8000"},
	{"电话13800138000", "电话138****8000"},
	{"138 0013 8000", "138 ****8000"},
	{"138-0013-8000", "138-****8000"},
	{"13800 138 000", "138****8 000"},
	{"+86 13800138000", "+86 138****8000"},
	{"+8613800138000", "+86138****8000"},
	{"0086-138-0013-8000", "0086-138-****8000"},
	{"１３８００１３８０００", "１３８****８０００"},
	{"19912345678、16612345678", "199****5678、166****5678"},
	{"13800138000/13900139000", "138****8000/139****9000"},
	{"13800138000，13900139000", "138****8000，139****9000"},
	{"13800138000,13900139000", "138****8000,139****9000"},
	{"13800138000-13900139000", "138****8000-139****9000"},
	{"联系人王某（13800138000）", "联系人王某（138****8000）"},
	{"手机13800138000号", "手机138****8000号"},
	{"13800138000@example.com", "138****8000@example.com"},
	{"Tel:13800138000", "Tel:138****8000"},
	{"TEL13800138000.", "TEL138****8000."},
	{"138\u200d0013\u20608000", "138\u200d****8000"},
	{"138 0013 8000", "138 ****8000"},
	{"1.13800138000", "1.138****8000"}, // the first of a list
	{"<b>13800138000</b>", "<b>138****8000</b>"},
	{"=13800138000", "=138****8000"},

	// Fixed telephones.
	{"0631-5231234", "0631-***1234"},
	{"0631 5231234", "0631 ***1234"},
	{"06315231234", "0631***1234"},
	{"（0631）5231234", "（0631）***1234"},
	{"(0631) 523-1234", "(0631) ***1234"},
	{"010-62281234", "010-****1234"},
	{"0531-82921234转8001", "0531-****1234转8001"},
	{"0631-5231234-8001", "0631-***1234-8001"},
	{"+86 631 5231234", "+86 631 ***1234"},
	{"0086-631-5231234", "0086-631-***1234"},
	{"＋86 10 62281234", "＋86 10 ****1234"},
	{"联系电话：5231234", "联系电话：***1234"},
	{"办公室传真 5231234", "办公室传真 ***1234"},

	// Passports and travel permits.
	{"护照E12345678", "护照E1*****78"},
	{"护照号码：EA1234567", "护照号码：EA1****67"},
	{"港澳居民来往内地通行证H01234567", "港澳居民来往内地通行证H0*****67"},
}

func TestCovered(t *testing.T) {
	for _, c := range covered {
		if got := mask.Text(c[0]); got != c[1] {
			t.Errorf("%q becomes %q, want %q", c[0], got, c[1])
		}
	}
}

// What stays, as nobody is known or reached by it.
var kept = []string{
	"", "原告", "12345678901234567890",
	// Case numbers.
	"（2026）鲁1002行初18号", "(2026)鲁10行终123456号", "（2026）最高法行申1234号", "鲁1002行初13800138000号", "〔2026〕13号", "威环政复决字〔2026〕第0012号", "第13800138000号",
	// Codes of organizations.
	"11371002004358123X", "113710020043581238", "91371002MA3C4D5E6W", "12371002493512345D", "114119198507130022", "114119198507130035",
	"统一社会信用代码114119198507130439", "统一社会信用代码：371002199001011237", "社会信用代码91371002MA3C4D5E6W", "纳税人识别号371002900101123",
	// Sums of money.
	"13800138000元", "￥13800138000", "¥ 13800138000", "人民币13800138000", "13800138000.50", "13,800,138,000.00元", "赔偿13800138000万元", "13800138000 元", "1234567.89元", "RMB 13800138000", "371002199001011237元",
	// Days and instants.
	"2026-03-02", "2026年3月2日", "20260302", "2026-03-02 09:30", "20260302093000", "2026-03-02T09:30:00+08:00", "2026/03/02", "2026.03.02", "电话20260302", "2026-03-02—2026-04-15",
	// What programs call things.
	"3f2504e0-4f89-11d3-9a0c-0305e82c3301", "00000000-0531-4231-1234-123456789012", "d41d8cd98f00b204e9800998ecf8427e", "a13800138000b", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"10.0.0.5", "192.168.100.200", "127.0.0.1:8080", "0.13800138000", "v1.13.0", "GB/T 9704—2012",
	// Other numbers.
	"12800138000", "1380013800", "138001380001", "991002199001011237", "371002199013011237", "371002199001321237", "371002170001011237", "6222021607001234567", "E12345678", "5231234", "52312345", "0100-5231234", "12348", "110", "400-1234", "面积13800平方米", "第十一条第一款第（一）项",
	// What is covered already.
	"3710**********1237", "138****8000", "0631-***1234", "护照E1*****78", "138****8000/139****9000",
}

func TestKept(t *testing.T) {
	if len(covered)+len(kept) < 60 {
		t.Errorf("only %d values", len(covered)+len(kept))
	}
	for _, text := range kept {
		if got := mask.Text(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
		if mask.Holds(text) {
			t.Errorf("%q is said to hold a number", text)
		}
	}
}

// pieces are what texts are put together from: numbers of all kinds, what is nearly one,
// and what stands between them.
var pieces = rapid.OneOf(
	rapid.SampledFrom([]string{
		"371002199001011237", "13800138000", "0631-5231234", "（0631）5231234", "护照", "E12345678", "电话", "5231234", "统一社会信用代码", "元", "￥", "+86", "0086",
		" ", "-", ".", ",", "，", "\n", "*", "****", "（", "）", "号", "行初", "\u200b", "X", "x", "ID", "a", "1990", "0101", "138", "0013", "8000", "0631", "523", "1234",
	}),
	rapid.StringMatching(`[0-9０-９]{1,20}`), rapid.StringMatching(`[0-9*\- ]{0,12}`), rapid.String(),
)

func texts(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "pieces"), "")
}

// Covered twice is covered once.
func TestTwiceIsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts(t)
		once := mask.Text(text)
		if twice := mask.Text(once); twice != once {
			t.Fatalf("%q becomes %q and then %q", text, once, twice)
		}
	})
}

// A text without numbers is unchanged: nothing is covered where there are too few digits,
// and what is outside of numbers is never touched.
func TestTheRestIsUnchanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`(?:[\p{Han}a-z，。：（）\n]{0,8}[0-9]{0,6}[\p{Han}，。：（）][^0-9０-９]{0,3}){0,4}`).Draw(t, "text")
		if got := mask.Text(text); got != text && !strings.Contains(text, "0") && !strings.Contains(text, "1") {
			t.Fatalf("%q becomes %q", text, got)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		before, after := rapid.StringMatching(`[\p{Han}]{0,6}[，。：（]`).Draw(t, "before"), rapid.StringMatching(`[，。；）][\p{Han}]{0,6}`).Draw(t, "after")
		number := rapid.SampledFrom(covered[:1]).Draw(t, "number")
		if got, want := mask.Text(before+number[0]+after), before+number[1]+after; got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

// Every number that can be made is covered, with as many of its digits shown as the form
// says and no more.
func TestEveryNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`(11|21|37|44|53|65)[0-9]{4}(19[0-9]{2}|20[012][0-9])(0[1-9]|1[0-2])(0[1-9]|[12][0-9])[0-9]{3}`).Draw(t, "number")
		rest := 0
		for _, d := range number {
			rest = (rest + int(d-'0')) * 2 % 11
		}
		number += "10X98765432"[rest : rest+1]
		if got, want := mask.Text("身份证"+number), "身份证"+number[:4]+"**********"+number[14:]; got != want {
			t.Fatalf("%s becomes %s", number, got)
		}
		mobile := rapid.StringMatching(`1[3-9][0-9]{9}`).Draw(t, "mobile")
		if got, want := mask.Text(mobile), mobile[:3]+"****"+mobile[7:]; got != want {
			t.Fatalf("%s becomes %s", mobile, got)
		}
	})
}

// In JSON, texts are covered and names of members are not; what comes out is JSON with the
// same members.
func TestJSON(t *testing.T) {
	document := `{"name":"王某，13800138000","13800138000":13800138000,"list":["371002199001011237","a\"13800138000\\"],"money":{"元":"13800138000元"},"html":"\u003cb\u003e13800138000"}`
	want := `{"name":"王某，138****8000","13800138000":13800138000,"list":["3710**********1237","a\"138****8000\\"],"money":{"元":"13800138000元"},"html":"\u003cb\u003e138****8000"}`
	if got := string(mask.JSON([]byte(document))); got != want {
		t.Errorf("%s", got)
	}
	for _, same := range []string{``, `{`, `"13800138000`, `13800138000`, `{"a":"b"}`, `nonsense 13800138000`} {
		if got := string(mask.JSON([]byte(same))); got != same {
			t.Errorf("%s becomes %s", same, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		in := map[string]any{texts(t): texts(t), "list": []string{texts(t), texts(t)}}
		document, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		var out map[string]any
		if err := json.Unmarshal(mask.JSON(document), &out); err != nil || len(out) != len(in) {
			t.Fatalf("%s becomes %v: %v", document, out, err)
		}
	})
}

// What comes back as it was shown is known by what it stands for; stars of a paper's own,
// and numbers that are there in full, are none.
func TestReturned(t *testing.T) {
	const original = `{"agents":["冯某某，电话138 0013 8000","罗某乙，37100219900101123X"],"place":"0631-5231234","paper":"原告3710**********5678"}`
	for _, row := range []struct{ text, want string }{
		{"", ""},
		{"冯某某", ""},
		{"138 0013 8000", ""},
		{mask.Text("电话138 0013 8000"), "138 ****8000"},
		{mask.Text("罗某乙37100219900101123X。"), "3710**********123X"},
		{"见" + mask.Text("0631-5231234"), "0631-***1234"},
		{"原告3710**********5678", ""},
		{"原告3710**********9999", ""},
		{"****", ""},
		{"***重要***", ""},
	} {
		if got := mask.Returned(row.text, original); got != row.want {
			t.Errorf("%q: %q, want %q", row.text, got, row.want)
		}
	}
}
