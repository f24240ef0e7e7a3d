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

func TestPileGivesBackWhatABurstHasLeft(t *testing.T) {
	var a, b Pile[int]
	for i := range 10 * keepSpares * chunkSize {
		a.Push(i)
	}
	for b.Take(&a); b.Len() > 0; {
		b.Pop()
	}
	if n := a.spares + b.spares; n < 10*keepSpares-1 {
		t.Fatalf("%d spare chunks after the burst", n)
	}
	for range 20 * keepSpares {
		a.Push(0)
		b.Take(&a)
		b.Pop()
	}
	if n := a.spares + b.spares; n > 2*keepSpares {
		t.Errorf("%d spare chunks long after the burst", n)
	}
}

func TestPileOfOneOwnerGivesBackToo(t *testing.T) {
	var p Pile[int]
	for range 10 * keepSpares * chunkSize {
		p.Push(0)
	}
	for range 20 * keepSpares {
		for p.Len() > 0 {
			p.Pop()
		}
		p.Push(0)
	}
	if p.spares > 2*keepSpares {
		t.Errorf("%d spare chunks long after the burst", p.spares)
	}
}

func TestPopForgetsTheElement(t *testing.T) {
	var p Pile[*int]
	p.Push(new(int))
	p.Push(new(int))
	p.Pop()
	if p.first.items[0] != nil {
		t.Error("popped element is still referenced")
	}
}
