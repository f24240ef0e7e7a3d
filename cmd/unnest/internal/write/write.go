// Package write replaces files, all of them or none.
package write

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
)

// A File is a file's name, the text that it must have now, and the text that
// it is to have.
type File struct {
	Name          string
	Before, After []byte
}

// Files replaces the texts of the files. Each is written beside the file first
// and renamed when all of them are, so that neither a full disk nor an
// interrupt leaves a file half written, or one file written and another not.
// Modes stay, owners do where that is allowed, and symbolic links stay links; another hard
// link keeps the old text. A file that changed since it was read stops everything, and so does
// one that has two names, by a symbolic link, and is to have another text for each.
//
// Renames of several files cannot be one step. When one fails, the files
// renamed before it get their old texts back.
func Files(ctx context.Context, files []File) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	return writeFiles(ctx, files)
}

// interruptible is a context that an interrupt cancels, which does not end the
// process as long.
func interruptible(ctx context.Context) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(ctx, append(hangup(), os.Interrupt, syscall.SIGTERM)...)
}

// errInterrupted is what a user calls a context that is canceled.
var errInterrupted = errors.New("interrupted")

// interrupted is an error when somebody has interrupted the process.
func interrupted(ctx context.Context) error {
	if ctx.Err() != nil {
		return errInterrupted
	}
	return nil
}

func writeFiles(ctx context.Context, files []File) error {
	var t transaction
	defer t.cleanUp()
	for _, f := range files {
		if err := interrupted(ctx); err != nil {
			return fmt.Errorf("nothing is written: %w", err)
		}
		if err := t.prepare(f); err != nil {
			return fmt.Errorf("nothing is written: %w", err)
		}
	}
	if err := interrupted(ctx); err != nil {
		return fmt.Errorf("nothing is written: %w", err)
	}
	return t.commit()
}

// A replacement is a file and its new text in another file beside it.
type replacement struct {
	File
	target    string // Name without symbolic links
	info      os.FileInfo
	temporary string
}

type transaction struct {
	replacements []*replacement
}

func (t *transaction) prepare(f File) error {
	target, err := filepath.EvalSymlinks(f.Name)
	if err != nil {
		return err
	}
	same := func(r *replacement) bool { return r.target == target }
	if i := slices.IndexFunc(t.replacements, same); i >= 0 {
		return t.replacements[i].agree(f)
	}
	r := &replacement{File: f, target: target}
	if err := r.check(); err != nil {
		return err
	}
	t.replacements = append(t.replacements, r)
	r.temporary, err = r.beside(f.After)
	return err
}

// agree reports another name of the file that asks for another text: what the packages which have
// it by these names make of it is not the same.
func (r *replacement) agree(f File) error {
	if bytes.Equal(r.After, f.After) {
		return nil
	}
	return fmt.Errorf("%s and %s are one file, by a symbolic link, and would have to differ;"+
		" make them two files first", r.Name, f.Name)
}

// check reports a file that may not be written, or is not the one that was
// read.
func (r *replacement) check() error {
	f, err := os.OpenFile(r.target, os.O_RDWR, 0)
	if err != nil {
		return err // a rename would succeed where writing is not allowed
	}
	info, err := f.Stat()
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	r.info = info
	now, err := os.ReadFile(r.target)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, r.Before) {
		return fmt.Errorf("%s changed while it was analyzed", r.Name)
	}
	return nil
}

// beside writes a text to a new file in the same directory, with the owner and the mode
// of the file that it is to replace. Its name is none that the go command reads.
func (r *replacement) beside(text []byte) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(r.target), ".unnest-*.tmp")
	if err != nil {
		return "", err
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Chmod(r.modeOf(f)), f.Sync(), f.Close())
	if err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// modeOf gives a new file the owner of the one that it is to replace, and is the mode that it
// is to have. What a file does for its owner or group is not for others: without them it has
// permissions only.
func (r *replacement) modeOf(f *os.File) os.FileMode {
	mode := r.info.Mode()
	if !own(f, r.info) {
		return mode.Perm()
	}
	return mode & (os.ModePerm | os.ModeSetuid | os.ModeSetgid | os.ModeSticky)
}

// commit renames the new files. They took a while to prepare, so that the old ones are looked at
// once more.
func (t *transaction) commit() error {
	for _, r := range t.replacements {
		if err := r.check(); err != nil {
			return fmt.Errorf("nothing is written: %w", err)
		}
	}
	for i, r := range t.replacements {
		if err := os.Rename(r.temporary, r.target); err != nil {
			return errors.Join(fmt.Errorf("nothing is written: %w", err), undo(t.replacements[:i]))
		}
		r.temporary = ""
	}
	return nil
}

// undo gives files their old texts back.
func undo(done []*replacement) error {
	var failed []error
	for _, r := range done {
		old, err := r.beside(r.Before)
		if err == nil {
			err = os.Rename(old, r.target)
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("%s is written and could not be restored: %w", r.Name, err))
		}
	}
	return errors.Join(failed...)
}

func (t *transaction) cleanUp() {
	for _, r := range t.replacements {
		if r.temporary != "" {
			_ = os.Remove(r.temporary) // nothing more can be done about it
		}
	}
}
