//go:build unix

package write

import (
	"context"
	"os"
	"syscall"
	"testing"
)

// The owner, the group and all of the mode stay. Whoever may give files away has one of
// somebody else here.
func TestFilesKeepsOwner(t *testing.T) {
	names := files(t, "a")
	uid, gid := os.Getuid(), os.Getgid()
	if uid == 0 {
		uid, gid = 65534, 65534
	}
	if err := os.Chown(names[0], uid, gid); err != nil {
		t.Fatal(err)
	}
	const mode = os.ModeSetgid | 0o664
	if err := os.Chmod(names[0], mode); err != nil {
		t.Fatal(err)
	}
	if err := Files(context.Background(), []File{change(names[0], "a", "A")}); err != nil {
		t.Fatal(err)
	}
	wantTexts(t, names, "A")
	info, err := os.Stat(names[0])
	if err != nil {
		t.Fatal(err)
	}
	stat := info.Sys().(*syscall.Stat_t)
	if info.Mode() != mode || int(stat.Uid) != uid || int(stat.Gid) != gid {
		t.Errorf("mode %v, owner %d, group %d, want %v, %d, %d",
			info.Mode(), stat.Uid, stat.Gid, mode, uid, gid)
	}
}
