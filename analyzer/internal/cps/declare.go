package cps

import (
	"fmt"
	"go/types"
	"strings"
)

// advice is what the user can do to declare that what is given to at, which has
// the shape of a completion, is called at most once. The pattern means this
// function only: a wider one would declare what nobody has looked at.
func (x *Index) advice(at slot) string {
	pattern, place, directive := at.pattern(), x.directivePlace(at), Directive
	if name := at.named(); name != "" && pattern != "" {
		pattern, directive = fmt.Sprintf("%s(%s)", pattern, name), directive+" "+name
	}
	switch {
	case pattern == "" && place == "":
		return "give the function a name, and declare that with -once"
	case pattern == "":
		return fmt.Sprintf("declare it with %s in %s", directive, place)
	case place == "":
		return fmt.Sprintf("declare it with -once '%s'", pattern)
	}
	return fmt.Sprintf("declare it with -once '%s', or with %s in %s", pattern, directive, place)
}

// named is the name of a parameter that has to be named: it takes anything.
func (at slot) named() string {
	if at.field != nil || !isAny(at.param().Type()) {
		return ""
	}
	return at.param().Name()
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

// directivePlace is the doc comment that a directive may be written in; "" for none: what is
// declared in a function has none, and that of another module is not the user's.
func (x *Index) directivePlace(at slot) string {
	taker, typ := at.callee.obj, at.callee.typ
	if at.field != nil {
		taker, typ = at.field, nil
	}
	switch {
	case x.documents(taker):
		return "its doc comment"
	case x.documents(typ):
		return "the doc comment of its type " + typ.Name()
	}
	return ""
}

// documents says whether the user can write in the doc comment of an object.
func (x *Index) documents(obj types.Object) bool {
	if obj == nil || obj.Pkg() == nil || !x.isOurs(obj.Pkg()) {
		return false
	}
	switch obj := obj.(type) {
	case *types.Var:
		return obj.IsField() || ofPackage(obj)
	case *types.TypeName:
		return obj.Parent() == obj.Pkg().Scope()
	}
	return true
}

// isOurs says whether a package belongs to the module that is examined.
func (x *Index) isOurs(pkg *types.Package) bool {
	if pkg == x.pass.Pkg {
		return true
	}
	m := x.pass.Module
	return m != nil && m.Path != "" && (pkg.Path() == m.Path || strings.HasPrefix(pkg.Path(), m.Path+"/"))
}
