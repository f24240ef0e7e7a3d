package cps

import "fmt"

// declare is what the user can do to declare that what is given to at, which has
// the shape of a completion, is called at most once. The pattern means this
// function only: a wider one would declare what nobody has looked at.
func (at slot) declare() string {
	pattern := at.pattern()
	if pattern == "" {
		return "give the function a name, and declare that with -once"
	}
	if at.field == nil && isAny(at.param().Type()) && at.param().Name() != "" { // has to be named
		name := at.param().Name()
		return fmt.Sprintf("declare it with -once '%s(%s)', or with //unnest:once %[2]s in its doc comment",
			pattern, name)
	}
	return fmt.Sprintf("declare it with -once '%s', or with //unnest:once in its doc comment", pattern)
}

// pattern is the element of Config.Once that means at and as little else as
// possible; "" if the callee has no name.
func (at slot) pattern() string {
	switch c := at.callee; {
	case at.field != nil:
		return namesOf(at.field, at.owner)[0]
	case c.obj != nil:
		return namesOf(c.obj, c.owner)[0]
	}
	return ""
}
