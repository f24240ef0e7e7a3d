package script

import (
	"os"
	"path/filepath"
	"testing"
)

// What is apart would be run by nobody, were its package not there.
func TestApart(t *testing.T) {
	for pkg := range apart {
		if _, err := os.Stat(filepath.Join(pkg, "script_test.go")); err != nil {
			t.Errorf("no package runs the scripts of %s: %v", pkg, err)
		}
		if len(files(t, "../../../../testdata/script", pkg)) == 0 {
			t.Errorf("there are no scripts for package %s", pkg)
		}
	}
}
