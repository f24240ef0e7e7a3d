package timers

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// The wheel must fire what a sorted list would, in the same order, whatever
// the mixture of adding, removing and advancing.
func TestWheelAgainstSortedList(t *testing.T) {
	for seed := range uint64(200) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		var w Wheel[int]
		var model []*Node[int]
		now := int64(0)
		for id := range 300 {
			n := &Node[int]{Value: id}
			tick := now + rnd.Int64N(1<<rnd.IntN(30))
			w.Add(n, tick)
			model = append(model, n)
			if rnd.IntN(4) == 0 {
				i := rnd.IntN(len(model))
				w.Remove(model[i])
				model = slices.Delete(model, i, i+1)
			}
			if rnd.IntN(3) == 0 {
				now += rnd.Int64N(1 << rnd.IntN(24))
				model = compare(t, &w, model, now)
			}
		}
		if left := compare(t, &w, model, MaxTicks); len(left) > 0 {
			t.Fatalf("seed %d: %d timers left", seed, len(left))
		}
	}
}

func compare(t *testing.T, w *Wheel[int], model []*Node[int], now int64) []*Node[int] {
	t.Helper()
	if next, ok := w.Next(); ok != (len(model) > 0) {
		t.Fatalf("Next says %v with %d timers", ok, len(model))
	} else if ok && next > soonest(model) {
		t.Fatalf("Next says %d, a timer is due at %d", next, soonest(model))
	}
	w.Advance(now)
	var got []int
	for n := w.Pop(); n != nil; n = w.Pop() {
		got = append(got, n.Value)
	}
	want, rest := split(model, now)
	// Timers added with a tick in the past are due in the order of adding, before the rest.
	if !slices.Equal(sorted(got), sorted(want)) {
		t.Fatalf("at %d: got %v, want %v", now, got, want)
	}
	return rest
}

func soonest(model []*Node[int]) int64 {
	first := int64(MaxTicks)
	for _, n := range model {
		first = min(first, n.Tick())
	}
	return first
}

func split(model []*Node[int], now int64) (due []int, rest []*Node[int]) {
	for _, n := range model {
		if n.Tick() <= now {
			due = append(due, n.Value)
		} else {
			rest = append(rest, n)
		}
	}
	return due, rest
}

func sorted(s []int) []int {
	s = slices.Clone(s)
	slices.Sort(s)
	return s
}

func TestOrderOfTicksAndOfAdding(t *testing.T) {
	var w Wheel[int]
	ticks := []int64{5000, 70, 70, 5000, 3, 4096, 70, 3}
	for i, tick := range ticks {
		w.Add(&Node[int]{Value: i}, tick)
	}
	for now := int64(0); now < 6000; now += 37 {
		w.Advance(now)
		if now == 37*110 { // 4070: a timer of the same tick, added late, comes last
			w.Add(&Node[int]{Value: len(ticks)}, 5000)
		}
	}
	var got []int
	for n := w.Pop(); n != nil; n = w.Pop() {
		got = append(got, n.Value)
	}
	if want := []int{4, 7, 1, 2, 6, 5, 0, 3, 8}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Most timers of a server are stopped: the wheel must not keep places for them.
func TestPlacesOfRemovedNodes(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	var w Wheel[int]
	var kept []*Node[int]
	for id := range 60_000 {
		n := &Node[int]{Value: id}
		w.Add(n, rnd.Int64N(1<<20))
		if id%20 == 0 {
			kept = append(kept, n)
			continue
		}
		w.Remove(n)
		if w.Len() != len(kept) {
			t.Fatalf("the wheel says that it holds %d nodes, not %d", w.Len(), len(kept))
		}
		if bound := len(kept) + spareGaps; w.gaps > bound {
			t.Fatalf("%d places of removed nodes with %d others", w.gaps, len(kept))
		}
	}
	for now := int64(0); now <= 1<<20; now += 1 << 10 {
		kept = compare(t, &w, kept, now)
	}
	if w.Len() != 0 || w.gaps != 0 {
		t.Errorf("at the end %d nodes and %d places of removed ones", w.Len(), w.gaps)
	}
}

// What is due can still be removed, and stays in order when gaps are closed.
func TestRemoveWhatIsDue(t *testing.T) {
	var w Wheel[int]
	nodes := make([]*Node[int], 2*spareGaps)
	for i := range nodes {
		nodes[i] = &Node[int]{Value: i}
		w.Add(nodes[i], 5)
	}
	w.Advance(5)
	first := w.Pop()
	for i, n := range nodes[1:] {
		if i%100 != 0 {
			w.Remove(n)
		}
	}
	got := []int{first.Value}
	for n := w.Pop(); n != nil; n = w.Pop() {
		got = append(got, n.Value)
	}
	want := []int{0}
	for i := 1; i < len(nodes); i += 100 {
		want = append(want, i)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if w.Len() != 0 || w.gaps != 0 || w.Due() {
		t.Errorf("at the end %d nodes and %d places of removed ones", w.Len(), w.gaps)
	}
}
