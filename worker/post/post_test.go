package post_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/worker/post"
	"yingsu/workflows/calendar"
)

// TestMain lets this program be a worker that is killed: see
// TestAWorkerKilledWhileItSends.
func TestMain(m *testing.M) {
	if url := os.Getenv("KILLED_WORKER_LEDGER"); url != "" {
		dieSending(url)
	}
	dir, err := os.MkdirTemp("", "post-*")
	if err == nil {
		err = certificates(dir)
	}
	if err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// dieSending works off an outbox and is killed right after the third file is
// written, before anything is settled.
func dieSending(url string) {
	ledger, err := store.Open(context.Background(), url)
	if err != nil {
		panic(err)
	}
	sent := 0
	room, err := post.Open(ledger, with(post.Channels, func(_ post.Parcel, err error) error {
		if sent++; sent == 3 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
		return err
	}), os.Getenv)
	if err != nil {
		panic(err)
	}
	_, err = room.Round(context.Background(), "drop", time.Now().Add(time.Second))
	panic(fmt.Sprint("lived on: ", err))
}

// with has something look at every delivery after the channel has carried it.
func with(channels []post.Channel, then func(post.Parcel, error) error) []post.Channel {
	var all []post.Channel
	for _, c := range channels {
		all = append(all, post.Channel{Name: c.Name, Open: func(environment func(string) string) (post.Send, error) {
			send, err := c.Open(environment)
			if send == nil || err != nil {
				return nil, err
			}
			return func(ctx context.Context, p post.Parcel) error { return then(p, send(ctx, p)) }, nil
		}})
	}
	return all
}

// desk is a ledger with one clerk, and a drop folder.
type desk struct {
	*testing.T
	url, dir string
	ledger   *store.Store
	told     int
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, url: "sqlite:" + filepath.Join(t.TempDir(), "ledger.db"), dir: filepath.Join(t.TempDir(), "投递")}
	d.ledger = d.program()
	_, err := d.ledger.CreateUser(t.Context(), models.User{Username: "clerk", Name: "林文", Role: models.Clerk, Unit: "区司法局", PasswordHash: "-"})
	d.must(err)
	return d
}

// program opens the ledger as one more program does.
func (d *desk) program() *store.Store {
	d.Helper()
	s, err := store.Open(d.Context(), d.url)
	d.must(err)
	d.Cleanup(func() { s.Close() })
	return s
}

func (d *desk) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *desk) environment(name string) string { return map[string]string{"DROP_DIR": d.dir}[name] }

func (d *desk) room(ledger *store.Store, channels []post.Channel) *post.Room {
	d.Helper()
	r, err := post.Open(ledger, channels, d.environment)
	d.must(err)
	return r
}

func (d *desk) tell(n int) {
	d.Helper()
	for range n {
		d.told++
		d.must(d.ledger.Tell(d.Context(), "", models.Notice{
			Key: fmt.Sprint(d.told), To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Warning,
			Title: "【今日到期】提交证据", Body: "还剩0天。", Article: "第十四条第一款", Due: calendar.On(2026, 3, 17),
		}))
	}
}

// round works off what is due, so long after now.
func (d *desk) round(r *post.Room, later time.Duration) int {
	d.Helper()
	n, err := r.Round(d.Context(), "drop", time.Now().Add(later))
	d.must(err)
	return n
}

func (d *desk) files() []string {
	d.Helper()
	names, err := filepath.Glob(filepath.Join(d.dir, "*.json"))
	d.must(err)
	return names
}

func (d *desk) outbox() models.Outbox {
	d.Helper()
	box, err := d.ledger.Outbox(d.Context())
	d.must(err)
	return box
}

func TestEachDeliveryIsOneFile(t *testing.T) {
	d := newDesk(t)
	r := d.room(d.ledger, post.Channels)
	d.tell(2)
	if n := d.round(r, time.Second); n != 2 {
		t.Errorf("%d deliveries were taken", n)
	}
	if n := d.round(r, time.Hour); n != 0 || d.outbox().Waiting != 0 {
		t.Errorf("%d were taken again, %+v", n, d.outbox())
	}
	files := d.files()
	if len(files) != 2 {
		t.Fatalf("the folder holds %v", files)
	}
	content, err := os.ReadFile(files[0])
	d.must(err)
	var got struct {
		Key, Title, Body, Article, Due, Urgency string
		To                                      models.Actor
	}
	d.must(json.Unmarshal(content, &got))
	if got.Key+".json" != filepath.Base(files[0]) || got.To.Username != "clerk" || got.Title != "【今日到期】提交证据" || got.Due != "2026-03-17" || got.Urgency != "warning" {
		t.Errorf("the file says %s", content)
	}
	if hidden, _ := filepath.Glob(filepath.Join(d.dir, ".*-*")); len(hidden) != 0 {
		t.Errorf("unfinished: %v", hidden)
	}
}

// Whatever a notice says, numbers of persons leave the program covered, by every channel.
func TestNumbersLeaveCovered(t *testing.T) {
	d := newDesk(t)
	room := d.room(d.ledger, post.Channels)
	d.must(d.ledger.Tell(t.Context(), "", models.Notice{
		Key: "numbers", To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Warning,
		Title: "请联系13800138000", Body: "王某某，371002199001011237，\n0631-5231234。（2026）鲁10行初18号",
	}))
	d.round(room, time.Second)
	for _, file := range d.files() {
		said, err := os.ReadFile(file)
		d.must(err)
		for _, number := range []string{"13800138000", "371002199001011237", "5231234"} {
			if strings.Contains(string(said), number) {
				t.Errorf("%s leaves as it is: %s", number, said)
			}
		}
		if !strings.Contains(string(said), "138****8000") || !strings.Contains(string(said), "（2026）鲁10行初18号") {
			t.Errorf("not what was told: %s", said)
		}
	}
	if len(d.files()) != 1 {
		t.Errorf("%d files", len(d.files()))
	}
}

func TestSwitchedOffNothingWaits(t *testing.T) {
	d := newDesk(t)
	r, err := post.Open(d.ledger, post.Channels, func(string) string { return "" })
	d.must(err)
	d.tell(1)
	if box := d.outbox(); box.Waiting != 0 {
		t.Errorf("%+v", box)
	}
	r.Run(t.Context()) // has nothing to do, and returns
}

func TestAFolderThatCannotBeIsSaidAtTheStart(t *testing.T) {
	d := newDesk(t)
	d.dir = filepath.Join(t.TempDir(), "file")
	d.must(os.WriteFile(d.dir, nil, 0o600))
	if _, err := post.Open(d.ledger, post.Channels, d.environment); err == nil || !strings.Contains(err.Error(), "drop") {
		t.Errorf("opened: %v", err)
	}
}

// TestAWorkerKilledWhileItSends is a program of its own, killed after it wrote a
// file and before it could settle it: another carries all out, under the same
// names.
func TestAWorkerKilledWhileItSends(t *testing.T) {
	d := newDesk(t)
	r := d.room(d.ledger, post.Channels)
	d.tell(5)
	worker := exec.Command(os.Args[0])
	worker.Env = append(os.Environ(), "KILLED_WORKER_LEDGER="+d.url, "DROP_DIR="+d.dir)
	var died *exec.ExitError
	if out, err := worker.CombinedOutput(); !errors.As(err, &died) || died.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("%v %s", err, out)
	}
	if n := len(d.files()); n != 3 || d.outbox().Waiting != 5 {
		t.Fatalf("the killed one wrote %d files, %+v", n, d.outbox())
	}
	if n := d.round(r, time.Second); n != 0 {
		t.Errorf("%d were taken from a worker that may still live", n)
	}
	if n := d.round(r, post.Lease+2*time.Second); n != 5 {
		t.Errorf("%d were taken over", n)
	}
	if n := len(d.files()); n != 5 || d.outbox().Waiting != 0 {
		t.Errorf("%d files, %+v", n, d.outbox())
	}
}

func TestWorkersBesideEachOtherSendNothingTwice(t *testing.T) {
	d := newDesk(t)
	var mu sync.Mutex
	carried := map[string]int{}
	count := with(post.Channels, func(x post.Parcel, err error) error {
		mu.Lock()
		defer mu.Unlock()
		carried[x.Key]++
		return err
	})
	rooms := []*post.Room{d.room(d.ledger, count), d.room(d.program(), count), d.room(d.program(), count)}
	d.tell(3 * post.Batch)
	var wg sync.WaitGroup
	for _, r := range rooms {
		wg.Go(func() {
			for {
				if n, err := r.Round(t.Context(), "drop", time.Now().Add(time.Second)); err != nil || n == 0 {
					if err != nil {
						t.Error(err)
					}
					return
				}
			}
		})
	}
	wg.Wait()
	for key, n := range carried {
		if n != 1 {
			t.Errorf("%s was carried %d times", key, n)
		}
	}
	if len(carried) != 3*post.Batch || len(d.files()) != 3*post.Batch || d.outbox().Waiting != 0 {
		t.Errorf("%d carried, %d files, %+v", len(carried), len(d.files()), d.outbox())
	}
}

// TestWhatFailsIsTriedAgainAndGivenUp walks through time: a folder that is away
// for an hour costs nothing, one that stays away ends with the cause on record.
func TestWhatFailsIsTriedAgainAndGivenUp(t *testing.T) {
	d := newDesk(t)
	away := true
	r := d.room(d.ledger, with(post.Channels, func(_ post.Parcel, err error) error {
		if away {
			return errors.New("目录不在")
		}
		return err
	}))
	d.tell(1)
	at, tries := time.Second, 0
	for ; at < time.Hour; at += 10 * time.Second {
		tries += d.round(r, at)
	}
	if tries < 5 || tries > 8 {
		t.Errorf("tried %d times in the first hour", tries)
	}
	away = false
	if n := d.round(r, at+time.Hour); n != 1 || d.outbox().Waiting != 0 {
		t.Errorf("back again, %d were tried, %+v", n, d.outbox())
	}

	away = true
	d.tell(1)
	tries = 0
	for at = time.Second; at < 72*time.Hour; at += time.Minute {
		tries += d.round(r, at)
	}
	dead, err := d.ledger.Undeliverable(t.Context(), 0)
	d.must(err)
	if tries != post.MaxTries || len(dead) != 1 || dead[0].Cause != "目录不在" || dead[0].Tries != post.MaxTries {
		t.Errorf("tried %d times, given up: %+v", tries, dead)
	}
}

// TestWhatCannotBePutOffHoldsNobodyUp has the ledger refuse to keep one failure: what lies
// behind it is sent with the next look, and not when its lease has run out.
func TestWhatCannotBePutOffHoldsNobodyUp(t *testing.T) {
	d := newDesk(t)
	first := true
	r := d.room(d.ledger, with(post.Channels, func(_ post.Parcel, err error) error {
		if first {
			first = false
			return errors.New("拒收")
		}
		return err
	}))
	d.tell(3)
	raw, err := sql.Open("sqlite", strings.TrimPrefix(d.url, "sqlite:"))
	d.must(err)
	defer raw.Close()
	_, err = raw.ExecContext(t.Context(), `CREATE TRIGGER refuse BEFORE UPDATE ON deliveries WHEN NEW.last_error <> '' BEGIN SELECT RAISE(ABORT, 'refused'); END`)
	d.must(err)
	if n, err := r.Round(t.Context(), "drop", time.Now().Add(time.Second)); n != 3 || err == nil {
		t.Errorf("%d taken, %v", n, err)
	}
	if n := d.round(r, time.Second); n != 2 || d.outbox().Waiting != 1 {
		t.Errorf("%d were taken after it, %+v", n, d.outbox())
	}
	if n := d.round(r, time.Second+post.Lease); n != 1 || d.outbox().Waiting != 0 {
		t.Errorf("%d were taken after the lease, %+v", n, d.outbox())
	}
}

// TestRunCarriesOutWhatIsTold from beginning to end, as a worker does.
func TestRunCarriesOutWhatIsTold(t *testing.T) {
	d := newDesk(t)
	arrived := make(chan string, 1)
	r := d.room(d.ledger, with(post.Channels, func(x post.Parcel, err error) error {
		arrived <- x.Key
		return err
	}))
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { r.Run(ctx); close(ended) }()
	d.tell(1)
	select {
	case <-arrived:
	case <-time.After(30 * time.Second):
		t.Error("nothing arrived")
	}
	stop()
	<-ended
}

// TestWhatAKilledOneLeftUnfinishedIsSweptAway, but not what another still writes.
func TestWhatAKilledOneLeftUnfinishedIsSweptAway(t *testing.T) {
	d := newDesk(t)
	d.must(os.MkdirAll(d.dir, 0o700))
	old, fresh := filepath.Join(d.dir, ".aa-1"), filepath.Join(d.dir, ".bb-2")
	for _, name := range []string{old, fresh} {
		d.must(os.WriteFile(name, nil, 0o600))
	}
	long := time.Now().Add(-time.Hour)
	d.must(os.Chtimes(old, long, long))
	d.room(d.ledger, post.Channels)
	if _, err := os.Stat(old); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("left lying: %v", err)
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Error(err)
	}
}
