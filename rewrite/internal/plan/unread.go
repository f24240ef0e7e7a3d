package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// unread marks the variables that are assigned and never read: the compiler
// allows that of a parameter, not of a variable.
//
//	Pattern: func(user User, err error) { …; f(func(…) { user = User{} }) } => var user User; _ = user
func (p *Part) unread() {
	p.Hoists = slices.DeleteFunc(p.Hoists, p.needless)
	for _, h := range p.Hoists {
		h.Unread = h.Obj != nil && h.From == nil && !p.read(h.Obj)
	}
	for _, l := range p.Locals {
		l.Unread = !p.read(l.obj)
	}
	for i, s := range p.Steps[:len(p.Steps)-1] {
		s.anew(p.Src, p.Steps[i+1])
	}
	for _, s := range p.Steps {
		s.ErrUnread = s.ErrVar && !p.read(s.Err.Obj)
		for _, v := range s.Values {
			v.Unread = v.Used && v.Hoist == nil && len(s.Values) > 1 && !p.read(v.Obj)
		}
	}
}

// anew finds the values that nothing mentions but a := of the same name and what stands
// behind it, in a body that moves to a function of its own: it declares them there.
func (s *Step) anew(src *Source, next *Step) {
	if next.Map == nil || !s.LaunchesWhole(next) {
		return
	}
	for _, v := range s.Values {
		v.Used = v.Used && (v.Hoist != nil || !s.redeclares(src, v.Obj))
	}
}

// needless reports whether nothing mentions a variable any more, and forgets
// it: all that did was the test of an error that a promise takes over.
func (p *Part) needless(h *Hoist) bool {
	if h.Obj == nil || h.Decl != nil || p.mentions(h.Obj) {
		return false
	}
	for _, s := range p.Steps {
		if s.Keep == h {
			s.Keep = nil
		}
		for _, v := range append(s.Values, s.Err) {
			if v != nil && v.Hoist == h {
				v.Hoist = nil
			}
		}
	}
	return true
}

// mentions reports whether what is left of the chain mentions a variable.
func (p *Part) mentions(obj types.Object) bool {
	return slices.ContainsFunc(p.Src.uses[obj], func(id *ast.Ident) bool {
		return p.Src.Info.Uses[id] != nil && !p.dropped(id.Pos(), obj)
	})
}

// read reports whether a variable is read where the chain still mentions it.
func (p *Part) read(obj types.Object) bool {
	set := p.Src.assignments()
	return slices.ContainsFunc(p.Src.uses[obj], func(id *ast.Ident) bool {
		return p.Src.Info.Uses[id] != nil && !set.written[id] && !p.dropped(id.Pos(), obj)
	})
}

// dropped reports whether a place lies in an exit that stands nowhere else, or
// in one whose error is obj: it has a parameter of its own elsewhere.
func (p *Part) dropped(pos token.Pos, obj types.Object) bool {
	for _, s := range p.Steps {
		if s.Sync != nil && s.Sync.receives(pos) {
			return true
		}
		if s.Guard == nil || !within(pos, s.Guard) {
			continue
		}
		copied := s.Map != nil || p.Front != nil && p.Front.Guard == s.Guard
		return !copied || s.Err.Obj == obj
	}
	return false
}
