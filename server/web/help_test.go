package web

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/webp"
	"golang.org/x/net/html"

	"yingsu/models"
	"yingsu/models/registers"
	"yingsu/server/documents"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// TestEveryPageIsExplained: a new page needs its passage, and a passage that pages lead
// to cannot be taken away.
func TestEveryPageIsExplained(t *testing.T) {
	t.Parallel()
	h := readHandbook(t)
	p := Pages{handbook: h}
	for _, r := range p.routes() {
		if r.may == office.Everybody {
			continue
		}
		for _, role := range models.Roles {
			if at := h.about(r.path, role); !strings.Contains(at, "#") {
				t.Errorf("%s %s is not explained", r.method, r.path)
			}
		}
	}
	for path, ids := range explained {
		for _, id := range ids {
			if h.address(id) == handbookPath {
				t.Errorf("%s is explained by %s, which is not there", path, id)
			}
		}
		if !slices.ContainsFunc(p.routes(), func(r route) bool { return r.path == path || strings.HasPrefix(r.path, path+"/") }) {
			t.Errorf("%s is explained and no page", path)
		}
	}
	for path, want := range map[string]string{
		"/changes": "/help/director#decide", "/changes/:id": "/help/director#decide", "/lawsuits/:id/acts/:act": "/help/start#act",
		"/": "/help/start#desk", "/lawsuits/new": "/help/clerk#register", "": "/help",
	} {
		if got := h.about(path, models.Director); got != want {
			t.Errorf("%s is explained at %s, want %s", path, got, want)
		}
	}
}

// TestHandbook: each chapter is whole, each passage has an ID of its own, and what
// stands in 「」 is on a page or in a declaration, letter by letter.
func TestHandbook(t *testing.T) {
	t.Parallel()
	h := readHandbook(t)
	known, ids := labels(t), map[string]bool{}
	for _, role := range models.Roles {
		if c, ok := h.chapter(string(role)); !ok || c.Title != role.Title() {
			t.Errorf("the chapter for %s is called %q", role, c.Title)
		}
	}
	quoted := regexp.MustCompile(`「([^」]*)」`)
	for _, c := range h.Chapters {
		if len(c.Passages) == 0 {
			t.Errorf("%s has no passages", c.Name)
		}
		for _, p := range c.Passages {
			if p.ID == "" || ids[p.ID] || p.words == "" || len(p.Body) == 0 {
				t.Errorf("%s: the passage %q has no ID %q of its own, or no words", c.Name, p.Title, p.ID)
			}
			ids[p.ID] = true
			for _, found := range quoted.FindAllStringSubmatch(p.words, -1) {
				if !known[found[1]] {
					t.Errorf("%s#%s: 「%s」 is on no page", c.Name, p.ID, found[1])
				}
			}
			if strings.Contains(string(p.Body), "<!--") || strings.Contains(p.words, "#") {
				t.Errorf("%s#%s holds marks that were not read", c.Name, p.ID)
			}
		}
	}
}

func readHandbook(t *testing.T) handbook {
	t.Helper()
	a, err := loadAssets()
	must(t, err)
	h, err := loadHandbook(a)
	must(t, err)
	return h
}

// TestHandbookPictures: each picture that a chapter shows is there, small, of the size for
// which its place is kept, and says in Chinese what it shows; each that is there is shown.
func TestHandbookPictures(t *testing.T) {
	t.Parallel()
	shown := map[string]bool{}
	for _, c := range readHandbook(t).Chapters {
		all := string(c.Lead)
		for _, p := range c.Passages {
			all += string(p.Body)
		}
		root, err := html.Parse(strings.NewReader(all))
		must(t, err)
		for _, n := range elements(root, "img") {
			name := attr(n, "src")
			shown[name] = true
			caption := innerText(n.Parent)
			if n.Parent.Data != "figure" || !chinese.MatchString(attr(n, "alt")) || !chinese.MatchString(caption) || caption == attr(n, "alt") || attr(n, "loading") != "lazy" {
				t.Errorf("%s shows %s without saying what it is: %q, %q", c.Name, name, attr(n, "alt"), caption)
			}
			if attr(n, "width") != strconv.Itoa(pictureWidth) || attr(n, "height") != strconv.Itoa(pictureHeight) {
				t.Errorf("%s keeps no place for %s", c.Name, name)
			}
		}
	}
	pictures, err := fs.Glob(handbookFiles, picturesDir+"/*")
	must(t, err)
	a, err := loadAssets()
	must(t, err)
	for _, file := range pictures {
		at, err := a.address(path.Base(file))
		must(t, err)
		if !shown[at] {
			t.Errorf("%s is in no chapter", file)
		}
		content, err := handbookFiles.ReadFile(file)
		must(t, err)
		if len(content) > 60<<10 {
			t.Errorf("%s has %d bytes", file, len(content))
		}
		size, err := webp.DecodeConfig(bytes.NewReader(content))
		must(t, err)
		if size.Width != pictureWidth || size.Height != pictureHeight {
			t.Errorf("%s is %d×%d", file, size.Width, size.Height)
		}
		delete(shown, at)
	}
	if len(pictures) < 12 || len(shown) > 0 {
		t.Errorf("there are %d pictures; shown besides are %v", len(pictures), shown)
	}
}

var chinese = regexp.MustCompile(`\p{Han}{4}`)

// labels are the words on pages and in declarations that name something.
func labels(t *testing.T) map[string]bool {
	known := map[string]bool{"已逾期": true} // the state of a period: measures.Clock.StateOn
	add := func(all ...string) {
		for _, words := range all {
			known[words] = true
		}
	}
	for _, f := range workflows.Openings {
		add(f.Title)
		addFields(add, f.Fields)
	}
	for _, a := range workflows.Acts {
		add(a.Title, a.InReview, a.Waiting)
		addFields(add, a.Fields)
	}
	for _, c := range office.Changes {
		add(c.Title)
		addFields(add, c.Fields)
	}
	for _, k := range documents.Kinds {
		add(k.Title)
	}
	for _, r := range registers.Registers {
		add(r.Title)
		addFields(add, r.Fields)
	}
	for _, c := range office.Capabilities {
		add(c.Title)
	}
	for _, role := range models.Roles {
		for _, s := range sectionsFor(role) {
			add(s.Title)
		}
		for _, tl := range standingTiles(role, models.Tally{At: map[measures.Stage]int{}}) {
			add(tl.Words)
		}
	}
	pages, err := fs.Glob(files, "templates/*.html")
	must(t, err)
	marks := regexp.MustCompile(`(?s)\{\{.*?\}\}|<[^>]*>`)
	for _, page := range pages {
		source, err := files.ReadFile(page)
		must(t, err)
		for _, label := range regexp.MustCompile(`"Label" "([^"（]*)`).FindAllStringSubmatch(string(source), -1) {
			add(label[1])
		}
		for _, words := range strings.Split(marks.ReplaceAllString(string(source), "\n"), "\n") {
			add(strings.Trim(words, " ：。，"))
		}
	}
	delete(known, "")
	return known
}

func addFields(add func(...string), fields []form.Field) {
	for _, f := range fields {
		add(f.Label)
		addFields(add, f.Fields)
	}
}

// TestHandbookPages: the contents begin with the reader's own chapter, a search finds
// passages that have every word, and the help of a page leads to what explains it.
func TestHandbookPages(t *testing.T) {
	t.Parallel()
	r := newRig(t, today)
	b := r.as("reviewer")
	a := b.get("/help").want(http.StatusOK, "您的工作： 区司法局审查人", "审计员")
	for _, link := range a.all("a") {
		if to := attr(link, "href"); strings.HasPrefix(to, "/help/") {
			page, id, _ := strings.Cut(to, "#")
			if got := b.get(page); got.status != http.StatusOK || id != "" && !strings.Contains(got.body, `id="`+id+`"`) {
				t.Errorf("%s leads nowhere", to)
			}
		}
	}
	sound(t, a)
	sound(t, b.get("/help/unit_clerk").want(http.StatusOK, "最迟在举证期限届满前5个工作日"))
	sound(t, b.get("/help?"+url.Values{"q": {"退回 意见"}}.Encode()).want(http.StatusOK, "审查应诉材料", "退回修改"))
	sound(t, b.get("/help?"+url.Values{"q": {"退回 天气"}}.Encode()).want(http.StatusOK, "手册中没有同时包含这些词的内容"))
	sound(t, b.get("/help?q=%3Cb%3E").want(http.StatusOK, "手册中没有同时包含这些词的内容"))
	b.get("/help?"+url.Values{"q": {strings.Repeat("词", 61)}}.Encode()).want(http.StatusUnprocessableEntity, "查找的内容太长")
	b.get("/help/nobody").want(http.StatusNotFound)
	r.visitor().get("/help").wantTo("/sign-in?next=%2Fhelp")
	r.as("newcomer").get("/help").want(http.StatusOK, "使用手册")
	for path, want := range map[string]string{"/": "/help/start#desk", "/hearings": "/help/start#hearings", "/help": "/help/start#handbook", "/lawsuits/none": "/help/start#lawsuit"} {
		if got := b.get(path); !strings.Contains(got.body, `href="`+want+`">帮助`) {
			t.Errorf("%s is not led to %s", path, want)
		}
	}
}
