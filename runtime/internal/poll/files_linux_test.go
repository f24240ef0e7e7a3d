package poll

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"golang.org/x/sys/unix"
)

type reader struct {
	name string
	told func(data []byte, ok bool)
}

func (r reader) Name() string { return r.name }

func (reader) Over() bool { return false }

func (r reader) Read(data []byte, ok bool) (Queue, Completion) {
	r.told(data, ok)
	return nil, nil
}

// TestFilesAreClosed checks that no file stays open when there is nothing to read.
func TestFilesAreClosed(t *testing.T) {
	f, err := OpenFiles()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "a")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	f.Read(reader{name, func([]byte, bool) {}})
	for err = unix.EAGAIN; errors.Is(err, unix.EAGAIN); runtime.Gosched() {
		// A write lease is given to who alone has the file open.
		_, err = unix.FcntlInt(file.Fd(), unix.F_SETLEASE, unix.F_WRLCK)
	}
	if err != nil {
		t.Error(err)
	}
}

// TestPipe checks that all of a file is read that cannot be read twice.
func TestPipe(t *testing.T) {
	f, err := OpenFiles()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "pipe")
	if err := unix.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	got := make(chan []byte, 1)
	f.Read(reader{name, func(data []byte, _ bool) { got <- data }})
	for range 3 { // others do not have to wait for it
		read := make(chan bool)
		f.Read(reader{os.Args[0], func(_ []byte, ok bool) { read <- ok }})
		if !<-read {
			t.Error("cannot read the program")
		}
	}
	w, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	var want []byte
	for i := range 100 {
		piece := bytes.Repeat([]byte{byte(i)}, 1+1000*i)
		want = append(want, piece...)
		if _, err := w.Write(piece); err != nil {
			t.Fatal(err)
		}
	}
	_ = w.Close()
	if data := <-got; !bytes.Equal(data, want) {
		t.Errorf("got %d bytes of %d", len(data), len(want))
	}
}

func TestFiles(t *testing.T) {
	f, err := OpenFiles()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var all sync.WaitGroup
	for i := range 1000 {
		name := filepath.Join(dir, strconv.Itoa(i))
		content := bytes.Repeat([]byte{byte(i)}, i)
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
		all.Add(1)
		f.Read(reader{name, func(data []byte, ok bool) {
			defer all.Done()
			if !ok || !bytes.Equal(data, content) {
				t.Errorf("%d: got %d bytes, %t", i, len(data), ok)
			}
		}})
	}
	all.Wait()
}

// TestFilesOfAllKinds checks that what is not a small file does not harm those that
// are.
func TestFilesOfAllKinds(t *testing.T) {
	f, err := OpenFiles()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	sizes := map[string]int{
		"largest": slotSize - 1, "too large": slotSize, "much too large": 100*slotSize + 1,
	}
	for name, size := range sizes {
		if err := os.WriteFile(filepath.Join(dir, name), make([]byte, size), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tests := map[string]bool{
		filepath.Join(dir, "largest"):        true,
		filepath.Join(dir, "too large"):      true,
		filepath.Join(dir, "much too large"): true,
		filepath.Join(dir, "missing"):        false,
		dir:                                  false,
		"":                                   false,
	}
	for range 100 {
		var all sync.WaitGroup
		for name, want := range tests {
			all.Add(1)
			f.Read(reader{name, func(data []byte, ok bool) {
				defer all.Done()
				if ok != want || ok && len(data) != sizes[filepath.Base(name)] {
					t.Errorf("%s: got %d bytes, %t", name, len(data), ok)
				}
			}})
		}
		all.Wait()
	}
}
