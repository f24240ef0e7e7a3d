//go:build unix

package aio

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/unnest-go/unnest/runtime/loop"
)

// Pipes that nobody opens the other end of keep no file waiting.
func TestFilesDoNotWaitForPipes(t *testing.T) {
	ctx, dir := On(t.Context(), loop.New()), t.TempDir()
	pipes := make([]string, filePool.limit)
	for i := range pipes {
		pipes[i] = filepath.Join(dir, strconv.Itoa(i))
		if err := unix.Mkfifo(pipes[i], 0o600); err != nil {
			t.Fatal(err)
		}
		OpenFileThen(ctx, pipes[i], os.O_RDONLY, 0, func(f *os.File, err error) {
			if err != nil || f.Close() != nil {
				t.Error(err)
			}
		})
	}
	WriteFileThen(ctx, filepath.Join(dir, "file"), nil, 0o600, func(err error) {
		if err != nil {
			t.Error(err)
		}
		for _, name := range pipes {
			if f, err := os.OpenFile(name, os.O_WRONLY, 0); err != nil || f.Close() != nil {
				t.Error(err)
			}
		}
	})
	if err := loopOf(ctx).Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}
