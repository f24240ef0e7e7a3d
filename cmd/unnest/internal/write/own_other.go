//go:build !unix

package write

import "os"

// own reports that files have no owners here that could be given.
func own(*os.File, os.FileInfo) bool { return true }
