package syntax

import "maps"

// reaches is how far up functions ask, and those that variables have, by what they are. Those that
// call each other are looked at again until nothing changes: what is found of one while another is
// under way may be too little, whichever of them was asked for first.
type reaches struct {
	found map[any]Reach

	now     map[any]Reach // of those that are looked at, so far
	looks   map[any]look  // at them in this round, nil when none is under way
	again   bool          // one was asked for while it was looked at, and then turned out to ask farther
	endless map[any][]int // parameters that say for whom they ask first, nil as long as that is not known
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
	for param, more := range reach.By {
		reach.By[param] = min(more, far)
	}
	for _, param := range r.endless[key] {
		delete(reach.By, param)
		reach.Any = true
	}
	r.again = r.again || r.looks[key] == lookedFor && !reach.equal(r.now[key])
	r.now[key], r.looks[key] = reach, looked
	return reach
}

// settle is of for the first of those that are looked at. Where one calls itself, and asks one more
// with each of the calls, it asks for any caller, in the end: what others ask for is found without
// how far that has come.
func (r *reaches) settle(key any, find func() Reach) Reach {
	defer func() {
		r.looks, r.endless = nil, nil
		clear(r.now)
	}()
	r.rounds(key, find)
	if r.endless = endless(r.now); len(r.endless) > 0 {
		clear(r.now)
		r.rounds(key, find)
	}
	maps.Copy(r.found, r.now)
	return r.found[key]
}

// rounds looks until nothing changes. It comes to an end, since none asks less far than in the round
// before, and none farther than far.
func (r *reaches) rounds(key any, find func() Reach) {
	for r.again = true; r.again; {
		r.looks, r.again = make(map[any]look), false
		r.of(key, find)
	}
}

// endless lists the parameters by which functions ask farther than those that name one caller.
func endless(now map[any]Reach) map[any][]int {
	params := make(map[any][]int)
	for key, reach := range now {
		for param, more := range reach.By {
			if more >= far {
				params[key] = append(params[key], param)
			}
		}
	}
	return params
}

func (r Reach) equal(other Reach) bool {
	return r.Up == other.Up && r.Any == other.Any && maps.Equal(r.By, other.By)
}
