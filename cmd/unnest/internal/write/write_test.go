package write

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// files makes files in a new directory and returns their names.
func files(t *testing.T, texts ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for i, text := range texts {
		name := filepath.Join(dir, string(rune('a'+i))+".go")
		if err := os.WriteFile(name, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

// wantTexts checks the files, and that no others are left beside them.
func wantTexts(t *testing.T, names []string, texts ...string) {
	t.Helper()
	for i, name := range names {
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != texts[i] {
			t.Errorf("%s has %q, want %q", name, got, texts[i])
		}
	}
	entries, err := os.ReadDir(filepath.Dir(names[0]))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(names) {
		t.Errorf("%d files in the directory, want %d: %v", len(entries), len(names), entries)
	}
}

func change(name, before, after string) File { return File{name, []byte(before), []byte(after)} }

func TestFiles(t *testing.T) {
	names := files(t, "a", "b")
	err := Files(context.Background(), []File{change(names[0], "a", "A"), change(names[1], "b", "B")})
	if err != nil {
		t.Fatal(err)
	}
	wantTexts(t, names, "A", "B")
	info, err := os.Stat(names[0])
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, want that of the old file", info.Mode())
	}
}

func TestFilesKeepsLinks(t *testing.T) {
	names := files(t, "a")
	link := filepath.Join(t.TempDir(), "link.go")
	if err := os.Symlink(names[0], link); err != nil {
		t.Fatal(err)
	}
	if err := Files(context.Background(), []File{change(link, "a", "A")}); err != nil {
		t.Fatal(err)
	}
	wantTexts(t, names, "A")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is a file now: %v, %v", info, err)
	}
}

// A file that two packages have is written once if they agree on its text, else not at all.
func TestFilesOfTwoNames(t *testing.T) {
	for _, test := range []struct{ after, want, err string }{
		{after: "A", want: "A"},
		{after: "B", want: "a", err: "link.go are one file, by a symbolic link, and would have to differ"},
	} {
		names := files(t, "a")
		link := filepath.Join(t.TempDir(), "link.go")
		if err := os.Symlink(names[0], link); err != nil {
			t.Fatal(err)
		}
		err := Files(context.Background(), []File{change(names[0], "a", "A"), change(link, "a", test.after)})
		if err == nil != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("error %v, want %q", err, test.err)
		}
		wantTexts(t, names, test.want)
	}
}

func TestFilesAllOrNone(t *testing.T) {
	for _, test := range []struct {
		name   string
		ctx    func() context.Context
		before string // what the second file is thought to have
		want   string
	}{
		{"changed meanwhile", context.Background, "x", "changed while it was analyzed"},
		{"interrupted", func() context.Context {
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			return ctx
		}, "b", "interrupted"},
	} {
		t.Run(test.name, func(t *testing.T) {
			names := files(t, "a", "b")
			err := Files(test.ctx(), []File{change(names[0], "a", "A"), change(names[1], test.before, "B")})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
			wantTexts(t, names, "a", "b")
		})
	}
}

func TestFilesMissing(t *testing.T) {
	names := files(t, "a")
	missing := filepath.Join(filepath.Dir(names[0]), "none.go")
	err := Files(context.Background(), []File{change(names[0], "a", "A"), change(missing, "", "B")})
	if err == nil {
		t.Error("no error")
	}
	wantTexts(t, names, "a")
}

// prepared is a transaction in which every file is to become "X".
func prepared(t *testing.T, names []string) *transaction {
	t.Helper()
	tx := new(transaction)
	t.Cleanup(tx.cleanUp)
	for i, name := range names {
		if err := tx.prepare(change(name, string(rune('a'+i)), "X")); err != nil {
			t.Fatal(err)
		}
	}
	return tx
}

// What somebody saves while the new files are prepared stays, in whichever file.
func TestCommitChecks(t *testing.T) {
	for i, texts := range [][]string{{"saved", "b"}, {"a", "saved"}} {
		names := files(t, "a", "b")
		tx := prepared(t, names)
		if err := os.WriteFile(names[i], []byte("saved"), 0o640); err != nil {
			t.Fatal(err)
		}
		if err := tx.commit(); err == nil || !strings.Contains(err.Error(), "changed while it was analyzed") {
			t.Errorf("error %v, want one that says that %s changed", err, names[i])
		}
		tx.cleanUp()
		wantTexts(t, names, texts...)
	}
}

// When the last rename fails, the first file has its old text again.
func TestCommitUndoes(t *testing.T) {
	names := files(t, "a", "b")
	tx := prepared(t, names)
	if err := os.Remove(tx.replacements[1].temporary); err != nil {
		t.Fatal(err)
	}
	if err := tx.commit(); err == nil {
		t.Error("no error")
	}
	tx.cleanUp()
	wantTexts(t, names, "a", "b")
}
