//go:build !linux

package poll

import "errors"

// Files reads small files together, where the system can do that.
type Files struct{}

// OpenFiles fails: files are read one by one.
func OpenFiles() (*Files, error) { return nil, errors.ErrUnsupported }

// Read is not called.
func (*Files) Read(FileReader) {}
