package syntax_test

import (
	"go/types"
	"testing"

	"github.com/unnest-go/unnest/internal/syntax"
)

func TestSymbolOf(t *testing.T) {
	for _, test := range []struct{ path, name, want string }{
		{"example.org/m/store", "store", "example.org/m/store.load"},
		{"gopkg.in/store.v2", "store", "gopkg.in/store%2ev2.load"},
		{"example.org/a.b/c%d", "c", "example.org/a.b/c%25d.load"},
		{"store.v2", "store", "store%2ev2.load"},
		{"example.org/cmd", "main", "main.load"},
	} {
		if got := syntax.SymbolOf(types.NewPackage(test.path, test.name), "load"); got != test.want {
			t.Errorf("in %s: %s, want %s", test.path, got, test.want)
		}
	}
}
