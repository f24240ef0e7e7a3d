package rewrite

import (
	"go/build/constraint"
	"go/types"
	"slices"
	"strings"
	"sync"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/builds"
)

// A scope is the builds that are to have what is generated.
type scope struct {
	ports builds.Ports
	of    constraint.Expr // that the file is for by what it says, nil for all
	name  constraint.Expr // and by its name
	uses  func() []use
}

// A use is something that a file does not compile without, and that not all builds have.
type use struct {
	file constraint.Expr // the builds that have it
	of   *declaration
}

// newScope finds the builds that have the package. Those that have nothing of it but its
// documentation have none of its operations, but may have adapters of others. Where all that there
// is to adapt is for some builds, so is the file.
func newScope(t *Target, ops []*chain.Operation, sources map[*types.Package]*Listing) *scope {
	others := slices.ContainsFunc(ops, func(op *chain.Operation) bool { return op.Pkg() != t.Types })
	var all []constraint.Expr
	for _, file := range t.Listing.files {
		if file.name != t.Output && (others || !file.empty) {
			all = append(all, file.builds)
		}
	}
	s := &scope{
		ports: builds.NewPorts(), of: builds.Any(all), name: builds.Named(t.Output),
		uses: sync.OnceValue(func() []use { return usesOf(t, sources) }),
	}
	if slices.ContainsFunc(ops, func(op *chain.Operation) bool { return s.lacks(op, sources) == nil }) {
		return s
	}
	narrow := &scope{ports: s.ports, of: having(ops, sources), name: s.name, uses: s.uses}
	if others {
		narrow.of = builds.And(s.of, narrow.of)
	}
	if !narrow.has(nil) {
		return s
	}
	return narrow
}

// having is the constraint under which builds have operations, or what may be one in them. No build
// has others, and so a run for any of them finds the same.
func having(ops []*chain.Operation, sources map[*types.Package]*Listing) constraint.Expr {
	found := make(map[*Listing]map[*declaration]bool)
	var all []constraint.Expr
	for _, op := range ops {
		l := sources[op.Func.Pkg()]
		if found[l] == nil {
			found[l] = make(map[*declaration]bool)
			all = append(all, l.taking()...)
		}
		if d := l.find(op); d != nil && !found[l][d] {
			found[l][d] = true
			all = append(all, d.builds...)
		}
	}
	return builds.Any(all)
}

// has reports whether some of the builds have what stands under a constraint.
func (s *scope) has(expr constraint.Expr) bool {
	for range s.ports.Having(builds.And(builds.And(s.of, s.name), expr)) {
		return true
	}
	return false
}

// usesOf lists what the package uses, of itself and of others.
func usesOf(t *Target, sources map[*types.Package]*Listing) []use {
	files := make(map[string]constraint.Expr)
	for _, file := range t.Listing.files {
		files[file.name] = file.builds
	}
	delete(files, t.Output)
	var all []use
	seen := make(map[use]bool)
	for id, obj := range t.Info.Uses {
		file, ok := files[t.Fset.PositionFor(id.Pos(), false).Filename]
		d := sources[obj.Pkg()].object(obj)
		if !ok || d == nil || slices.Contains(d.builds, nil) || sources[obj.Pkg()].mayPromote(obj) {
			continue
		}
		if u := (use{file, d}); !seen[u] {
			seen[u] = true
			all = append(all, u)
		}
	}
	return all
}

// mayPromote reports whether an object is a method that its type may have in other builds without a
// declaration of this name: the type is an alias there, or has something embedded.
func (l *Listing) mayPromote(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Signature().Recv() == nil {
		return false
	}
	name, _, _ := strings.Cut(declared(&chain.Operation{Func: fn}), ".")
	d := l.declared[name]
	if d == nil || !slices.Contains(d.builds, nil) {
		return true
	}
	t := fn.Signature().Recv().Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	return ok && slices.ContainsFunc(slices.Collect(st.Fields()), (*types.Var).Embedded)
}

// object returns the declaration of a function, a method, or what else stands in a package by
// itself; nil for others.
func (l *Listing) object(obj types.Object) *declaration {
	switch fn, isFunc := obj.(*types.Func); {
	case l == nil:
		return nil
	case isFunc:
		return l.find(&chain.Operation{Func: fn})
	case obj.Parent() == obj.Pkg().Scope():
		return l.declared[obj.Name()]
	}
	return nil
}

// via returns the declaration of the type by which an operation of a type without a name is
// called, nil when there is none.
func (l *Listing) via(op *chain.Operation) *declaration {
	if op.Via == nil {
		return nil
	}
	return l.object(op.Via)
}

// lacks is a build that would not compile with an adapter of an operation, because it does not have
// that; nil for none.
func (s *scope) lacks(op *chain.Operation, sources map[*types.Package]*Listing) *builds.Build {
	return s.lacking(sources[op.Func.Pkg()].find(op), sources[op.Pkg()].via(op))
}

// lacking is a build that would not compile for want of one of the declarations, nil for none.
func (s *scope) lacking(of ...*declaration) *builds.Build {
	for _, d := range of {
		if d == nil || slices.Contains(d.builds, nil) {
			continue // not read, or in all builds
		}
		for b := range s.ports.Having(builds.Without(builds.And(s.of, s.name), d.builds)) {
			if !s.broken(b) {
				return b
			}
		}
	}
	return nil
}

// exceeds is a build that has an operation, but not the file by the name of that, which it could
// have: a file with another name would adapt the operation for all. It is nil for none.
func (s *scope) exceeds(
	op *chain.Operation, file string, sources map[*types.Package]*Listing,
) *builds.Build {
	all := &scope{ports: s.ports, of: s.of, uses: s.uses}
	d := sources[op.Func.Pkg()].find(op)
	if s.name == nil || d == nil || all.lacks(op, sources) != nil || d.elsewhere(file, all) != "" {
		return nil
	}
	others := builds.Without(builds.And(s.of, builds.Any(d.builds)), []constraint.Expr{s.name})
	for b := range s.ports.Having(others) {
		if !s.broken(b) {
			return b
		}
	}
	return nil
}

// broken reports whether a build does not compile as it is: one of its files uses what it
// does not have. Whoever declares something for some systems, and uses it in files for all of
// them, does not build for others.
func (s *scope) broken(b *builds.Build) bool {
	return slices.ContainsFunc(s.uses(), func(u use) bool {
		return b.Has(u.file) == builds.Yes && b.HasAny(u.of.builds) == builds.No
	})
}
