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

// A countdown is a context that is canceled once it has been asked a number of
// times.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left == 0 {
		return errInterrupted
	}
	c.left--
	return nil
}

// An interrupt comes before the first look at it, before the second, and so on
// until nobody looks any more: all is written then.
func TestInterruptLeavesNothing(t *testing.T) {
	names := files(t, "a", "b", "c")
	changes := []File{change(names[0], "a", "A"), change(names[1], "b", "B"), change(names[2], "c", "C")}
	looks := 0
	for {
		err := writeFiles(&countdown{context.Background(), looks}, changes)
		if err == nil {
			break
		}
		if !errors.Is(err, errInterrupted) || !strings.Contains(err.Error(), "nothing is written") {
			t.Fatalf("error %v", err)
		}
		wantTexts(t, names, "a", "b", "c")
		looks++
	}
	if looks <= len(names) {
		t.Errorf("%d looks for %d files", looks, len(names))
	}
	wantTexts(t, names, "A", "B", "C")
}

// An interrupt of the process stops the writing of a file that is new, and of one
// that is there.
func TestInterruptOfNew(t *testing.T) {
	names := files(t, "a")
	ctx, stop := interruptible(context.Background())
	defer stop()
	if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	<-ctx.Done()
	for _, name := range []string{names[0], filepath.Join(filepath.Dir(names[0]), "new.go")} {
		if err := writeNew(ctx, name, []byte("B")); !errors.Is(err, errInterrupted) {
			t.Errorf("error %v", err)
		}
	}
	wantTexts(t, names, "a")
}
