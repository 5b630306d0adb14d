package office_test

import (
	"net/url"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
)

// TestConsoleViews: the lists ask in the words of the search attributes, and a week ends
// on its Sunday.
func TestConsoleViews(t *testing.T) {
	o := office.New(nil, nil, office.Settings{Console: "/console", Namespace: "yingsu"})
	for day, until := range map[calendar.Date]string{
		calendar.On(2026, 11, 23): "2026-11-29", // a Monday
		calendar.On(2026, 11, 29): "2026-11-29",
	} {
		views := o.ConsoleViews(day)
		if want := "`最近期限` >= \"" + day.String() + "\" AND `最近期限` <= \"" + until + "\""; views[1].Query != want {
			t.Errorf("due this week, on %s: %s, want %s", day, views[1].Query, want)
		}
		if got := views[0].Link; got != "/console/namespaces/yingsu/workflows?query="+url.QueryEscape("`标记` = \"逾期\"") {
			t.Errorf("the link is %s", got)
		}
	}
	f := models.Filter{Unit: "区城市管理局", Stage: "trial", Court: `甲"法院`, Overdue: true, Lost: true}
	query, err := url.QueryUnescape(strings.TrimPrefix(o.ConsoleList(f), "/console/namespaces/yingsu/workflows?query="))
	if err != nil {
		t.Fatal(err)
	}
	if want := "`阶段` = \"开庭审理\" AND `承办单位` = \"区城市管理局\" AND `法院` = \"甲法院\" AND `标记` = \"逾期\" AND `标记` = \"败诉\""; query != want {
		t.Errorf("the filter asks %s, want %s", query, want)
	}
	if none := office.New(nil, nil, office.Settings{}); none.ConsoleViews(calendar.On(2026, 11, 23)) != nil || none.ConsoleList(f) != "" {
		t.Error("there are lists without a console")
	}
}
