package write

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// New gives a file, which need not exist, a text. It is written beside the file
// and renamed, so that nobody ever finds a part of it, and an interrupt leaves
// nothing behind.
func New(ctx context.Context, name string, text []byte) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	return writeNew(ctx, name, text)
}

func writeNew(ctx context.Context, name string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".unnest-*.tmp")
	if cause := errors.Unwrap(err); cause != nil {
		return fmt.Errorf("write %s: %w", name, cause) // and not the name of the other file
	}
	if err != nil {
		return err
	}
	const mode = 0o644
	_, err = f.Write(text)
	err = errors.Join(err, f.Chmod(mode), f.Close())
	if cause := interrupted(ctx); err == nil && cause != nil {
		err = fmt.Errorf("%s is not written: %w", name, cause)
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
