package queue

import "testing"

func TestPileIsFirstInFirstOut(t *testing.T) {
	var a, b Pile[int]
	in, out := 0, 0
	for round := range 2_000 {
		for range round % 397 {
			a.Push(in)
			in++
		}
		b.Take(&a)
		for range min(round%389, b.Len()) {
			if got := b.Pop(); got != out {
				t.Fatalf("got %d, want %d", got, out)
			}
			out++
		}
		if a.Len() != 0 || b.Len() != in-out {
			t.Fatalf("lengths %d and %d, want 0 and %d", a.Len(), b.Len(), in-out)
		}
	}
}

func TestPileUsesChunksAgain(t *testing.T) {
	var a, b Pile[int]
	turn := func() {
		for i := range 10 * chunkSize {
			a.Push(i)
		}
		for b.Take(&a); b.Len() > 0; {
			b.Pop()
		}
	}
	turn()
	if n := testing.AllocsPerRun(100, turn); n > 0 {
		t.Errorf("%v allocations per turn", n)
	}
}
