package office

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"slices"

	"yingsu/models"
	"yingsu/models/vault"
	"yingsu/server/documents"
	"yingsu/server/uploads"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// The papers themselves: files that people hand in, each to the place in the lawsuit's
// file where the paper was registered.

// Files are the files of a lawsuit as one person meets them.
type Files struct {
	models.Lawsuit
	Places []FilePlace
	Limit  int64  // bytes that a file may have
	Why    string // why this person hands in nothing now, empty where they may
}

// FilePlace is a place with its files. One that is on file no longer, because the act was
// corrected, has still those that were handed in to it.
type FilePlace struct {
	workflows.Place
	Title string
	Parts []FilePart
	May   bool // this person may hand in to it
}

// FilePart is one of the files of a place, with all its versions, the newest first.
type FilePart struct {
	Versions []models.Upload
}

// Newest is the last version.
func (p FilePart) Newest() models.Upload { return p.Versions[0] }

// Counting is the last version that was not withdrawn, if there is one.
func (p FilePart) Counting() (models.Upload, bool) {
	i := slices.IndexFunc(p.Versions, func(u models.Upload) bool { return !u.Withdrawn() })
	if i < 0 {
		return models.Upload{}, false
	}
	return p.Versions[i], true
}

// Files returns the files of a lawsuit, by where they belong.
func (o *Office) Files(ctx context.Context, who models.Caller, id string) (Files, error) {
	l, err := o.store.Lawsuit(ctx, who.Actor, id)
	if err != nil {
		return Files{}, err
	}
	f := Files{Lawsuit: l, Limit: o.FileLimit}
	if refusal := o.mayHandIn(who); refusal != nil {
		f.Why = refusal.Detail
	}
	if f.Places, err = o.shelf(ctx, l); err != nil {
		return f, err
	}
	for n := range f.Places {
		p := &f.Places[n]
		p.May = f.Why == "" && p.Line > 0 && p.refuse(l, who) == nil
	}
	if f.Why == "" && len(f.Places) == 0 {
		f.Why = unread.Detail
	}
	if f.Why == "" && !slices.ContainsFunc(f.Places, func(p FilePlace) bool { return p.May }) {
		f.Why = handedInByOthers.Detail
		if l.Closed {
			f.Why = bound.Detail
		}
	}
	return f, nil
}

// HandsIn tells whether somebody hands in files to lawsuits at all.
func (o *Office) HandsIn(who models.Caller) bool { return o.mayHandIn(who) == nil }

var (
	bound = &models.Error{
		Code: models.NotOpen, Article: "第三十条",
		Detail: "案件已经归档，卷内文件不能再增加或者撤下。此后的材料请先办理“补卷”，再上传到补卷的材料之下。",
	}
	handedInByOthers = &models.Error{
		Code: models.Forbidden, Article: "第三十条",
		Detail: "该项文件由承办单位、区司法局或者有权办理该项的单位上传，您的单位可以查看和下载。",
	}
	unread  = &models.Error{Code: models.Unavailable, Detail: "本案登记的事项暂时不能按现行规则逐项读取，不能上传文件。请联系系统管理员（运行 yingsu verify 可见原因）。"}
	nowhere = &models.Error{Code: models.Unavailable, Detail: "本系统没有设置保存文件的地方（FILES_DIR 或者 FILES_S3_BUCKET），不能上传文件。请联系系统管理员。"}
)

// mayHandIn says why somebody hands in nothing in any lawsuit, or nothing.
func (o *Office) mayHandIn(who models.Caller) *models.Error {
	var refusal *models.Error
	if errors.As(Keeping.Refuse(who), &refusal) {
		return refusal
	}
	if o.Vault == nil {
		return nowhere
	}
	return nil
}

// refuse says why somebody hands in nothing to a place of a lawsuit, or nothing.
func (p *FilePlace) refuse(l models.Lawsuit, who models.Caller) *models.Error {
	switch {
	case l.Closed && p.Slot() != supplementSlot:
		return bound
	case p.Line == 0:
		return &models.Error{Code: models.NotOpen, Article: "第三十条", Detail: "该项登记已经更正或者作废，不能再上传文件。请选择更正后的登记项。"}
	case !p.MayKeep(&l.File, who.Actor):
		return handedInByOthers
	}
	return nil
}

const supplementSlot = "supplement"

// shelf returns the places of a lawsuit with their files, those of the volume first.
func (o *Office) shelf(ctx context.Context, l models.Lawsuit) ([]FilePlace, error) {
	all, err := o.store.Uploads(ctx, l.ID)
	if err != nil {
		return nil, err
	}
	b, err := o.benchOf(ctx, l)
	if err != nil {
		return nil, err
	}
	if b.Done, err = o.store.Done(ctx, l.ID); err != nil {
		return nil, err
	}
	known, err := workflows.PlacesIn(b)
	if err != nil { // the files are there all the same
		slog.WarnContext(ctx, "the places of a lawsuit's papers are not known", "lawsuit", l.ID, "error", err)
	}
	var places []FilePlace
	for _, p := range known {
		places = append(places, FilePlace{Place: p, Title: p.Title})
	}
	for _, u := range all {
		i := slices.IndexFunc(places, func(p FilePlace) bool { return p.ID == u.Place })
		if i < 0 {
			i = len(places)
			places = append(places, FilePlace{Place: workflows.Place{ID: u.Place}, Title: u.Title})
		}
		places[i].add(u)
	}
	return places, nil
}

// add puts in a version; they come by part and version.
func (p *FilePlace) add(u models.Upload) {
	if n := len(p.Parts); n == 0 || p.Parts[n-1].Newest().Part != u.Part {
		p.Parts = append(p.Parts, FilePart{})
	}
	last := &p.Parts[len(p.Parts)-1]
	last.Versions = append([]models.Upload{u}, last.Versions...)
}

// HandingIn is a file that somebody hands in.
type HandingIn struct {
	Key     string
	Place   string
	Part    int  // which of the place's files it is a version of; 0 for the first, or a new one where there is none
	Another bool // it is another file, whatever there is
	Name    string
	Pages   int // where they cannot be counted
	Content io.Reader
}

// HandIn takes a file in, once for a key.
func (o *Office) HandIn(ctx context.Context, who models.Caller, id string, in HandingIn) (models.Upload, error) {
	attempt := who.Attempt("hand_in_file")
	attempt.LawsuitID, attempt.Detail = id, fmt.Sprintf("%.40s %.200s", in.Place, in.Name)
	var upload models.Upload
	draft, err := o.receive(ctx, who, id, in, &upload)
	if draft != nil {
		defer func() { _ = draft.Discard() }() // what is left of it is swept away
		attempt.Detail = fmt.Sprintf("%s %.200s SHA-256 %s", in.Place, in.Name, draft.Sum)
	}
	err = o.store.Audited(ctx, attempt, func(int64) (bool, error) {
		if err != nil || upload.ID != 0 {
			return false, err
		}
		if err := o.store.ExpectContent(ctx, draft.Sum); err != nil {
			return false, err
		}
		if err := draft.Keep(ctx); err != nil {
			return false, stored(err)
		}
		added, err := o.store.AddUpload(ctx, upload)
		if err == nil && added.SHA256 != upload.SHA256 {
			err = keyReused
		}
		upload = added
		return false, err
	})
	return upload, err
}

var keyReused = &models.Error{Code: models.KeyReused, Detail: "该请求标识（Idempotency-Key）已用于另一个文件，请换用新的标识，或者刷新页面后重新选择文件。"}

// receive judges who hands in and where, takes the content in and judges that. It fills in
// the row to be added, or, with an ID, the one that is there already.
func (o *Office) receive(ctx context.Context, who models.Caller, id string, in HandingIn, upload *models.Upload) (*vault.Draft, error) {
	place, err := o.placeFor(ctx, who, id, in)
	if err != nil {
		return nil, err
	}
	draft, err := o.take(in.Content)
	if err != nil {
		return nil, err
	}
	*upload = models.Upload{
		LawsuitID: id, Key: orNew(in.Key), Place: place.ID, Title: place.Title, Part: place.partFor(in),
		Size: draft.Size, SHA256: draft.Sum, By: who.Actor,
	}
	kind, refusal := uploads.Inspect(draft, draft.Size, in.Name)
	if refusal != nil {
		return draft, refusal
	}
	upload.Name, upload.Type = uploads.Clean(in.Name, kind), kind.Type
	if upload.Pages = uploads.Pages(kind, draft, draft.Size); upload.Pages == 0 {
		upload.Pages = in.Pages
	}
	if found, same, err := o.handedInBefore(ctx, place, *upload); err != nil || same {
		*upload = found
		return draft, err
	}
	upload.Scan, err = o.scanned(ctx, upload, io.NewSectionReader(draft, 0, draft.Size))
	return draft, err
}

// placeFor returns the place to which somebody may hand in, or says why not.
func (o *Office) placeFor(ctx context.Context, who models.Caller, id string, in HandingIn) (*FilePlace, error) {
	l, err := o.store.Lawsuit(ctx, who.Actor, id)
	if err != nil {
		return nil, err
	}
	if refusal := o.mayHandIn(who); refusal != nil {
		return nil, refusal
	}
	places, err := o.shelf(ctx, l)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(places, func(p FilePlace) bool { return p.ID == in.Place && in.Place != "" })
	switch {
	case len(places) == 0:
		return nil, unread
	case i < 0:
		return nil, models.Wrong("place", "请选择文件属于哪一项登记的材料")
	case in.Content == nil:
		return nil, models.Wrong("file", "请选择要上传的文件")
	case in.Part < 0 || in.Part > len(places[i].Parts):
		return nil, models.Wrong("part", fmt.Sprintf("该项没有第%d个文件，请刷新后重新选择", in.Part))
	case in.Pages < 0 || in.Pages > 100_000:
		return nil, models.Wrong("pages", "页数须为1至100000")
	}
	if refusal := places[i].refuse(l, who); refusal != nil {
		return nil, refusal
	}
	return &places[i], nil
}

// partFor says of which file of the place something is a version; 0 is another one.
func (p *FilePlace) partFor(in HandingIn) int {
	switch {
	case in.Another || len(p.Parts) == 0:
		return 0
	case in.Part == 0:
		return 1
	}
	return in.Part
}

// take writes down what is sent.
func (o *Office) take(content io.Reader) (*vault.Draft, error) {
	from := &sender{from: content}
	draft, err := o.Vault.Receive(from, o.FileLimit)
	var large *http.MaxBytesError
	switch {
	case err == nil:
		return draft, nil
	case errors.Is(err, vault.ErrTooLarge), errors.As(err, &large):
		return nil, TooLarge(o.FileLimit)
	case from.failed != nil:
		return nil, &models.Error{Code: models.Invalid, Detail: "文件没有传完，没有保存。请检查网络后重新上传。"}
	}
	return nil, stored(err)
}

// TooLarge refuses a file that is larger than so many bytes.
func TooLarge(limit int64) *models.Error {
	return &models.Error{Code: models.TooLarge, Detail: fmt.Sprintf("文件超过%d MB，没有保存。请降低扫描的分辨率，或者分成几个文件上传。", limit>>20)}
}

// sender remembers that it was the sender who failed, and not the vault.
type sender struct {
	from   io.Reader
	failed error
}

func (s *sender) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	if err != nil && err != io.EOF {
		s.failed = err
	}
	return n, err
}

// stored says of a fault of the vault what people can do about it.
func stored(err error) error {
	if vault.Full(err) {
		slog.Error("there is no room for files", "error", err)
		return &models.Error{Code: models.Full, Detail: "保存文件的磁盘空间不足，文件没有保存，其他内容不受影响。请联系系统管理员腾出空间后重新上传。"}
	}
	return errors.Join(&models.Error{Code: models.Unavailable, Detail: "保存文件的存储暂时不能使用，文件没有保存，其他内容不受影响。请稍后重新上传；长时间如此的，请联系系统管理员。"}, err)
}

// handedInBefore returns the upload that a request has brought before, or the version
// with the very same content.
func (o *Office) handedInBefore(ctx context.Context, p *FilePlace, u models.Upload) (models.Upload, bool, error) {
	found, known, err := o.store.UploadWith(ctx, u.LawsuitID, u.Key)
	if err == nil && known && found.SHA256 != u.SHA256 {
		err = keyReused
	}
	if err != nil || known {
		return found, known, err
	}
	if u.Part > 0 {
		newest := p.Parts[u.Part-1].Newest()
		return newest, newest.SHA256 == u.SHA256 && !newest.Withdrawn(), nil
	}
	return u, false, nil
}

// scanned asks the scanner, where there is one. What it cannot say now is asked again
// when the file is opened: until then nobody opens it.
func (o *Office) scanned(ctx context.Context, u *models.Upload, content io.Reader) (models.ScanState, error) {
	if o.Scanner == "" {
		return models.Unscanned, nil
	}
	found, err := o.Scanner.Scan(ctx, content)
	switch {
	case err != nil:
		slog.WarnContext(ctx, "a file could not be scanned", "sha256", u.SHA256, "error", err)
		return models.Unscanned, nil
	case found != "":
		return models.Infected, models.Wrong("file", fmt.Sprintf("查毒程序在文件中发现“%.80s”，没有保存。请清除病毒后重新制作文件", found))
	}
	return models.Clean, nil
}

// FileView is one file with what stands beside it.
type FileView struct {
	models.Lawsuit
	Upload models.Upload
	Place  FilePlace
	Part   FilePart
	Before *models.Upload // the version before it
	Locked string         // why nobody opens it now
	May    bool           // this person may withdraw it
}

// File returns one file of a lawsuit.
func (o *Office) File(ctx context.Context, who models.Caller, id string, number int64) (FileView, error) {
	l, err := o.store.Lawsuit(ctx, who.Actor, id)
	if err != nil {
		return FileView{}, err
	}
	places, err := o.shelf(ctx, l)
	if err != nil {
		return FileView{}, err
	}
	for _, p := range places {
		for _, part := range p.Parts {
			i := slices.IndexFunc(part.Versions, func(u models.Upload) bool { return u.ID == number })
			if i < 0 {
				continue
			}
			v := FileView{Lawsuit: l, Upload: part.Versions[i], Place: p, Part: part, Locked: o.locked(part.Versions[i])}
			if i+1 < len(part.Versions) {
				v.Before = &part.Versions[i+1]
			}
			v.May = !v.Upload.Withdrawn() && o.mayHandIn(who) == nil && p.refuse(l, who) == nil
			return v, nil
		}
	}
	return FileView{}, noFile
}

var noFile = &models.Error{Code: models.NotFound, Detail: "本案没有这个文件，请从案件的文件页面进入。"}

// locked says why nobody opens a file before it is scanned, or nothing.
func (o *Office) locked(u models.Upload) string {
	switch {
	case u.Scan == models.Infected:
		return "查毒程序在文件中发现“" + u.ScanNote + "”，已经隔离，不能打开。请上传清除病毒后的新版本。"
	case u.Scan == models.Unscanned && o.Scanner != "":
		return "待查毒：查毒程序暂时没有应答，查过之前不能打开。请稍后再试；长时间如此的，请联系系统管理员。"
	}
	return ""
}

// OpenFile opens a file of a lawsuit for reading, once it has been checked, and keeps it
// on record. The caller closes it.
func (o *Office) OpenFile(ctx context.Context, who models.Caller, id string, number int64) (u models.Upload, content *os.File, err error) {
	attempt := who.Attempt("open_file")
	attempt.LawsuitID, attempt.Detail = id, fmt.Sprint(number)
	err = o.store.Audited(ctx, attempt, func(int64) (bool, error) {
		v, err := o.File(ctx, who, id, number)
		if err == nil {
			u = v.Upload
			content, err = o.unlock(ctx, &u)
		}
		return false, err
	})
	return u, content, err
}

// unlock opens a file, and has it scanned first where that is still to be done.
func (o *Office) unlock(ctx context.Context, u *models.Upload) (*os.File, error) {
	if o.Vault == nil {
		return nil, nowhere
	}
	content, err := o.Vault.Get(ctx, u.SHA256)
	switch {
	case errors.Is(err, vault.ErrMissing), errors.Is(err, vault.ErrDamaged):
		return nil, errors.Join(&models.Error{Code: models.Internal, Detail: "文件“" + u.Name + "”已丢失或者与上传时的校验值不一致，不能提供。请联系系统管理员从备份中恢复。"}, err)
	case err != nil:
		return nil, errors.Join(&models.Error{Code: models.Unavailable, Detail: "保存文件的存储暂时不能使用，文件“" + u.Name + "”现在不能打开。请稍后再试；长时间如此的，请联系系统管理员。"}, err)
	}
	if err := o.scanFirst(ctx, u, content); err != nil {
		return nil, errors.Join(err, content.Close())
	}
	_, err = content.Seek(0, io.SeekStart)
	return content, err
}

func (o *Office) scanFirst(ctx context.Context, u *models.Upload, content io.Reader) error {
	if u.Scan == models.Unscanned && o.Scanner != "" {
		found, err := o.Scanner.Scan(ctx, content)
		switch {
		case err != nil:
			slog.WarnContext(ctx, "a file could not be scanned", "sha256", u.SHA256, "error", err)
		case found != "":
			u.Scan, u.ScanNote = models.Infected, found
		default:
			u.Scan = models.Clean
		}
		if u.Scan != models.Unscanned {
			if err := o.store.SettleScan(ctx, u.ID, u.Scan, u.ScanNote); err != nil {
				return err
			}
		}
	}
	if why := o.locked(*u); why != "" {
		code := models.Unavailable
		if u.Scan == models.Infected {
			code = models.NotOpen
		}
		return &models.Error{Code: code, Detail: why}
	}
	return nil
}

// WithdrawFile says that a file no longer counts. It can still be read, with the reason.
func (o *Office) WithdrawFile(ctx context.Context, who models.Caller, id string, number int64, reason string) (models.Upload, error) {
	attempt := who.Attempt("withdraw_file")
	attempt.LawsuitID, attempt.Detail = id, fmt.Sprintf("%d %.200s", number, reason)
	var u models.Upload
	err := o.store.Audited(ctx, attempt, func(int64) (bool, error) {
		if err := o.MayWithdraw(ctx, who, id, number); err != nil {
			return false, err
		}
		if n := len([]rune(reason)); n == 0 || n > 500 {
			return false, models.Wrong("reason", "请填写撤下的原因，不超过500字")
		}
		if err := o.store.WithdrawUpload(ctx, number, who.Username, reason); err != nil {
			return false, err
		}
		v, err := o.File(ctx, who, id, number)
		u = v.Upload
		return false, err
	})
	return u, err
}

// MayWithdraw says why somebody does not withdraw a file, or nothing.
func (o *Office) MayWithdraw(ctx context.Context, who models.Caller, id string, number int64) error {
	l, err := o.store.Lawsuit(ctx, who.Actor, id)
	if err != nil {
		return err
	}
	if refusal := o.mayHandIn(who); refusal != nil {
		return refusal
	}
	v, err := o.File(ctx, who, id, number)
	if err != nil {
		return err
	}
	if refusal := v.Place.refuse(l, who); refusal != nil {
		return refusal
	}
	return nil
}

// bind returns the items of a lawsuit's volume with their pages, and the files of each by
// its number.
func (o *Office) bind(ctx context.Context, l models.Lawsuit) ([]documents.Leaf, map[int][]models.Upload, error) {
	places, err := o.shelf(ctx, l)
	if err != nil {
		return nil, nil, err
	}
	bound, supplements := map[int][]models.Upload{}, 0
	for _, p := range places {
		number := p.Number
		if l.File.Archive != nil && p.Slot() == supplementSlot {
			supplements++
			number = len(l.File.Archive.Items) + supplements
		}
		for _, part := range p.Parts {
			if u, counts := part.Counting(); counts && number > 0 && u.Scan != models.Infected {
				bound[number] = append(bound[number], u)
			}
		}
	}
	return documents.Leaves(measures.Volume(&l.File), func(number int) (count, pages int) {
		for _, u := range bound[number] {
			if u.Pages == 0 {
				return len(bound[number]), 0
			}
			pages += u.Pages
		}
		return len(bound[number]), pages
	}), bound, nil
}

// Volume returns a lawsuit, and the items of its volume with the pages on which they lie.
func (o *Office) Volume(ctx context.Context, who models.Caller, id string) (models.Lawsuit, []documents.Leaf, error) {
	l, err := o.store.Lawsuit(ctx, who.Actor, id)
	if err != nil {
		return l, nil, err
	}
	leaves, _, err := o.bind(ctx, l)
	return l, leaves, err
}
