package syntax_test

import (
	"go/types"
	"sync"
	"testing"

	"github.com/unnest-go/unnest/internal/syntax"
)

// What is worked out of a package is so once, for all who ask and whatever each of them asks for
// first.
func TestWorkOut(t *testing.T) {
	user, used := types.NewPackage("user", "user"), types.NewPackage("used", "used")
	var mu sync.Mutex
	count := make(map[any]int)
	counts := func(what any) {
		mu.Lock()
		defer mu.Unlock()
		count[what]++
	}
	b := syntax.NewBodies(func(pkg *types.Package) *syntax.Package {
		counts(pkg)
		return &syntax.Package{Types: pkg}
	}, nil)
	type name struct{ of string }
	asked := make(chan bool) // of the user
	nameOf := func(pkg *types.Package) string {
		return syntax.WorkOut(b, pkg, name{"path"}, func() string {
			counts("path of " + pkg.Path())
			<-asked
			return b.Of(pkg).Types.Path()
		})
	}
	both := func() string {
		return syntax.WorkOut(b, user, name{"both"}, func() string {
			counts("both")
			close(asked)
			return b.Of(user).Types.Path() + " of " + nameOf(used)
		})
	}
	var work sync.WaitGroup
	for range 3 {
		work.Go(func() {
			if got := nameOf(used); got != "used" {
				t.Errorf("the package is %q, want %q", got, "used")
			}
			both()
		})
		work.Go(func() {
			if got := both(); got != "user of used" {
				t.Errorf("both are %q, want %q", got, "user of used")
			}
			nameOf(used)
		})
	}
	work.Wait()
	for _, what := range []any{user, used, "path of used", "both"} {
		if count[what] != 1 {
			t.Errorf("%v: %d times, want 1", what, count[what])
		}
	}
}
