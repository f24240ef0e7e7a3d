//go:build unix

package write

import (
	"os"
	"syscall"
)

// own gives a file the owner and the group that another one has, the group at least, and
// reports whether it has both.
func own(f *os.File, info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return false
	}
	uid, gid := int(stat.Uid), int(stat.Gid)
	if f.Chown(uid, gid) == nil {
		return true
	}
	_ = f.Chown(-1, gid) // the owner has to be somebody else
	return false
}
