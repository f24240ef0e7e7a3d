package promise

import (
	"errors"
	"testing"

	"github.com/unnest-go/unnest/runtime/loop"
)

// A promise that was rejected because its handler did not return has no value, though
// whoever has lost the race to settle it has written one. Nobody looks at that.
func TestValueOfWhoeverComesTooLate(t *testing.T) {
	l := loop.New()
	cause := errors.New("x")
	unwound := func() *Promise[int] {
		p, _ := WithResolver[int](l)
		p.core.Unwound(nil, cause)
		p.val = 1 // as settle does, before it finds that it is too late
		return p
	}
	same := func(v int, err error) *Promise[int] { return settledWith(v, failed(err)) }
	adopting := func(home *loop.Loop, p *Promise[int]) *Promise[int] {
		q, r := WithResolver[int](home)
		r.Adopt(p)
		return q
	}
	united := func() *Promise[int] {
		p, _ := WithResolver[int](l)
		q := adopting(l, p)
		q.core.Unwound(nil, cause)
		q.val = 1
		return p
	}
	for name, p := range map[string]*Promise[int]{
		"itself":            unwound(),
		"adopted":           united(),
		"Handle":            unwound().Handle(same),
		"HandleCall":        unwound().HandleCall(func(v int, err error, k func(int, error)) { k(v, err) }),
		"Finally":           unwound().Finally(func() {}),
		"On":                unwound().On(loop.New()),
		"Timeout":           unwound().Timeout(1),
		"Race":              Race(unwound(), unwound()),
		"Loop":              Loop(0, func(int) *Promise[int] { return unwound() }),
		"Loop on no loop":   Loop(0, func(int) *Promise[int] { return adopting(nil, unwound()) }),
		"Adopt on the loop": adopting(l, unwound()),
		"Adopt on another":  adopting(loop.New(), unwound()),
		"Adopt on none":     adopting(nil, unwound()),
		"the set adopted":   adopting(l, united()),
	} {
		told := false
		p.Settle(func(v int, err error) {
			told = true
			if v != 0 || !errors.Is(err, cause) {
				t.Errorf("%s: told %d, %v", name, v, err)
			}
		})
		for _, home := range []*loop.Loop{l, p.core.loop()} {
			if home == nil {
				continue
			}
			if err := home.Run(t.Context()); err != nil {
				t.Error(err)
			}
		}
		if v, err, _ := p.Result(); !told || v != 0 || !errors.Is(err, cause) {
			t.Errorf("%s: %v; %d, %v", name, told, v, err)
		}
	}
}
