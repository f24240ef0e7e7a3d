package emit

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// An Edit replaces the text from From to To.
type Edit struct {
	From, To token.Pos
	Text     string
}

// Enter notes what a part of a chain changes inside of text. The promise
// package is called pkg in the file.
func (s *Splicer) Enter(p *plan.Part, pkg string) *Writer {
	w := &Writer{Splicer: s, part: p, pkg: pkg}
	w.edits()
	return w
}

// A Writer writes one part.
type Writer struct {
	*Splicer
	part *plan.Part
	pkg  string
	also []Edit
}

// Also lists what has to be edited outside of the statements of the part.
func (w *Writer) Also() []Edit { return w.also }

// Edit writes the part. All parts of a file that have to do with each other
// must have been entered before, and those inside of this one written: the
// variables of one are used in the text of others. The edit is taken into
// account when text around it is spliced.
func (w *Writer) Edit() Edit {
	from, to := w.part.Stmt.Pos(), w.until()
	text := w.before(w.part)
	if above := w.src.Above(w.part.Stmt.Pos()); text != "" && above.IsValid() {
		text += w.text(above, from)
		from = above
	}
	if w.part.Loop != nil {
		text += "return "
	}
	text += w.statement() + w.after()
	if w.part.Apart {
		text = "{\n" + text + "\n}"
	}
	w.replace(from, to, text)
	w.also = append(w.also, w.behind(to)...)
	return Edit{from, to, text}
}

// until is where the text ends that the part replaces. A comment on the last line of a launch of
// several statements is about that line, and goes with it.
func (w *Writer) until() token.Pos {
	end := w.part.Until.End()
	if w.part.Steps[0].Through == nil {
		return end
	}
	return w.beside(end, w.part.Src.File.FileEnd)
}

// edits enters what changes inside of text that is copied.
func (w *Writer) edits() {
	for _, decl := range w.part.Moves {
		from, to := extent(decl)
		w.remove(from, to)
	}
	for _, h := range w.part.Hoists {
		w.assign(h)
		w.rename(h)
	}
	for _, l := range w.part.Locals {
		w.local(l)
	}
	for i, s := range w.part.Steps {
		at := bare(s)
		if held := s.Declaration(); held != nil {
			at = s.Arg
			w.undeclare(held)
		}
		w.replace(at.Pos(), at.End(), w.continuation(s))
		w.sync(s)
		w.guard(s, i == len(w.part.Steps)-1)
	}
	if s := w.part.Round; s != nil {
		w.replace(s.Arg.Pos(), s.Arg.End(), w.continuation(s))
	}
	if w.part.End == plan.EndDelegate {
		w.delegate()
	}
	if w.part.Moved != nil {
		for _, exit := range w.part.Moved.Exits {
			w.exit(exit)
		}
	}
	w.dissolve()
	w.join()
}

// bare is the literal of a step with the parentheses around it.
func bare(s *plan.Step) ast.Expr {
	if s.Arg != nil && ast.Unparen(s.Arg) == s.Lit {
		return s.Arg
	}
	return s.Lit
}

// guard removes an error exit, or the part of it that has gone elsewhere.
func (w *Writer) guard(s *plan.Step, last bool) {
	switch {
	case s.Guard != nil:
		w.remove(s.Guard.Pos(), s.Guard.End())
	case s.Map != nil && last:
		from, to := w.ahead(s)
		w.move(from, to, "")
		w.move(s.Map.Err.Pos(), s.Map.Err.End(), s.Map.Name)
	}
}

// sync makes a launch that may fail at once return its error.
func (w *Writer) sync(s *plan.Step) {
	if s.Sync == nil {
		return
	}
	assign, end := s.Sync.Assign, s.Sync.Guard.End()
	if len(assign.Lhs) == 1 {
		w.replace(min(assign.Pos(), s.Sync.Guard.Pos()), assign.Rhs[0].Pos(), "return ")
		w.replace(assign.End(), end, "")
	} else {
		if s.Sync.Guard.Pos() < assign.Pos() {
			w.replace(s.Sync.Guard.Pos(), assign.Pos(), "")
		}
		err := w.text(assign.Lhs[len(assign.Lhs)-1].Pos(), assign.Lhs[len(assign.Lhs)-1].End())
		w.redeclare(assign)
		w.replace(assign.End(), end, "\nreturn "+err)
	}
	for _, ret := range s.Sync.Bodies {
		w.replace(ret.Pos(), ret.End(), "return nil")
	}
}

// redeclare makes := of an assignment.
func (w *Writer) redeclare(stmt *ast.AssignStmt) {
	if stmt.Tok == token.ASSIGN {
		w.replace(stmt.TokPos, stmt.TokPos+1, ":=")
	}
}

// frontText writes the error exit that is put in front of the last body.
func (w *Writer) frontText() string {
	f := w.part.Front
	switch {
	case f == nil:
		return ""
	case f.Call == nil:
		return w.moved(f.Guard.Pos(), f.Guard.End(), f.Own)
	}
	return fmt.Sprintf("if %s != nil {\n%s%s%s\nreturn\n}", f.Err,
		w.moved(f.Call.Pos(), f.Arg.Pos(), f.Own), f.Err, w.moved(f.Arg.End(), f.Call.End(), f.Own))
}

// exit turns the call of a completion into a return statement.
func (w *Writer) exit(e plan.MovedExit) {
	args := e.Call.Args
	if zero, sent := w.part.Sent(); sent {
		w.apart(e.Call, "return ", "", zero)
		if e.Return != nil {
			w.replace(e.Call.End(), e.Return.End(), "")
		}
		return
	}
	w.replace(e.Call.Pos(), args[0].Pos(), "return ")
	end := e.Call.End()
	if e.Return != nil {
		end = e.Return.End()
	}
	w.replace(args[len(args)-1].End(), end, "")
}

// assign turns the declaration of a hoisted variable into an assignment.
func (w *Writer) assign(h *plan.Hoist) {
	switch decl := h.Decl.(type) {
	case *ast.AssignStmt:
		w.reassign(decl)
	case *ast.DeclStmt:
		w.declared(h, decl.Decl.(*ast.GenDecl))
	case *ast.CaseClause:
		w.copied(h, decl.Colon+1, decl.Body[0])
	case *ast.FuncLit:
		w.copied(h, decl.Body.Lbrace+1, decl.Body.List[0])
	}
}

// copied sets a variable to that of a clause of a type switch or to a parameter, at
// the place at, as the first thing that is done there.
func (w *Writer) copied(h *plan.Hoist, at token.Pos, first ast.Stmt) {
	line, _, above := strings.Cut(w.part.Src.Slice(at, first.Pos()), "\n")
	text := fmt.Sprintf("\n%s = %s", h.Name, h.Obj.Name())
	switch {
	case !above:
		text += "\n"
	case strings.HasPrefix(strings.TrimSpace(line), "//"):
		at += token.Pos(len(line))
	}
	w.replace(at, at, text)
}

// rename gives the uses of a hoisted variable its name, and makes an
// assignment of every := that would declare it anew.
func (w *Writer) rename(h *plan.Hoist) {
	if h.Obj == nil {
		return
	}
	for _, id := range w.part.Src.Uses(h.Obj) {
		if h.From != nil && (id.Pos() < h.From.Pos() || id.Pos() >= h.From.End()) {
			continue
		}
		if id.Name != h.Name {
			w.Splicer.rename(id, h.Name)
		}
	}
	for _, stmt := range w.part.Redeclared(h) {
		w.reassign(stmt)
	}
}

// declare declares variables.
func declare(hoists []*plan.Hoist) string {
	var b strings.Builder
	switch names := namesOf(hoists); {
	case len(hoists) == 0:
	case names != "":
		fmt.Fprintf(&b, "var %s %s\n", names, hoists[0].Type)
	default:
		b.WriteString("var (\n")
		for _, h := range hoists {
			fmt.Fprintf(&b, "%s %s\n", h.Name, h.Type)
		}
		b.WriteString(")\n")
	}
	for _, h := range hoists {
		if h.Unread {
			fmt.Fprintf(&b, "_ = %s\n", h.Name)
		}
	}
	return b.String()
}

// namesOf lists variables of one type, empty when they are of several.
func namesOf(hoists []*plan.Hoist) string {
	var names []string
	for _, h := range hoists {
		if h.Type != hoists[0].Type {
			return ""
		}
		names = append(names, h.Name)
	}
	return strings.Join(names, ", ")
}

// after declares the variables that could not be declared before the chain.
func (w *Writer) after() string {
	var names, values []string
	for _, h := range w.part.Hoists {
		if h.After {
			names = append(names, h.Obj.Name())
			values = append(values, h.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("\n%s := %s", strings.Join(names, ", "), strings.Join(values, ", "))
}

// statement writes what replaces the statement of the chain.
func (w *Writer) statement() string {
	if w.part.Steps[0].Sync != nil {
		return w.chain(w.text(w.part.Stmt.Pos(), w.part.Until.End()))
	}
	switch stmt := w.part.Stmt.(type) {
	case *ast.ReturnStmt:
		return w.returned(stmt)
	case *ast.IfStmt:
		launch := w.text(stmt.Init.Pos(), stmt.Init.End())
		rest := w.text(stmt.Cond.Pos(), stmt.End())
		return w.chain(launch) + "\nif " + rest
	default:
		return w.chain(w.text(stmt.Pos(), w.until()))
	}
}

// returned writes the chain of a launch whose results are returned.
func (w *Writer) returned(stmt *ast.ReturnStmt) string {
	call := stmt.Results[0]
	launch := w.text(call.Pos(), call.End())
	if len(w.part.Result) == 0 {
		return w.chain(launch) + "\nreturn"
	}
	var names []string
	for _, h := range w.part.Result {
		names = append(names, h.Name)
	}
	results := strings.Join(names, ", ")
	return w.chain(results+" = "+launch) + "\nreturn " + results
}

// chain writes the chain itself.
func (w *Writer) chain(launch string) string {
	links := []string{w.call(launch)}
	last := len(w.part.Steps) - 1
	for i, s := range w.part.Steps {
		if s.Map != nil && i == 0 {
			links = append(links, w.mapErr(s))
		}
		if s.Keep != nil {
			links = append(links, fmt.Sprintf("Keep(&%s)", s.Keep.Name))
		}
		if i < last {
			links = append(links, w.handler(i))
		} else {
			links = append(links, w.end(i)...)
		}
	}
	if w.part.Joins == nil {
		notes, end := w.notes(), &links[len(links)-1]
		if notes == "" && w.handsOn(*end) {
			links = links[:len(links)-1]
		} else {
			*end = notes + *end
		}
	}
	if len(links) == 2 && w.part.Steps[0].Adapter != nil && !strings.HasPrefix(links[1], "//") {
		return links[0] + "." + links[1]
	}
	return strings.Join(links, ".\n")
}

// end writes what comes of the last step.
func (w *Writer) end(i int) []string {
	var links []string
	s := w.part.Steps[i]
	switch w.part.End {
	case plan.EndDelegate, plan.EndRound:
		links = append(links, w.handler(i))
	case plan.EndMap:
		links = append(links, w.mapLast(s))
	case plan.EndBody, plan.EndGuarded, plan.EndPass, plan.EndError, plan.EndTurn:
		// nothing stands before their end
	}
	if w.part.Joins != nil {
		return append(links, w.joined(s)...)
	}
	if w.part.Loop != nil {
		return append(links, w.turn(s))
	}
	if w.part.Finale != nil {
		links = append(links, w.finally(w.part.Finale))
	}
	return append(links, w.settle(s))
}

// promise writes the promise of an operation.
func (w *Writer) promise(s *plan.Step, launch string) string {
	call, result := "Call", ""
	if s.Sync != nil {
		call, result = "TryCall", " error"
	}
	head := fmt.Sprintf("%s.%s(func(%s func(%s, error))%s", w.pkg, call, w.part.K, w.value(s), result)
	return body(head, launch) + ")"
}

// call writes the launch of the first operation.
func (w *Writer) call(launch string) string {
	head := w.part.Steps[0]
	if head.Adapter != nil {
		return w.adapted(head.Adapter)
	}
	return w.promise(head, launch)
}
