package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// A progress shows on a terminal what a long run is doing, on one line that
// disappears in the end. Anywhere else, and in short runs, it shows nothing.
type progress struct {
	out io.Writer // nil when it is not a terminal

	mu    sync.Mutex
	text  []byte
	shown bool
	timer *time.Timer // running until the first line is shown
}

// patience is how long nothing is shown.
const patience = time.Second

func newProgress(out io.Writer) *progress {
	p := new(progress)
	if !isTerminal(out) {
		return p
	}
	p.out = out
	p.timer = time.AfterFunc(patience, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.shown = true
		p.show()
	})
	return p
}

func isTerminal(out io.Writer) bool {
	f, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// Write takes a line that replaces the one before.
func (p *progress) Write(line []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text = bytes.TrimSpace(bytes.Clone(line))
	if p.shown {
		p.show()
	}
	return len(line), nil
}

const eraseLine = "\r\x1b[K"

func (p *progress) show() { fmt.Fprintf(p.out, "%sunnest: %s …", eraseLine, p.text) }

// hide makes room for other output. The next line is shown again.
func (p *progress) hide() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.out, eraseLine)
	}
}

// end removes the line for good.
func (p *progress) end() {
	if p.out == nil {
		return
	}
	p.timer.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.out, eraseLine)
	}
	p.shown = false
}
