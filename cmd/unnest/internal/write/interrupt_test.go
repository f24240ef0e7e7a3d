//go:build unix

package write

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// An interrupt comes while the first file has its new text beside it and the
// second one is being read: that one is a pipe, which gives out its text only
// when the interrupt has arrived.
func TestInterruptLeavesNothing(t *testing.T) {
	names := files(t, "a")
	pipe := filepath.Join(filepath.Dir(names[0]), "b.go")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := interruptible(context.Background())
	defer stop()
	result := make(chan error)
	go func() {
		result <- writeFiles(ctx, []File{change(names[0], "a", "A"), change(pipe, "b", "B")})
	}()
	w, err := os.OpenFile(pipe, os.O_WRONLY, 0) // waits for the one who reads
	if err != nil {
		t.Fatal(err)
	}
	besides, err := filepath.Glob(filepath.Join(filepath.Dir(pipe), ".unnest-*"))
	if err != nil || len(besides) != 1 {
		t.Errorf("%d files beside: %v", len(besides), err)
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	<-ctx.Done()
	_, err = w.WriteString("b")
	for errors.Is(err, syscall.EPIPE) { // it was opened for a moment only, to see whether it may be written
		_, err = w.WriteString("b")
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	err = <-result
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "nothing is written") {
		t.Errorf("error %v", err)
	}
	if err := os.Remove(pipe); err != nil {
		t.Fatal(err)
	}
	wantTexts(t, names, "a")
}

// The same for a file that is new, and for one that is there.
func TestInterruptOfNew(t *testing.T) {
	names := files(t, "a")
	ctx, stop := interruptible(context.Background())
	defer stop()
	if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	<-ctx.Done()
	for _, name := range []string{names[0], filepath.Join(filepath.Dir(names[0]), "new.go")} {
		if err := writeNew(ctx, name, []byte("B")); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	}
	wantTexts(t, names, "a")
}
