package emit

import (
	"fmt"
	"go/ast"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// lineWidth is how long a link of a chain may get when its body stands on the
// same line. Indentation is not counted.
const lineWidth = 100

// A list is a list of handler parameters with the statements that unpack them.
type list struct {
	params []string
	first  []string
}

// handler writes the handler with the literal of step i, which launches the
// next operation.
func (w *Writer) handler(i int) string {
	s := w.part.Steps[i]
	params := w.params(s)
	kind := "Handle"
	if s.OnlyGood {
		kind = "Then"
	} else {
		w.errParam(s, params)
	}
	value, next := w.next(i)
	k := fmt.Sprintf("%s func(%s, error)", w.part.K, value)
	if next != nil && next.Map != nil {
		return w.mapped(s, kind, params, value, next)
	}
	if a := w.adapter(i); a != nil {
		return w.returning(s, kind, value, params, a)
	}
	params.params = append(params.params, k)
	call, result := "Call", ""
	if next != nil && next.Sync != nil {
		call, result = "Try", " error"
	}
	head := fmt.Sprintf("%s%s(func(%s)%s", kind, call, strings.Join(params.params, ", "), result)
	return w.literal(head, s, params) + ")"
}

// next is what the operation launched by step i delivers, and its step unless
// it is the operation at the tail.
func (w *Writer) next(i int) (string, *plan.Step) {
	if i+1 < len(w.part.Steps) {
		next := w.part.Steps[i+1]
		return w.value(next), next
	}
	if next := w.part.Round; next != nil {
		return w.value(next), next
	}
	return w.tail(), nil
}

// mapped writes a handler that returns the promise of the next operation, with
// what changes that operation's own error attached to it.
func (w *Writer) mapped(s *plan.Step, kind string, params *list, value string, next *plan.Step) string {
	before, launch := w.split(s, next)
	operation := w.promise(next, launch)
	if next.Adapter != nil {
		operation = w.adapted(next.Adapter)
	}
	promise := fmt.Sprintf("return %s.\n%s", operation, w.mapErr(next))
	lines := append(params.first, before...)
	lines = append(lines, promise)
	head := fmt.Sprintf("%s(func(%s) *%s.Promise[%s]", kind, strings.Join(params.params, ", "), w.pkg, value)
	text := strings.Join(lines, "\n") + "\n"
	note, _ := opening(w.part.Src.Slice(s.Lit.Body.Lbrace+1, s.Lit.Body.Rbrace))
	if note == "" || len(params.first) > 0 {
		text = "\n" + text // what it begins with did not stand on the line of the brace
	}
	return body(head, text) + ")"
}

// split separates what stands before the launch of the next operation from
// the launch, unless all of it is the launch.
func (w *Writer) split(s, next *plan.Step) (before []string, launch string) {
	body := s.Lit.Body
	if s.LaunchesWhole(next) {
		return nil, w.text(body.Lbrace+1, body.Rbrace)
	}
	last := body.List[len(body.List)-1]
	text := strings.TrimSpace(w.text(body.Lbrace+1, last.Pos()))
	if text != "" {
		before = []string{text}
	}
	return before, w.text(last.Pos(), body.Rbrace)
}

// settle writes the end of a chain with the literal of its last step.
func (w *Writer) settle(s *plan.Step) string {
	if w.part.TellsError() {
		return w.tellError(s)
	}
	switch w.part.End {
	case plan.EndPass, plan.EndDelegate, plan.EndMap:
		return fmt.Sprintf("Settle(%s)", w.completion())
	case plan.EndRound:
		return fmt.Sprintf("Settle(%s)", w.again())
	case plan.EndBody, plan.EndGuarded, plan.EndError, plan.EndTurn: // which get the literal
	}
	params := w.lastParams(s)
	return w.literal(fmt.Sprintf("Settle(func(%s)", strings.Join(params.params, ", ")), s, params) + ")"
}

// completion writes what the chain ends with. A part around this one may have
// given it another name.
func (w *Writer) completion() string {
	c := w.part.Completion
	name := w.text(c.At.Pos(), c.At.End())
	if c.Params == nil {
		return name
	}
	return fmt.Sprintf("func(%s) { %s(%s) }", strings.Join(c.Params, ", "), name, strings.Join(c.Args, ", "))
}

// lastParams writes the parameters of the last body, which sees both arms.
func (w *Writer) lastParams(s *plan.Step) *list {
	params := w.params(s)
	switch {
	case w.part.End == plan.EndGuarded:
		params.params = append(params.params, w.part.Front.Err+" error")
		params.first = append([]string{w.frontText()}, params.first...)
	case s.Err == nil:
		params.params = append(params.params, "_ error")
	default:
		w.errParam(s, params)
	}
	return params
}

// mapLast writes the last step as a function of its value.
//
// One that returns the value that it gets is there to drop what comes beside an
// error, and is written as Then(promise.Resolve).
func (w *Writer) mapLast(s *plan.Step) string {
	if w.part.ReturnsValue() {
		return fmt.Sprintf("Then(%s.Resolve)", w.pkg)
	}
	params := w.params(s)
	head := fmt.Sprintf("Map(func(%s) (%s, error)", strings.Join(params.params, ", "), w.part.Moved.Type)
	return w.literal(head, s, params) + ")"
}

// params writes the value parameter of a handler and what unpacks it.
func (w *Writer) params(s *plan.Step) *list {
	l := &list{first: w.signature(s)}
	if s.OnlyGood && s.ErrVar {
		l.first = append(l.first, fmt.Sprintf("var %s error", s.Err.Name))
		if s.ErrUnread {
			l.first = append(l.first, "_ = "+s.Err.Name)
		}
	}
	switch len(s.Values) {
	case 0:
		l.params = []string{"_ " + w.value(s)}
	case 1:
		w.single(s.Values[0], l)
	default:
		w.several(s, l)
	}
	return l
}

// single writes the parameter for the only value.
func (w *Writer) single(v *plan.Param, l *list) {
	name := v.Name
	switch {
	case v.Hoist != nil:
		name = v.Fresh
		l.first = append(l.first, fmt.Sprintf("%s = %s", v.Hoist.Name, name))
	case !v.Used:
		name = "_"
	}
	l.params = []string{name + " " + w.typ(v.Type)}
}

// several writes the parameter for several values, which come as one.
func (w *Writer) several(s *plan.Step, l *list) {
	var define, from, assign, values, unread []string
	for i, v := range s.Values {
		value := w.part.Tuple + "." + field(len(s.Values), i)
		switch {
		case v.Hoist != nil:
			assign = append(assign, v.Hoist.Name)
			values = append(values, value)
		case v.Used:
			define = append(define, v.Name)
			from = append(from, value)
			if v.Unread {
				unread = append(unread, "_ = "+v.Name)
			}
		}
	}
	name := w.part.Tuple
	if len(define)+len(assign) == 0 {
		name = "_"
	}
	l.params = []string{name + " " + w.value(s)}
	if len(assign) > 0 {
		l.first = append(l.first, strings.Join(assign, ", ")+" = "+strings.Join(values, ", "))
	}
	if len(define) > 0 {
		l.first = append(l.first, strings.Join(define, ", ")+" := "+strings.Join(from, ", "))
		l.first = append(l.first, unread...)
	}
}

// errParam writes the error parameter of a handler that sees both arms.
func (w *Writer) errParam(s *plan.Step, l *list) {
	name := s.Err.Name
	switch {
	case s.Err.Hoist != nil:
		name = s.Err.Fresh
		l.first = append(l.first, fmt.Sprintf("%s = %s", s.Err.Hoist.Name, name))
	case !s.Err.Used:
		name = "_"
	}
	l.params = append(l.params, name+" error")
}

// literal writes a handler with the body of a step's literal, behind what
// unpacks the parameters.
func (w *Writer) literal(head string, s *plan.Step, l *list) string {
	text := w.text(s.Lit.Body.Lbrace+1, s.Lit.Body.Rbrace)
	if len(l.first) > 0 {
		note, rest := opening(text)
		text = note + strings.Join(l.first, "\n") + "\n" + strings.TrimLeft(rest, " \t\r\n")
	}
	return body(head, text)
}

// opening separates the comment that stands on the line of an opening brace:
// it may be a directive to a linter, which means that line.
func opening(text string) (note, rest string) {
	line, rest, ok := strings.Cut(text, "\n")
	if line = strings.TrimSpace(line); !ok || !strings.HasPrefix(line, "//") {
		return "", text
	}
	return line + "\n", rest
}

// body writes a function with its body, on one line when both fit on it.
func body(head, text string) string {
	line := strings.TrimSpace(text)
	note, rest := opening(text)
	switch {
	case note != "":
		return head + " { " + note + strings.Trim(rest, " \t\r\n") + "\n}"
	case line == "":
		return head + " {}"
	case strings.Contains(line, "\n") || strings.Contains(line, "//") || len(head)+len(line) > lineWidth:
		return head + " {\n" + strings.Trim(text, " \t\r\n") + "\n}"
	}
	return head + " { " + line + " }"
}

// typ copies a type without the comments in it.
func (w *Writer) typ(e ast.Expr) string {
	var b strings.Builder
	from := e.Pos()
	for _, c := range w.within(e.Pos(), e.End()) {
		b.WriteString(w.part.Src.Slice(from, c.Pos()))
		from = c.End()
	}
	b.WriteString(w.part.Src.Slice(from, e.End()))
	return b.String()
}
