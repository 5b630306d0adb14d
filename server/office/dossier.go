package office

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/server/documents"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Dossier is the electronic package of an archived lawsuit (第三十条): one ZIP
// file with the catalogue, the note, the facts, every date with how it was
// counted, the journal with its hashes, the workflow's own history, the files that were
// handed in, in the order of the volume, and the SHA-256 of each of these, in the form
// that sha256sum -c checks.
//
// The same ledger, with the same calendar, gives the same bytes, so that two copies can be compared.
//
// It is the file itself, with everything as it was typed: who takes it stands in the audit
// log.
func (o *Office) Dossier(ctx context.Context, who models.Caller, id string) (p *Packet, err error) {
	err = o.look(ctx, who, "take_dossier", id, "", func() error {
		p, err = o.pack(ctx, who, id)
		return err
	})
	return p, err
}

func (o *Office) pack(ctx context.Context, who models.Caller, id string) (*Packet, error) {
	v, err := o.View(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if !v.Closed {
		return nil, &models.Error{
			Code: models.NotOpen, Article: "第三十条", Stage: v.Stage.Title(),
			Detail: fmt.Sprintf("案件尚未归档（处于“%s”阶段），归档后才能导出电子案卷包。", v.Stage.Title()),
		}
	}
	journal, err := o.store.Journal(ctx, who.Actor, id)
	if err != nil {
		return nil, err
	}
	histories, err := o.store.History(ctx, who.Actor, id)
	if err != nil {
		return nil, err
	}
	last, err := o.journalOf(ctx, who, id)
	if err != nil {
		return nil, err
	}
	leaves, files, err := o.bind(ctx, v.Lawsuit)
	if err != nil {
		return nil, err
	}
	p := &Packet{Name: v.CaseNumber + "电子案卷.zip", on: v.File.Archive.On.At(0, 0)}
	p.add("卷内目录.csv", catalogueCSV(leaves))
	p.add("证据目录.csv", evidenceCSV(v.File.Catalogue()))
	p.add("卷内备考表.txt", []byte(noteOf(&documents.Matter{File: &v.File, Journal: last})))
	p.addJSON("案件.json", dossierFacts{v.ID, v.CaseNumber, v.Revision, v.Edition, v.CalendarEdition(), v.File})
	p.addJSON("期限计算凭据.json", dossierClocks{v.Edition, v.Bench.Calendar.Edition, v.Plain()})
	p.addJSON("办理日志.json", journal)
	for n, h := range histories {
		p.add(fmt.Sprintf("办理过程/%02d-%s.json", n+1, h.RunID), h.JSON)
	}
	return p, o.addFiles(ctx, p, leaves, files)
}

// addFiles puts the files of a volume into its packet, once all of them are there: who
// gets a packet gets a whole one.
func (o *Office) addFiles(ctx context.Context, p *Packet, leaves []documents.Leaf, files map[int][]models.Upload) error {
	for _, l := range leaves {
		for n, u := range files[l.Number] {
			content, err := o.unlock(ctx, &u)
			if err != nil {
				return err
			}
			if err := content.Close(); err != nil {
				return err
			}
			p.addFile(fmt.Sprintf("卷内文件/%03d-%d-%s", l.Number, n+1, u.Name), u.SHA256, func() (io.ReadCloser, error) { return o.Vault.Get(ctx, u.SHA256) })
		}
	}
	return nil
}

// dossierFacts is what is on file, under which law.
type dossierFacts struct {
	ID              string        `json:"id"`
	CaseNumber      string        `json:"case_number"`
	Revision        int64         `json:"revision"`
	Edition         string        `json:"edition"`
	CalendarEdition string        `json:"calendar_edition"`
	Facts           measures.File `json:"facts"`
}

// dossierClocks is every date with how it was counted, and by which calendar.
type dossierClocks struct {
	Edition         string           `json:"edition"`
	CalendarEdition string           `json:"calendar_edition"`
	Clocks          []measures.Clock `json:"clocks"`
}

// noteOf is the note of the volume (卷内备考表) as a text.
func noteOf(m *documents.Matter) string {
	var b strings.Builder
	b.WriteString("卷内备考表\n\n")
	for _, l := range m.Note() {
		if l.Text != "" {
			fmt.Fprintf(&b, "%s：%s\n", l.Label, l.Text)
		}
	}
	return b.String()
}

func catalogueCSV(items []documents.Leaf) []byte {
	rows := [][]string{{"序号", "文号", "责任者", "题名", "日期", "页数", "起止页号", "文件数", "备注"}}
	for _, i := range items {
		rows = append(rows, []string{
			strconv.Itoa(i.Number), i.Mark, i.Author, i.Title, dayOrNothing(i.On), countOrNothing(i.Pages), i.Span, countOrNothing(i.Files), i.Remarks,
		})
	}
	return sheetOf(rows)
}

func evidenceCSV(exhibits []measures.Exhibit) []byte {
	rows := [][]string{{"编号", "名称", "种类", "来源", "证明对象", "内容", "原件或者复制件", "份数", "页数", "保密标注"}}
	for _, x := range exhibits {
		rows = append(rows, []string{
			x.Number, x.Material.Title, x.Class.Title(), x.Source, x.Proves, x.Content, x.Copy.Title(),
			countOrNothing(x.Copies), countOrNothing(x.Pages), x.Secrecy,
		})
	}
	return sheetOf(rows)
}

func dayOrNothing(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func countOrNothing(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// sheetOf writes a table as office programs open it: in UTF-8 that says so, and
// with nothing that they would take for a formula.
func sheetOf(rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	for _, row := range rows {
		for i, cell := range row {
			if strings.ContainsRune("=+-@\t\r", []rune(cell + " ")[0]) {
				row[i] = "'" + cell
			}
		}
		_ = w.Write(row) // a buffer takes everything
	}
	w.Flush()
	return b.Bytes()
}

// Packet is a ZIP file that is made while it is written.
type Packet struct {
	Name string

	on    time.Time // stands on every file, whenever the packet is made
	parts []part
}

// part is a file in a packet: content that is at hand, or that is opened when it is its
// turn.
type part struct {
	name, sum string
	data      []byte
	open      func() (io.ReadCloser, error)
}

func (p *Packet) addJSON(name string, v any) {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic(err) // made of texts, numbers and days
	}
	p.add(name, append(data, '\n'))
}

func (p *Packet) add(name string, data []byte) {
	sum := sha256.Sum256(data)
	p.parts = append(p.parts, part{name: name, sum: hex.EncodeToString(sum[:]), data: data})
}

func (p *Packet) addFile(name, sum string, open func() (io.ReadCloser, error)) {
	p.parts = append(p.parts, part{name: name, sum: sum, open: open})
}

// Write writes the packet, with the sums behind everything else.
func (p *Packet) Write(to io.Writer) error {
	z := zip.NewWriter(to)
	var sums strings.Builder
	for _, x := range p.parts {
		fmt.Fprintf(&sums, "%s  %s\n", x.sum, x.name)
		if err := p.write(z, x); err != nil {
			return fmt.Errorf("office: pack %s: %w", x.name, err)
		}
	}
	if err := p.write(z, part{name: "SHA256SUMS", data: []byte(sums.String())}); err != nil {
		return fmt.Errorf("office: pack a dossier: %w", err)
	}
	return z.Close()
}

func (p *Packet) write(z *zip.Writer, x part) error {
	header := &zip.FileHeader{Name: x.name, Method: zip.Deflate, Modified: p.on}
	if x.open == nil {
		w, err := z.CreateHeader(header)
		if err == nil {
			_, err = w.Write(x.data)
		}
		return err
	}
	header.Method = zip.Store // what is handed in is mostly compressed already
	from, err := x.open()
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }() // only read
	w, err := z.CreateHeader(header)
	if err == nil {
		_, err = io.Copy(w, from)
	}
	return err
}
