package load

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A function of a dependency may be given functions in a struct, wherever the struct comes from.
func TestBodiesOfOptions(t *testing.T) {
	p := loadArchive(t, goMod+`
-- app/a.go --
package app

import (
	"example.com/lib/alias"
	"example.com/lib/given"
	"example.com/lib/handed"
	"example.com/lib/none"
	"example.com/lib/pointed"
	"example.com/lib/pointer"
	"example.com/lib/results"
)

func f(k func(error), o handed.Options) {
	given.Do(given.Options{Done: k})
	pointed.Do(&pointed.Options[int]{func(error) {}})
	pointer.Do(&pointer.Options{Done: k})
	alias.Do(alias.Options{Done: k})
	handed.Do(o)
	results.Do(results.Options{Less: func() bool { return true }})
	none.Do(none.Options{N: 1 + 2})
	none.Endless(k)
}
-- lib/given/a.go --
package given

type Options struct{ Done func(error) }

func Do(o Options) { o.Done(nil) }
-- lib/pointed/a.go --
package pointed

type Options[T any] struct{ Done func(error) }

func Do(o *Options[int]) { o.Done(nil) }
-- lib/pointer/a.go --
package pointer

type Options struct{ Done func(error) }

type Given = *Options

func Do(o Given) { o.Done(nil) }
-- lib/alias/a.go --
package alias

type Options = options

type options struct{ Done Callback }

type Callback = callback

type callback func(error)

func Do(o Options) { o.Done(nil) }
-- lib/handed/a.go --
package handed

type Options struct{ Done func(error) }

func Do(o Options) { o.Done(nil) }
-- lib/results/a.go --
package results

type Options struct{ Less func() bool }

func Do(o Options) { o.Less() }
-- lib/none/a.go --
package none

type Options struct {
	N    int
	Done func(error)
}

type Near = Away

type (
	Away = Near
)

func Do(o Options) {}

func Endless(s Near) {}
`, "./...")
	want := []string{"alias.Do", "given.Do", "handed.Do", "pointed.Do", "pointer.Do"}
	if diff := cmp.Diff(want, bodies(p)); diff != "" {
		t.Errorf("functions with bodies (-want +got):\n%s", diff)
	}
}
