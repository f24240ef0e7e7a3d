package signature

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// Declare is the first stage: a function is declared anew, and what it was
// becomes a shim.
//
//	Pattern: func F(x X, done func(T, error)) { BODY } =>
//	func FPromise(x X) *promise.Promise[T] {
//		return promise.Call(func(done func(T, error)) { BODY })
//	}
//	func F(x X, done func(T, error)) { FPromise(x).Settle(done) }
//	So long as: no rule refuses.
//	Because: Settle runs BODY at once, with a done that calls the one that it got.
func (p *Package) Declare(f *Function) (*Change, error) {
	src, err := p.Source(f.file)
	if err != nil {
		return nil, err
	}
	d := &declarer{
		Function: f, src: src, pkg: p.Promise(src), style: convention(f.Op.Convention),
		typed:   syntax.KeepsType(p.Info, f.node.Body, f.callback()),
		guarded: p.guarded(f), stays: f.Op.Func.Exported() || p.isAbstract(f.Op.Func),
	}
	if d.values, err = f.values(src); err != nil {
		return nil, err
	}
	d.value = d.style.value(d.pkg, d.values)
	c := &Change{
		Pos:  f.node.Name.Pos(),
		Func: f.Op.Name(),
		Made: f.Declared(),
	}
	c.Edits = append(c.Edits, d.doc(c)...)
	c.Edits = append(c.Edits, d.directives(c)...)
	c.Edits = append(c.Edits, analysis.TextEdit{
		Pos: f.node.Type.Pos(), End: f.node.End(), NewText: []byte(d.promising() + "\n\n" + d.shim(c)),
	})
	c.Edits = append(c.Edits, d.apart()...)
	c.Edits = p.Import(src, c.Edits)
	return c, nil
}

// apart puts a blank line behind the declaration where functions of one line
// stand close together: they have become longer.
func (d *declarer) apart() []analysis.TextEdit {
	rest := d.src.Slice(d.node.End(), d.file.FileEnd)
	line, next, _ := strings.Cut(rest, "\n")
	if next == "" || strings.HasPrefix(strings.TrimPrefix(next, "\r"), "\n") {
		return nil
	}
	pos := d.node.End() + token.Pos(len(strings.TrimSuffix(line, "\r")))
	return []analysis.TextEdit{{Pos: pos, End: pos, NewText: []byte("\n")}}
}

// A declarer writes the two declarations.
type declarer struct {
	*Function
	src     *plan.Source
	pkg     string
	style   *style
	typed   bool     // the callback keeps its type
	guarded bool     // the shim may be called without one
	stays   bool     // others than this program's callers need the shim
	values  []string // types
	value   string   // what the promise delivers
}

// values spells the types of what the callback gets.
func (f *Function) values(src *plan.Source) ([]string, error) {
	return spelled(src, f.node.Type.Params.End(), f.Op.Convention)
}

func spelled(src *plan.Source, pos token.Pos, conv chain.Convention) ([]string, error) {
	place := src.Place(pos)
	var all []string
	for _, i := range conv.Values() {
		text, err := place.Type(conv.Sig.Params().At(i).Type())
		if err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, nil
}

// done is the parameter that is the callback.
func (d *declarer) done() *ast.Field {
	fields := d.node.Type.Params.List
	return fields[len(fields)-1]
}

// promising writes the function that returns the promise.
func (d *declarer) promising() string {
	note, body := d.body()
	return fmt.Sprintf("%s *%s.Promise[%s] {%s\nreturn %s.Call(func(%s) {%s%s})\n}",
		d.head(), d.pkg, d.value, note, d.pkg, d.continuation(), d.unpacked(), body)
}

// body is the text of the body. A comment that stands on the line of the
// declaration, such as //nolint, is about that, and comes first.
func (d *declarer) body() (note, body string) {
	body = d.src.Slice(d.node.Body.Lbrace+1, d.node.Body.Rbrace)
	line, rest, _ := strings.Cut(body, "\n")
	if !strings.HasPrefix(strings.TrimSpace(line), "//") {
		return "", body
	}
	return line, "\n" + rest
}

// head is the declaration up to its results, without the callback.
func (d *declarer) head() string {
	params := d.node.Type.Params
	end := params.Opening + 1
	before := params.List[:len(params.List)-1]
	if len(before) > 0 {
		end = before[len(before)-1].End()
	}
	text := d.src.Slice(d.node.Type.Pos(), d.node.Name.Pos()) + d.Name + d.src.Slice(d.node.Name.End(), end)
	notes := notes(d.src, end, d.comments(end))
	switch {
	case len(before) == 0 && notes != "":
		notes = " " + strings.TrimLeft(notes, " \n") // alone it would not be indented
	case len(before) == 0:
	case strings.Contains(notes, "\n"):
		text += ","
	case d.spread():
		notes += ",\n"
	}
	return text + notes + ")"
}

// spread says whether the parenthesis after the parameters stands on a line of its own.
func (d *declarer) spread() bool {
	return d.src.Line(d.done().End()) < d.src.Line(d.node.Type.Params.Closing)
}

// comments lists the comments from a place on to the body, but for those inside of the
// callback that are copied with it.
func (d *declarer) comments(from token.Pos) []*ast.Comment {
	done := d.done()
	start, end := done.Pos(), done.End()
	_, literal := done.Type.(*ast.FuncType)
	switch {
	case d.typed:
		start = done.Type.Pos()
	case !literal || !d.direct():
		start = end
	}
	return slices.Concat(comments(d.src, from, start), comments(d.src, end, d.node.Body.Lbrace))
}

// tab is how wide the indentation of a statement of a function is.
const tab = 4

// direct reports whether the parameter of the literal is the callback itself.
func (d *declarer) direct() bool { return d.style.plain() && !d.typed }

// continuation is the parameter of the literal: the callback under its own name,
// or a k that it is made from.
func (d *declarer) continuation() string {
	if _, literal := d.done().Type.(*ast.FuncType); literal && d.direct() {
		return d.src.Slice(d.done().Pos(), d.done().End())
	}
	return fmt.Sprintf("%s func(%s, error)", d.k(), d.value)
}

// k is a name that means nothing in the function.
func (d *declarer) k() string {
	if d.direct() {
		return d.done().Names[0].Name
	}
	taken := make(map[string]bool)
	ast.Inspect(d.node, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			taken[id.Name] = true
		}
		return true
	})
	name := "k"
	if taken[name] {
		name = "settle"
	}
	for i := 2; taken[name]; i++ {
		name = fmt.Sprintf("settle%d", i)
	}
	return name
}

// unpacked declares the callback where the literal has k.
func (d *declarer) unpacked() string {
	if d.direct() {
		return ""
	}
	k := d.k()
	if !d.style.plain() {
		k = fmt.Sprintf("%s.%s(%s)", d.pkg, d.style.adapter, k)
	}
	if d.typed {
		k = fmt.Sprintf("%s(%s)", d.src.Slice(d.done().Type.Pos(), d.done().Type.End()), k)
	}
	return fmt.Sprintf("\n%s := %s\n", d.done().Names[0].Name, k)
}

// shim writes what callers elsewhere still call.
func (d *declarer) shim(c *Change) string {
	done := d.done().Names[0].Name
	call := d.call() + ".Settle("
	handler := d.style.settler(d.pkg, d.value, done, tab+len(call))
	if d.guarded {
		handler = d.style.guarded(d.pkg, d.value, done)
	}
	text := fmt.Sprintf("%s { %s%s) }", d.signature(), call, handler)
	return d.shimDoc(c) + text
}

// signature is that of the old function without its comments, which the new one
// has.
func (d *declarer) signature() string {
	var b strings.Builder
	from, end := d.node.Type.Pos(), d.node.Type.End()
	for _, comment := range comments(d.src, from, end) {
		b.WriteString(d.src.Slice(from, comment.Pos()))
		from = comment.Pos() + token.Pos(len(d.src.Comment(comment)))
	}
	b.WriteString(d.src.Slice(from, end))
	return blankLines.ReplaceAllString(b.String(), "\n")
}

// blankLines are where comments stood.
var blankLines = regexp.MustCompile(`\n\s*\n`)

// call is the call of the new function with the parameters of the old one.
func (d *declarer) call() string {
	var args []string
	for _, field := range d.node.Type.Params.List {
		for _, name := range field.Names {
			args = append(args, name.Name)
		}
	}
	name := d.Name
	if d.node.Recv != nil {
		name = d.node.Recv.List[0].Names[0].Name + "." + name
	}
	return fmt.Sprintf("%s%s(%s)", name, d.typeArgs(), strings.Join(args[:len(args)-1], ", "))
}

// typeArgs are written out when the callback was what told them.
func (d *declarer) typeArgs() string {
	var others []types.Type
	for v := range d.Op.Func.Signature().Params().Variables() {
		others = append(others, v.Type())
	}
	if plan.TellsAll(others[:len(others)-1], d.Op.Func) {
		return ""
	}
	var names []string
	for _, field := range d.node.Type.TypeParams.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	return "[" + strings.Join(names, ", ") + "]"
}

// shimDoc says what to call instead. go fix follows the directive.
func (d *declarer) shimDoc(c *Change) string {
	var b strings.Builder
	lines := shimDoc(d.Op.Func, d.Name)
	if d.Op.Misnamed {
		lines = slices.Insert(lines, len(lines)-1, directive+" "+d.callback().Name())
	}
	for _, line := range lines {
		b.WriteString(line + "\n")
		c.Comments = append(c.Comments, verify.Change{Pos: d.node.Pos(), After: line})
	}
	return b.String()
}

func shimDoc(fn *types.Func, to string) []string {
	link := declared(fn, to)
	return []string{
		fmt.Sprintf("// %s is [%s] with a callback.", fn.Name(), link),
		"//",
		fmt.Sprintf("// Deprecated: use [%s].", link),
		"//",
		"//go:fix inline",
	}
}
