package emit

import (
	"fmt"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// adapted writes the call of an adapter, which is the promise of an operation.
//
//	api.Login(name, k)  =>  LoginPromise(api, name)  or  api.LoginPromise(name)
func (w *Writer) adapted(a *plan.Adapter) string {
	var args []string
	name := a.Func
	switch {
	case a.IsMethod():
		name = w.text(a.Recv.Pos(), a.Recv.End()) + "." + name
	case a.Recv != nil:
		args = append(args, w.text(a.Recv.Pos(), a.Recv.End()))
	}
	for i, arg := range a.Call.Args {
		if i == a.Omit {
			continue
		}
		text := w.text(arg.Pos(), arg.End())
		if a.Call.Ellipsis.IsValid() && i == len(a.Call.Args)-1 {
			text += "..."
		}
		args = append(args, text)
	}
	return fmt.Sprintf("%s(%s)", name, strings.Join(args, ", "))
}

// adapter returns the adapter for the operation that step i launches, nil when
// it is launched as it was.
func (w *Writer) adapter(i int) *plan.Adapter {
	if i+1 < len(w.part.Steps) {
		return w.part.Steps[i+1].Adapter
	}
	return w.part.TailAdapter
}

// returning writes a handler that returns the promise of an adapter.
func (w *Writer) returning(s *plan.Step, kind, value string, params *list, a *plan.Adapter) string {
	lines := append([]string{}, params.first...)
	block := s.Lit.Body
	stmt := block.List[len(block.List)-1]
	note, before := opening(w.text(block.Lbrace+1, stmt.Pos()))
	if before = strings.TrimSpace(before); before != "" {
		lines = append(lines, before)
	}
	after := strings.TrimRight(w.text(stmt.End(), block.Rbrace), " \t\r\n")
	only := len(lines) == 0 && note+after == ""
	if only && kind == "Then" && len(s.Values) == 1 && a.Takes(w.part.Src, s.Values[0]) {
		return fmt.Sprintf("Then(%s)", a.Func)
	}
	lines = append(lines, "return "+w.adapted(a)+after)
	head := fmt.Sprintf("%s(func(%s) *%s.Promise[%s]", kind, strings.Join(params.params, ", "), w.pkg, value)
	if note == "" {
		note = "\n" // a comment in what follows does not stand beside the brace
	}
	return body(head, note+strings.Join(lines, "\n")) + ")"
}
