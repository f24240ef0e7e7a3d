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

// A look is how far one has been looked at in a round.
type look int

const (
	looking   look = iota + 1
	lookedFor      // somebody has asked while it is looked at
	looked
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
	case looking, lookedFor:
		r.looks[key] = lookedFor
		return r.now[key]
	case looked:
		return r.now[key]
	}
	r.looks[key] = looking
	var reach Reach // of its own, what is found may be another's
	reach.add(find())
	reach.add(r.now[key])
	reach = reach.capped()
	r.again = r.again || r.looks[key] == lookedFor && !reach.equal(r.now[key])
	r.now[key], r.looks[key] = reach, looked
	return reach
}

// settle is of for the first of those that are looked at. It comes to an end, since none asks less
// far than in the round before, and none farther than far.
func (r *reaches) settle(key any, find func() Reach) Reach {
	defer func() {
		r.looks = nil
		clear(r.now)
	}()
	for r.again = true; r.again; {
		r.looks, r.again = make(map[any]look), false
		r.of(key, find)
	}
	maps.Copy(r.found, r.now)
	return r.found[key]
}

func (r Reach) equal(other Reach) bool { return r.Up == other.Up && maps.Equal(r.By, other.By) }

// capped is how far one asks, of whom nobody knows how far if that is far. So it is with one that
// calls itself, and asks one more with each of the calls.
func (r Reach) capped() Reach {
	capped := r.Far()
	for _, more := range r.By {
		capped = capped || Reach{Up: more}.Far()
	}
	if capped {
		return Reach{Up: anywhere}
	}
	return r
}
