package main

import (
	"bytes"
	"io"
	"testing"
	"time"
)

// quiet is a timer that does not fire during a test.
func quiet() *time.Timer { return time.AfterFunc(time.Hour, func() {}) }

func TestProgressReplacesItsLine(t *testing.T) {
	var out bytes.Buffer
	p := &progress{out: &out, shown: true, timer: quiet()}
	tell(t, p, "one\n")
	tell(t, p, "two\n")
	p.end()
	const want = "\r\x1b[Kunnest: one …" + "\r\x1b[Kunnest: two …" + "\r\x1b[K"
	if got := out.String(); got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
}

func TestProgressMakesRoom(t *testing.T) {
	var out bytes.Buffer
	p := &progress{out: &out, shown: true, timer: quiet()}
	tell(t, p, "one\n")
	p.hide()
	out.WriteString("finding\n")
	tell(t, p, "two\n")
	p.end()
	const want = "\r\x1b[Kunnest: one …" + "\r\x1b[K" + "finding\n" + "\r\x1b[Kunnest: two …" + "\r\x1b[K"
	if got := out.String(); got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
}

func TestProgressOfShortRuns(t *testing.T) {
	var out bytes.Buffer
	p := &progress{out: &out, timer: quiet()}
	tell(t, p, "one\n")
	p.end()
	if out.Len() > 0 {
		t.Errorf("printed %q before patience ended", out.String())
	}
}

func TestProgressOnAPipe(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out)
	tell(t, p, "one\n")
	p.end()
	if out.Len() > 0 || p.timer != nil {
		t.Errorf("printed %q, or waits to", out.String())
	}
}

func tell(t *testing.T, w io.Writer, text string) {
	t.Helper()
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
}
