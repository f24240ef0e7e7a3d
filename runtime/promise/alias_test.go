package promise

import "testing"

// Whoever looks for the root shortens the way while others do so, and while it grows:
// nobody is led back to where he has been.
func TestWayToTheRootHasNoCycle(t *testing.T) {
	const size = 5
	for pause := range size {
		cores := make([]*core, size)
		for i := range cores {
			p, _ := WithResolver[int](nil)
			cores[i] = &p.core
		}
		adopt := func(i int) { cores[i].unite(cores[i-1], nil) }
		adopt(1)
		adopt(2)
		steps := 0
		for a := cores[0].alias(); a != nil; steps++ {
			if steps == pause {
				adopt(3)
				cores[1].root()
				adopt(4)
			}
			if steps > size {
				t.Fatalf("pause %d: the way is a cycle", pause)
			}
			_, a = a.step()
		}
		if steps > pause && cores[0].root() != cores[size-1] {
			t.Errorf("pause %d: the root is another", pause)
		}
	}
}
