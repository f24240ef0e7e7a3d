package write

import (
	"errors"
	"os"
	"path/filepath"
)

// New gives a file, which need not exist, a text. It is written beside the file
// and renamed, so that nobody ever finds a part of it.
func New(name string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".unnest-*.tmp")
	if err != nil {
		return err
	}
	const mode = 0o644
	_, err = f.Write(text)
	err = errors.Join(err, f.Chmod(mode), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
