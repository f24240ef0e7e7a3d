package adapt

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// A Body is what an operation does: the text between its braces.
type Body struct {
	Pieces  []Piece
	Imports map[string]string // the names that its file has for packages, by path
	Names   map[string]bool   // all names in the declaration but those of packages
	Free    map[string]bool   // those among them that the package declares, or Go
	Typed   map[string]bool   // parameters that are functions of a type of their own, for which it matters
}

// A Piece is a part of a body: text as it stands, or a name of a package.
type Piece struct {
	Text          string // the name, when there is a path
	Path, Package string
}

// direct writes the promise of what the operation does.
//
//	Pattern: func Buy(name string, done func(Order, error)) { BODY } =>
//	promise.Call(func(done func(Order, error)) { BODY })
//	Pattern: func Check(name string, done func(error)) error { BODY } =>
//	promise.TryCall(func(k func(promise.Unit, error)) error {
//		done := promise.ErrorOnly(k)
//		BODY
//	})
//	So long as: nothing is returned but perhaps an error.
//	Because: an adapter gives the operation such a continuation, in the same place.
func (a *adapter) direct() *jen.Statement {
	call := "Call"
	if a.fails {
		call = "TryCall"
	}
	code := jen.Func().Params(jen.Id(a.k).Func().Params(a.value(), jen.Error()))
	return jen.Qual(verify.RuntimePath, call).Call(code.Add(a.results()).Add(a.body()))
}

// fits reports whether the body can be that of a function for Call or TryCall.
func (a *adapter) fits() bool {
	results := a.sig.Results()
	return results.Len() == 0 || results.Len() == 1 && isError(results.At(0).Type())
}

// settlesDirectly reports whether the continuation is what Call gives.
func (a *adapter) settlesDirectly() bool {
	o := a.outcome
	typed := a.op.Body != nil && a.op.Body.Typed[a.done]
	return a.plain() && len(o.values) == 1 && o.failure == 1 && !typed
}

// inPlace writes what the operation does in place of its call.
//
//	Pattern: handle, err = Get(id, k) =>
//	handle, err = func() (Handle, error) { BODY }()
func (a *adapter) inPlace() *jen.Statement {
	return jen.Func().Params().Add(a.results()).Add(a.body()).Call()
}

// results writes those of the operation, with the names that its body may use.
func (a *adapter) results() *jen.Statement {
	list := a.sig.Results()
	var params []*param
	var unnamed []jen.Code
	for v := range list.Variables() {
		params = append(params, &param{v.Name(), v.Type()})
		unnamed = append(unnamed, a.spelling.typ(v.Type()))
	}
	switch {
	case len(params) == 0:
		return jen.Null()
	case params[0].name != "":
		return jen.Params(a.list(params, false)...)
	case len(params) == 1:
		return jen.Add(unnamed[0])
	}
	return jen.Params(unnamed...)
}

// body writes the body, with the continuation in front unless k is that.
func (a *adapter) body() *jen.Statement {
	code := jen.Op("{")
	if a.k != a.done {
		code.Line().Id(a.done).Op(":=").Add(a.typed(a.continuation()))
		if !a.op.Body.breaks() {
			code.Line()
		}
	}
	for _, p := range a.op.Body.Pieces {
		if p.Path == "" {
			code.Op(p.Text)
		} else {
			code.Qual(p.Path, p.Text)
		}
	}
	return code.Op("}")
}

// typed is a continuation of the type that the operation's has, if that matters.
func (a *adapter) typed(k *jen.Statement) *jen.Statement {
	if !a.op.Body.Typed[a.done] {
		return k
	}
	return a.spelling.typ(a.sig.Params().At(a.op.Index).Type()).Call(k)
}

// breaks reports whether nothing but a comment stands on the line of the opening brace.
func (b *Body) breaks() bool {
	if len(b.Pieces) == 0 || b.Pieces[0].Path != "" {
		return false
	}
	rest := strings.TrimLeft(b.Pieces[0].Text, " \t\r")
	return strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "//")
}
