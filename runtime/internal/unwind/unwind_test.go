package unwind_test

import (
	"runtime"
	"testing"

	"github.com/unnest-go/unnest/runtime/internal/unwind"
)

func TestByGoexit(t *testing.T) {
	t.Setenv("GODEBUG", "panicnil=1")
	for name, c := range map[string]struct {
		leave func()
		want  bool
	}{
		"Goexit":                {runtime.Goexit, true},
		"panic":                 {func() { panic("x") }, false},
		"panic of nil":          {func() { panic(nil) }, false},
		"panic of the language": {func() { blow(nil) }, false},
		"panic in Goexit": {func() {
			defer func() { panic("x") }()
			runtime.Goexit()
		}, false},
		"Goexit in a panic": {func() {
			defer runtime.Goexit()
			panic("x")
		}, true},
	} {
		var before, after bool
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer func() {
				before = unwind.ByGoexit()
				_ = recover()
				after = unwind.ByGoexit()
			}()
			c.leave()
		}()
		if <-done; before != c.want || after != c.want {
			t.Errorf("%s: %v, when recovered %v, want %v", name, before, after, c.want)
		}
	}
}

func blow(m map[int]int) { m[0]++ }
