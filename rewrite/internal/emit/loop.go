package emit

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// A LoopWriter writes a loop, in place of what its function does, or of the
// variable that holds the function.
type LoopWriter struct {
	*Writer
	loop *plan.Loop
}

// EnterLoop notes what a loop changes inside of text, as Enter does for the chain
// that is its turn.
func (s *Splicer) EnterLoop(p *plan.Part, pkg string) *LoopWriter {
	w := &LoopWriter{Writer: s.Enter(p, pkg), loop: p.Loop}
	for _, call := range w.loop.Success {
		w.remove(call.Pos(), call.End())
	}
	for _, ret := range w.loop.Returns {
		w.replace(ret.Pos(), ret.End(), "return nil")
	}
	for _, call := range w.loop.Calls {
		w.next(call)
	}
	return w
}

// next makes the call that begins the next turn hand on the state for it.
func (w *LoopWriter) next(call *ast.CallExpr) {
	before, after := "return ", ", nil"
	if w.loop.Inside {
		before, after = w.part.K+"(", ", nil)"
	} else if ret := w.trailing(); ret != nil {
		w.remove(ret.Pos(), ret.End())
	}
	if w.loop.State == nil {
		w.share(call, before+w.pkg+".Unit{}"+after)
		return
	}
	arg := call.Args[w.loop.Index]
	w.replace(call.Pos(), arg.Pos(), before)
	w.replace(arg.End(), call.End(), after)
}

// share gives the variables that the turns share their next values, in place of the call that does.
func (w *LoopWriter) share(call *ast.CallExpr, next string) {
	names, values := w.loop.Next(w.part.Src, call)
	from, text := call.Pos(), strings.Join(names, ", ")+" = "
	if step := w.loop.Step(w.part.Src, names, values); step != "" {
		values, next = nil, step+"\n"+next
	}
	for _, value := range values {
		w.replace(from, value.Pos(), text)
		from, text = value.End(), ", "
	}
	if len(values) > 0 {
		next = "\n" + next
	}
	w.replace(from, call.End(), next)
}

// trailing is the return statement at the end of the last body, or nil.
func (w *LoopWriter) trailing() *ast.ReturnStmt {
	list := w.part.Steps[len(w.part.Steps)-1].Lit.Body.List
	ret, _ := list[len(list)-1].(*ast.ReturnStmt)
	return ret
}

// Edit writes the loop.
func (w *LoopWriter) Edit() Edit {
	from, to := w.loop.From(), w.loop.To()
	end := w.close() // first: the chain keeps the comments that nothing copies
	w.Writer.Edit()
	text := w.recurse() + end
	notes := w.lost(from, to)
	text = strings.Join(append(notes, text), "\n")
	if w.loop.Drop == nil {
		text = "\n" + text + "\n"
	}
	w.replace(from, to, text)
	return Edit{from, to, text}
}

// recurse writes the loop without what receives its outcome.
func (w *LoopWriter) recurse() string {
	l := w.loop
	first, name, typ, told := w.pkg+".Unit{}", "_", w.pkg+".Unit", ""
	if l.State != nil {
		first, name, typ = l.State.Name(), l.State.Name(), l.Name
		if l.Start != nil {
			arg := l.Start.Args[l.Index]
			first = w.text(arg.Pos(), arg.End())
			told = w.told(arg)
		}
	}
	head := fmt.Sprintf("%s.Recurse%s(%s, func(%s %s) *%[1]s.Promise[%[5]s]", w.pkg, told, first, name, typ)
	return body(head, "\n"+w.text(l.Body.Lbrace+1, l.Body.Rbrace)) + ")."
}

// told is the type argument of a loop whose first value, which has another type than the
// others, does not tell it.
//
//	step(strings.NewReader("x"))  =>  promise.Recurse[io.Reader](strings.NewReader("x"), …)
func (w *LoopWriter) told(first ast.Expr) string {
	typ := w.part.Src.Info.TypeOf(first)
	if basic, ok := typ.(*types.Basic); ok && basic.Info()&types.IsUntyped != 0 {
		return ""
	}
	if types.Identical(typ, w.loop.State.Type()) {
		return ""
	}
	return "[" + w.loop.Name + "]"
}

// close writes what receives the outcome of a loop.
func (w *LoopWriter) close() string {
	failure, success := w.failure(), ""
	l := w.loop
	name, err := "_", "_"
	same := failure != "" && w.same()
	if len(l.Success) > 0 && !same {
		call := l.Success[0]
		success = w.moved(call.Pos(), call.End(), nil)
		if l.State != nil && w.uses(call) {
			name = l.State.Name()
		}
	}
	if value, typ := l.Maps(w.part.Src); value != nil {
		text := "return " + w.moved(value.Pos(), value.End(), nil) + ", nil"
		head := fmt.Sprintf("Map(func(%s %s) (%s, error)", name, w.state(), typ)
		return body(head, text) + ").\nSettle(" + l.Success[0].Fun.(*ast.Ident).Name + ")"
	}
	if failure != "" {
		err = l.Err
	}
	var text string
	switch {
	case failure == "" && success == "":
		return "Start()"
	case failure == "":
		text = success
	case success == "" && len(l.Returns) == 0, same:
		text = failure
	case success == "":
		text = fmt.Sprintf("if %s != nil {\n%s\n}", err, failure)
	default:
		text = fmt.Sprintf("if %s != nil {\n%s\nreturn\n}\n%s", err, failure, success)
	}
	return body(fmt.Sprintf("Settle(func(%s %s, %s error)", name, w.state(), err), text) + ")"
}

// failure writes the call that receives the error.
func (w *LoopWriter) failure() string {
	l := w.loop
	if l.Failure == nil {
		return ""
	}
	return w.moved(l.Failure.Pos(), l.Arg.Pos(), l.Own) + l.Err + w.moved(l.Arg.End(), l.Failure.End(), l.Own)
}

// same reports whether success and failure are told in one call.
func (w *LoopWriter) same() bool {
	return len(w.loop.Success) > 0 && w.loop.SameDone(w.part.Src, w.loop.Success[0])
}

// state is the type of what the loop is fulfilled with, before the loop.
func (w *LoopWriter) state() string {
	if w.loop.State == nil {
		return w.pkg + ".Unit"
	}
	return w.loop.Name
}

// uses reports whether a call uses the state.
func (w *LoopWriter) uses(call *ast.CallExpr) bool {
	return slices.ContainsFunc(w.part.Src.Uses(w.loop.State), func(id *ast.Ident) bool {
		return within(id.Pos(), call)
	})
}

// turn writes the last step of a turn.
func (w *Writer) turn(s *plan.Step) string {
	l := w.part.Loop
	typ := w.pkg + ".Unit"
	if l.State != nil {
		typ = l.Type
	}
	params := w.params(s)
	if !l.Inside {
		head := fmt.Sprintf("Map(func(%s) (%s, error)", strings.Join(params.params, ", "), typ)
		return w.literal(head, s, params) + ")"
	}
	params.params = append(params.params, fmt.Sprintf("%s func(%s, error)", w.part.K, typ))
	return w.literal(fmt.Sprintf("ThenCall(func(%s)", strings.Join(params.params, ", ")), s, params) + ")"
}

// handsOn reports whether the last step of a turn makes nothing of nothing: the promise before it is that of
// the turn.
func (w *Writer) handsOn(step string) bool {
	return w.part.Loop != nil && step ==
		fmt.Sprintf("Map(func(_ %s.Unit) (%[1]s.Unit, error) { return %[1]s.Unit{}, nil })", w.pkg)
}
