package fleet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// Part is one program of the production shape. It is started, stopped and killed
// by itself, as often as one likes, always with the same addresses and data; what
// it says goes to its log.
type Part struct {
	Name string
	Log  string // the file with what it says

	program string
	args    []string
	env     []string            // nothing else of ours reaches it
	as      *syscall.Credential // nil: as we are
	quit    syscall.Signal      // asks it to end
	crash   syscall.Signal      // ends it at once
	answers func(context.Context) error

	mutex sync.Mutex
	now   *running
	since int64 // where in the log its present process begins
}

// running is a part's process.
type running struct {
	cmd   *exec.Cmd
	ended chan struct{} // closed when it has ended
}

// Start starts the part, unless it runs, and returns when it answers.
func (p *Part) Start(ctx context.Context) error {
	if err := p.Launch(); err != nil {
		return err
	}
	return p.Await(ctx)
}

// Launch starts the part, unless it runs, and does not wait until it answers.
func (p *Part) Launch() error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.now != nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(p.Log), 0o755); err != nil {
		return err
	}
	log, err := os.OpenFile(p.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	end, err := log.Stat()
	if err != nil {
		return err
	}
	cmd := exec.Command(p.program, p.args...)
	cmd.Env, cmd.Stdout, cmd.Stderr, cmd.Dir = p.env, log, log, filepath.Dir(p.Log)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Setpgid:    true, // an interrupt from the terminal is ours to pass on
		Pdeathsig:  syscall.SIGKILL,
		Credential: p.as,
	}
	if err := start(cmd); err != nil {
		return fmt.Errorf("%s: %w", p.Name, err)
	}
	r := &running{cmd, make(chan struct{})}
	p.since = end.Size()
	go p.watch(r)
	p.now = r
	return nil
}

// watch waits for the end of a process. A part that ends by itself is started
// again, as docker-compose.yml has it.
func (p *Part) watch(r *running) {
	_ = r.cmd.Wait() // how it ended is in its log
	close(r.ended)
	time.Sleep(pause)
	p.mutex.Lock()
	unasked := p.now == r
	if unasked {
		p.now = nil
	}
	p.mutex.Unlock()
	if unasked {
		_ = p.Launch()
	}
}

// pause is how long a part that ended by itself stays away.
const pause = 500 * time.Millisecond

// Await returns when the part answers, or why it does not.
func (p *Part) Await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	for {
		err := p.answers(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s does not answer, see %s: %w", p.Name, p.Log, err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Stop asks the part to end and waits until it has.
func (p *Part) Stop() error { return p.end(p.quit) }

// Kill ends the part as a crash does, and waits until it has ended.
func (p *Part) Kill() error { return p.end(p.crash) }

func (p *Part) end(how syscall.Signal) error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.now == nil {
		return nil
	}
	if err := p.now.cmd.Process.Signal(how); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("%s: %w", p.Name, err)
	}
	select {
	case <-p.now.ended:
	case <-time.After(30 * time.Second): // whoever does not listen is made to
		_ = p.now.cmd.Process.Kill()
		<-p.now.ended
	}
	p.now = nil
	return nil
}

// says waits for a part that listens nowhere: it answers once it has said so.
func (p *Part) says(text string) func(context.Context) error {
	return func(context.Context) error {
		said, err := os.ReadFile(p.Log)
		if err != nil {
			return err
		}
		p.mutex.Lock()
		defer p.mutex.Unlock()
		if !bytes.Contains(said[p.since:], []byte(text)) {
			return fmt.Errorf("it has not said %q", text)
		}
		return nil
	}
}

// PID is the part's process, 0 if it does not run.
func (p *Part) PID() int {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.now == nil {
		return 0
	}
	return p.now.cmd.Process.Pid
}

// start starts a command from a thread that lasts as long as this process: the
// kernel kills children whose parent's thread ends, and means us.
func start(cmd *exec.Cmd) error {
	err := make(chan error)
	starts <- func() { err <- cmd.Start() }
	return <-err
}

var starts = make(chan func())

func init() {
	go func() {
		runtime.LockOSThread()
		for f := range starts {
			f()
		}
	}()
}

// Largest returns how many bytes the largest of some parts has in memory.
func (f *Fleet) Largest(parts ...*Part) (most int64) {
	for _, p := range parts {
		most = max(most, p.resident())
	}
	return most
}

// resident returns how much of a part's process is in memory, in bytes; 0 if it does
// not run.
func (p *Part) resident() int64 {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.now == nil {
		return 0
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.now.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := bytes.Cut(status, []byte("VmRSS:"))
	var kB int64
	_, _ = fmt.Sscanf(string(after), "%d kB", &kB)
	return kB << 10
}
