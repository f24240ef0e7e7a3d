package poll

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
)

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
		f.Read(name, func(data []byte, ok bool) {
			defer all.Done()
			if !ok || !bytes.Equal(data, content) {
				t.Errorf("%d: got %d bytes, %t", i, len(data), ok)
			}
		})
	}
	all.Wait()
}

// TestFilesThatAreReadInAnotherWay checks that what is not a small file is left
// to somebody else, and does not harm those that are.
func TestFilesThatAreReadInAnotherWay(t *testing.T) {
	f, err := OpenFiles()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	sizes := map[string]int{"largest": slotSize - 1, "too large": slotSize, "much too large": 10 * slotSize}
	for name, size := range sizes {
		if err := os.WriteFile(filepath.Join(dir, name), make([]byte, size), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tests := map[string]bool{
		filepath.Join(dir, "largest"):        true,
		filepath.Join(dir, "too large"):      false,
		filepath.Join(dir, "much too large"): false,
		filepath.Join(dir, "missing"):        false,
		dir:                                  false,
		"":                                   false,
	}
	for range 100 {
		var all sync.WaitGroup
		for name, want := range tests {
			all.Add(1)
			f.Read(name, func(data []byte, ok bool) {
				defer all.Done()
				if ok != want || ok && len(data) != sizes[filepath.Base(name)] {
					t.Errorf("%s: got %d bytes, %t", name, len(data), ok)
				}
			})
		}
		all.Wait()
	}
}
