package spell

import (
	"go/types"
	"testing"
)

func TestImportable(t *testing.T) {
	for _, test := range []struct {
		path, name, by string
		want           bool
	}{
		{"net/url", "url", "example.com/m", true},
		{"example.com/m/cmd", "main", "example.com/m", false},
		{"internal/abi", "abi", "example.com/m", false},
		{"vendor/golang.org/x/net/idna", "idna", "example.com/m", false},
		{"example.com/m/internal/a", "a", "example.com/m", true},
		{"example.com/m/internal/a", "a", "example.com/m/b", true},
		{"example.com/m/internal/a", "a", "example.com/m/internal/b", true},
		{"example.com/m/internal/a", "a", "example.com/mm", false},
		{"example.com/m/b/internal/a", "a", "example.com/m/c", false},
		{"example.com/m/internal/b/internal/a", "a", "example.com/m/internal/c", false},
	} {
		pkg, by := types.NewPackage(test.path, test.name), types.NewPackage(test.by, "by")
		if got := importable(pkg, by); got != test.want {
			t.Errorf("importable(%s, %s) = %v, want %v", test.path, test.by, got, test.want)
		}
	}
}
