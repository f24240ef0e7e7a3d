package queue

import "testing"

func TestRingIsFirstInFirstOut(t *testing.T) {
	var r Ring[int]
	in, out := 0, 0
	for round := range 2_000 {
		for range round % 97 {
			r.Push(in)
			in++
		}
		for range min(round%89, r.Len()) {
			if got := r.Pop(); got != out {
				t.Fatalf("got %d, want %d", got, out)
			}
			out++
		}
		if r.Len() != in-out {
			t.Fatalf("length %d, want %d", r.Len(), in-out)
		}
	}
}

func TestEmptyRingGivesMemoryBack(t *testing.T) {
	var r Ring[*int]
	for range 4 * keepSize {
		r.Push(new(int))
	}
	for r.Len() > 0 {
		r.Pop()
	}
	if len(r.buf) != 0 {
		t.Errorf("an empty ring keeps %d slots", len(r.buf))
	}
}

func TestPopForgetsTheElement(t *testing.T) {
	var r Ring[*int]
	r.Push(new(int))
	r.Pop()
	for _, p := range r.buf {
		if p != nil {
			t.Error("popped element is still referenced")
		}
	}
}
