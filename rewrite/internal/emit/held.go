package emit

import "go/ast"

// undeclare takes away the declaration of a variable that holds a continuation, with the
// comment above it. That of the first one stands outside of the part.
//
//	show := func(user User, err error) {…}
//	--------------------------------------
//	Login(name, show)
func (w *Writer) undeclare(held ast.Stmt) {
	w.strandBeside(held.End())
	from, to := w.whole(w.documented(held), held.End())
	w.move(from, to, "")
	if held == w.part.Held {
		w.also = append(w.also, Edit{From: from, To: to})
	}
}
