package emit

import (
	"fmt"
	"go/ast"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// awaited writes a promise whose outcome the function waits for.
func (w *GroupWriter) awaited(wait *plan.Wait, promise string) string {
	await := promise + w.await(wait)
	switch {
	case wait.Returns:
		return "return " + await
	case wait.Value == "" && wait.Err == "":
		return w.beneath(wait) + "_, _ = " + await
	}
	assign := "="
	if wait.Define {
		assign = ":="
	}
	text := fmt.Sprintf("%s, %s %s %s", w.part(wait, wait.Value), w.part(wait, wait.Err), assign, await)
	switch {
	case wait.Declare != "":
		text = fmt.Sprintf("var %s %s\n%s", wait.Declare, wait.Type, text)
	case wait.After != "":
		text += "\nreturn " + wait.After
	case wait.Header != nil:
		text = "if " + text + w.text(wait.Header.Init.End(), wait.Header.End())
	}
	return text
}

// await writes the end of the chain.
func (w *GroupWriter) await(wait *plan.Wait) string {
	ctx := w.context + ".Background()"
	if wait.Context != nil {
		ctx = w.text(wait.Context.Pos(), wait.Context.End())
	}
	link := "Await(" + ctx + ")"
	if w.group.Kind != plan.GroupAwait {
		return "." + link
	}
	end := wait.Until.End()
	if wait.Header != nil {
		end = wait.Header.Init.End()
	}
	notes := w.lost(w.group.Members[0].Stmt.Pos(), end)
	return ".\n" + strings.Join(append(notes, link), "\n")
}

// beneath writes the comments behind the last member of a group that stand nowhere else.
func (w *GroupWriter) beneath(wait *plan.Wait) string {
	members := w.group.Members
	var b strings.Builder
	for _, line := range w.lost(members[len(members)-1].Until.End(), wait.Until.End()) {
		b.WriteString(line + "\n")
	}
	return b.String()
}

// part is what a part of the outcome is assigned to: a variable, by the name that it has in
// the end, or a field of it.
func (w *GroupWriter) part(wait *plan.Wait, to string) string {
	switch {
	case to == "":
		return "_"
	case wait.Of == nil:
		return to
	}
	return w.named(wait.Of) + strings.TrimPrefix(to, wait.Of.Name)
}

// sends puts a continuation in the place of a channel, in a statement. An error
// that is sent alone comes beside nothing.
func (s *Splicer) sends(src *plan.Source, in ast.Stmt, k, pkg string, zero string) {
	for _, call := range src.Sends(in) {
		head := k + "("
		if len(call.Args) == 1 {
			head += pkg + ".Unit{}, "
		}
		s.apart(call, head, ")", zero)
	}
}

// apart writes the arguments of a call between other words.
func (s *Splicer) apart(call *ast.CallExpr, head, tail, zero string) {
	from, text := call.Pos(), head
	for i, arg := range call.Args {
		if i > 0 {
			text += ", "
		}
		switch {
		case !plan.Missing(arg):
			s.replace(from, arg.Pos(), text)
			from, text = arg.End(), ""
		case i == 0:
			text += zero
		default:
			text += "nil"
		}
	}
	s.replace(from, call.End(), text+tail)
}
