package adapt

import (
	"go/types"
	"reflect"
	"strings"

	"github.com/dave/jennifer/jen"
)

// typ writes a type that was checked.
func (s *spelling) typ(t types.Type) *jen.Statement {
	switch t := t.(type) {
	case *types.Basic:
		if t.Kind() == types.UnsafePointer {
			return s.name(types.Unsafe, "Pointer")
		}
		return jen.Id(t.Name())
	case *types.Alias:
		return s.instance(t.Obj(), t.TypeArgs())
	case *types.Named:
		return s.instance(t.Obj(), t.TypeArgs())
	case *types.TypeParam:
		return jen.Id(s.typeParam(t))
	case *types.Pointer:
		return jen.Op("*").Add(s.typ(t.Elem()))
	case *types.Slice:
		return jen.Index().Add(s.typ(t.Elem()))
	case *types.Array:
		return jen.Index(jen.Lit(int(t.Len()))).Add(s.typ(t.Elem()))
	case *types.Map:
		return jen.Map(s.typ(t.Key())).Add(s.typ(t.Elem()))
	case *types.Chan:
		return s.channel(t)
	case *types.Struct:
		return s.structure(t)
	case *types.Interface:
		return s.iface(t)
	case *types.Union:
		return s.union(t)
	case *types.Signature:
		return s.signature(jen.Func(), t)
	}
	panic("adapt: no spelling for " + reflect.TypeOf(t).String())
}

func (s *spelling) instance(obj *types.TypeName, args *types.TypeList) *jen.Statement {
	code := s.name(obj.Pkg(), obj.Name())
	if args.Len() == 0 {
		return code
	}
	var list []jen.Code
	for arg := range args.Types() {
		list = append(list, s.typ(arg))
	}
	return code.Types(list...)
}

func (s *spelling) channel(t *types.Chan) *jen.Statement {
	elem := s.typ(t.Elem())
	switch t.Dir() {
	case types.SendOnly:
		return jen.Chan().Op("<-").Add(elem)
	case types.RecvOnly:
		return jen.Op("<-").Chan().Add(elem)
	case types.SendRecv:
	}
	if inner, ok := types.Unalias(t.Elem()).(*types.Chan); ok && inner.Dir() == types.RecvOnly {
		elem = jen.Parens(elem) // chan (<-chan T)
	}
	return jen.Chan().Add(elem)
}

func (s *spelling) structure(t *types.Struct) *jen.Statement {
	var fields []jen.Code
	for i := range t.NumFields() {
		f := t.Field(i)
		code := s.typ(f.Type())
		if !f.Embedded() {
			code = jen.Id(f.Name()).Add(code)
		}
		if tag := t.Tag(i); tag != "" {
			code.Op(quoted(tag))
		}
		fields = append(fields, code)
	}
	return jen.Struct(fields...)
}

func quoted(tag string) string {
	if strings.Contains(tag, "`") {
		return jen.Lit(tag).GoString()
	}
	return "`" + tag + "`"
}

func (s *spelling) iface(t *types.Interface) *jen.Statement {
	if t.IsImplicit() && t.NumEmbeddeds() == 1 {
		return s.typ(t.EmbeddedType(0)) // a constraint such as ~int | ~string
	}
	var list []jen.Code
	for m := range t.ExplicitMethods() {
		list = append(list, s.signature(jen.Id(m.Name()), m.Signature()))
	}
	for e := range t.EmbeddedTypes() {
		list = append(list, s.typ(e))
	}
	return jen.Interface(list...)
}

func (s *spelling) union(t *types.Union) *jen.Statement {
	var terms []jen.Code
	for term := range t.Terms() {
		code := s.typ(term.Type())
		if term.Tilde() {
			code = jen.Op("~").Add(code)
		}
		terms = append(terms, code)
	}
	return jen.Union(terms...)
}

// signature writes parameters and results behind what they belong to.
func (s *spelling) signature(head *jen.Statement, t *types.Signature) *jen.Statement {
	var params []jen.Code
	for i := range t.Params().Len() {
		params = append(params, s.parameter(t, i))
	}
	head.Params(params...)
	var results []jen.Code
	for v := range t.Results().Variables() {
		results = append(results, s.typ(v.Type()))
	}
	if len(results) > 0 {
		head.Params(results...)
	}
	return head
}

// parameter writes the type of a parameter, the last of a variadic list with
// its ellipsis.
func (s *spelling) parameter(t *types.Signature, i int) *jen.Statement {
	typ := t.Params().At(i).Type()
	if t.Variadic() && i == t.Params().Len()-1 {
		return s.variadic(typ)
	}
	return s.typ(typ)
}

func (s *spelling) variadic(t types.Type) *jen.Statement {
	return jen.Op("...").Add(s.typ(t.(*types.Slice).Elem()))
}
