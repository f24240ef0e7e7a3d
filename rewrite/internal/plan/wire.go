package plan

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A wire is a channel that takes one outcome to the function that waits for it.
// A value that is sent on it is read as the arguments of a completion.
//
//	ch <- err                  done(err)
//	ch <- result{order, err}   done(order, err)
//	ch <- result{err: err}     done(Order{}, err)
type wire struct {
	ch    types.Object
	value *types.Var // the field for the value, nil when errors are sent
	err   *types.Var // the field for the error, nil when errors are sent
	sig   *types.Signature

	done *ast.Ident // for a sync.Once in place of a channel: the completion that it guards
}

// wireOf reads the type of what is sent: an error, or a struct of a value and
// an error. Of any other it returns nil.
func wireOf(ch types.Object, elem types.Type) *wire {
	if isError(elem) {
		return &wire{ch: ch, sig: signatureOf(elem)}
	}
	s, ok := elem.Underlying().(*types.Struct)
	if !ok || s.NumFields() != 2 {
		return nil
	}
	w := &wire{ch: ch, value: s.Field(0), err: s.Field(1)}
	if !isError(w.err.Type()) {
		w.value, w.err = w.err, w.value
	}
	if !isError(w.err.Type()) || isError(w.value.Type()) || w.value.Name() == "_" || w.err.Name() == "_" {
		return nil
	}
	w.sig = signatureOf(w.value.Type(), w.err.Type())
	return w
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

// signatureOf is the type of a completion.
func signatureOf(params ...types.Type) *types.Signature {
	var vars []*types.Var
	for _, t := range params {
		vars = append(vars, types.NewParam(0, nil, "", t))
	}
	return types.NewSignatureType(nil, nil, nil, types.NewTuple(vars...), nil, false)
}

// Wired reports whether it is the source as it reads with a wire.
func (src *Source) Wired() bool { return src.wire != nil }

// wired is the source as it reads with a wire in it.
func (src *Source) wired(w *wire) *Source {
	with := *src
	with.wire = w
	return &with
}

// sending reads what is sent on the wire as the call of a completion, or
// returns nil. Its arguments stand in the source in their order; one that is not
// written is an ast.BadExpr.
func (src *Source) sending(stmt ast.Stmt) *relay {
	if src.wire == nil {
		return nil
	}
	if src.wire.done != nil {
		return src.doing(stmt)
	}
	send, ok := stmt.(*ast.SendStmt)
	if !ok || !src.is(send.Chan, src.wire.ch) {
		return nil
	}
	done, ok := send.Chan.(*ast.Ident)
	if !ok {
		return nil
	}
	args := src.wire.arguments(src, send.Value)
	if args == nil {
		return nil
	}
	call := &ast.CallExpr{Fun: done, Lparen: send.Arrow, Args: args, Rparen: send.End() - 1}
	at := len(args) - 1
	return &relay{call: call, done: done, sig: src.wire.sig, at: at, err: args[at]}
}

// arguments are the value and the error of what is sent, nil when they are not
// written out.
func (w *wire) arguments(src *Source, e ast.Expr) []ast.Expr {
	if w.err == nil {
		return []ast.Expr{e}
	}
	lit, ok := ast.Unparen(e).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	args := []ast.Expr{missing(lit), missing(lit)}
	s := syntax.Underlying(src.Info, lit).(*types.Struct)
	for i, elt := range lit.Elts {
		field := s.Field(i)
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			field, _ = src.Info.Uses[kv.Key.(*ast.Ident)].(*types.Var)
			elt = kv.Value
		}
		if field.Name() == w.err.Name() { // the literal may be of another type with such fields
			args[1] = elt
		} else {
			args[0] = elt
		}
	}
	if !Missing(args[0]) && !Missing(args[1]) && args[1].Pos() < args[0].Pos() {
		return nil // evaluated in another order
	}
	return args
}

func missing(lit *ast.CompositeLit) ast.Expr {
	return &ast.BadExpr{From: lit.Lbrace, To: lit.Lbrace}
}

// Missing reports whether an argument is not written out: it is the zero value.
func Missing(e ast.Expr) bool {
	_, ok := e.(*ast.BadExpr)
	return ok
}

// Sends lists the calls that what is sent on the wire is read as, inside of a
// statement.
func (src *Source) Sends(in ast.Stmt) []*ast.CallExpr {
	var calls []*ast.CallExpr
	ast.Inspect(in, func(n ast.Node) bool {
		if stmt, ok := n.(ast.Stmt); ok {
			if r := src.sending(stmt); r != nil {
				calls = append(calls, r.call)
			}
		}
		return true
	})
	return calls
}

// Sent reports whether the chain ends by sending on a wire, and writes the zero
// value of what it sends.
func (p *Part) Sent() (zero string, sent bool) {
	w := p.Src.wire
	if w == nil || w.value == nil {
		return "", w != nil // all that is handed on is written
	}
	return zeroOf(w.value.Type(), p.spell(w.value.Type())), true
}

// zeroOf writes the zero value of a type.
func zeroOf(t types.Type, text string) string {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return "*new(" + text + ")"
	}
	switch t := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case t.Info()&types.IsString != 0:
			return `""`
		case t.Info()&types.IsBoolean != 0:
			return "false"
		case t.Info()&types.IsNumeric != 0:
			return "0"
		}
		return "nil"
	case *types.Struct, *types.Array:
		return text + "{}"
	}
	return "nil"
}
