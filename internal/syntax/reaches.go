package syntax

import "maps"

// reaches is how far up functions ask, and those that variables have, by what they are. Those that
// call each other are looked at again until nothing changes: what is found of one while another is
// under way may be too little, whichever of them was asked for first.
type reaches struct {
	found map[any]Reach

	now   map[any]Reach // of those that are looked at, so far
	looks map[any]look  // at them in this round, nil when none is under way
	again bool          // one was asked for while it was looked at, and then turned out to ask farther
}

// A look is how far one is looked at.
type look int

const (
	under look = iota + 1 // way
	asked                 // for meanwhile
	over
)

func newReaches() *reaches { return &reaches{found: make(map[any]Reach), now: make(map[any]Reach)} }

// of is how far one asks, which find looks at.
func (r *reaches) of(key any, find func() Reach) Reach {
	if known, ok := r.found[key]; ok {
		return known
	}
	if r.looks == nil {
		return r.settle(key, find)
	}
	switch r.looks[key] {
	case under, asked:
		r.looks[key] = asked
		return r.now[key]
	case over:
		return r.now[key]
	}
	r.looks[key] = under
	reach := find()
	r.again = r.again || r.looks[key] == asked && !reach.equal(r.now[key])
	r.now[key], r.looks[key] = reach, over
	return reach
}

// settle is of for the first of those that are looked at. Where more and more comes of it, with
// each call of itself one more, nobody knows.
func (r *reaches) settle(key any, find func() Reach) Reach {
	const most = 8 // rounds
	for i := range most {
		r.looks, r.again = make(map[any]look), false
		r.of(key, find)
		if !r.again {
			break
		}
		if i == most-1 {
			for k, reach := range r.now {
				if reach.Asks() {
					r.now[k] = Reach{Up: anywhere}
				}
			}
		}
	}
	maps.Copy(r.found, r.now)
	r.looks = nil
	clear(r.now)
	return r.found[key]
}

func (r Reach) equal(other Reach) bool { return r.Up == other.Up && maps.Equal(r.By, other.By) }
