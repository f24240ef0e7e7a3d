package micro_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"unsafe"

	"github.com/unnest-go/unnest/runtime/internal/micro"
)

type loop struct{ name string }

// A text is what microtasks are about here.
type text struct {
	head micro.Head
	s    string
}

// A box is a microtask with a value of any type.
type box[T any] struct {
	head micro.Head
	v    T
	log  []string
}

func (*box[T]) Kind() micro.Kind {
	k := micro.Runs((*box[T]).RunOn, (*box[T]).Unwound)
	return micro.Tallies(micro.Launches(k, (*box[T]).Launch), (*box[T]).Tally)
}

func (b *box[T]) RunOn(on *loop, about *text) micro.Ready {
	b.log = append(b.log, fmt.Sprintf("%v on %s about %s", b.v, on.name, about.s))
	return micro.Ready{Task: &b.head, About: &about.head}
}

func (b *box[T]) Unwound(on *loop, cause error) micro.Ready {
	b.log = append(b.log, fmt.Sprintf("%v unwound on %s by %v", b.v, on.name, cause))
	return micro.Ready{}
}

func (b *box[T]) Launch() *micro.Head {
	b.log = append(b.log, fmt.Sprint("launch ", b.v))
	return &b.head
}

func (b *box[T]) Tally(about *text) *micro.Head {
	b.log = append(b.log, fmt.Sprintf("%v counts %s", b.v, about.s))
	return nil
}

// try calls all methods of a kind of b through the head of b.
func try[T any](t *testing.T, b *box[T], want ...string) {
	t.Helper()
	l, a := &loop{"l"}, &text{s: "a"}
	var family micro.Family
	b.head.Kind = family.Of(unsafe.Pointer(l), b)
	r := micro.Ready{Task: &b.head, About: &a.head}.Run(unsafe.Pointer(l))
	if r.Task != &b.head || r.About != &a.head {
		t.Errorf("Run returned %v", r)
	}
	r.Unwound(unsafe.Pointer(l), errors.New("e"))
	if next := b.head.Kind.Launch(&b.head); next != &b.head {
		t.Errorf("Launch returned %p", next)
	}
	if due := b.head.Kind.Tally(&b.head, &a.head); due != nil {
		t.Errorf("Tally returned %p", due)
	}
	if got := fmt.Sprintf("%q", b.log); got != fmt.Sprintf("%q", want) {
		t.Errorf("got  %s\nwant %q", got, want)
	}
}

func TestMethodsOfAKind(t *testing.T) {
	try(t, &box[int]{v: 1}, "1 on l about a", "1 unwound on l by e", "launch 1", "1 counts a")
	try(t, &box[string]{v: "s"}, "s on l about a", "s unwound on l by e", "launch s", "s counts a")
	try(t, &box[[3]int]{v: [3]int{1, 2, 3}},
		"[1 2 3] on l about a", "[1 2 3] unwound on l by e", "launch [1 2 3]", "[1 2 3] counts a")
}

// boxes are of different types.
func boxes() []micro.Kindred {
	return []micro.Kindred{
		&box[int]{}, &box[int8]{}, &box[int16]{}, &box[int32]{}, &box[int64]{},
		&box[uint]{}, &box[uint8]{}, &box[uint16]{}, &box[uint32]{}, &box[uint64]{},
		&box[string]{}, &box[[]int]{}, &box[[]string]{}, &box[map[int]int]{}, &box[error]{},
		&box[*int]{}, &box[*string]{}, &box[**int]{}, &box[func()]{}, &box[chan int]{},
		&box[struct{}]{}, &box[[1]int]{}, &box[[2]int]{}, &box[float32]{}, &box[float64]{},
	}
}

func TestOneKindForEachTypeOnEachLoop(t *testing.T) {
	l, m := unsafe.Pointer(&loop{"l"}), unsafe.Pointer(&loop{"m"})
	var ofL, ofM micro.Family
	seen := map[*micro.Kind]bool{}
	for _, b := range boxes() {
		kind, other := ofL.Of(l, b), ofM.Of(m, b)
		if seen[kind] || seen[other] || kind == other {
			t.Errorf("%T shares its kind", b)
		}
		seen[kind], seen[other] = true, true
		if kind.Loop != l || other.Loop != m {
			t.Errorf("%T is on the wrong loop", b)
		}
	}
	plain := ofL.Plain(l)
	if seen[plain] || plain.Loop != l {
		t.Error("the plain kind is one of the others, or on another loop")
	}
	for i, b := range boxes() {
		kind := ofL.Of(l, b)
		if !seen[kind] {
			t.Errorf("%T has got a second kind", b)
		}
		if plain.Like(b) != kind || kind.Like(b) != kind || ofL.Of(l, boxes()[0]).Like(b) != kind {
			t.Errorf("kind %d: Like finds another than Of", i)
		}
	}
	if ofL.Plain(l) != plain {
		t.Error("there is a second plain kind")
	}
}

func TestFamilyOfSeveralGoroutines(t *testing.T) {
	l := unsafe.Pointer(&loop{"l"})
	var family micro.Family
	const goroutines = 8
	found := make([][]*micro.Kind, goroutines)
	var all sync.WaitGroup
	for i := range found {
		all.Go(func() {
			for _, b := range boxes() {
				found[i] = append(found[i], family.Of(l, b), family.Plain(l))
			}
		})
	}
	all.Wait()
	for i := range found {
		for j, kind := range found[i] {
			if kind != found[0][j] {
				t.Errorf("goroutine %d has got a kind of its own for type %d", i, j/2)
			}
		}
	}
}
