package signature

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A Function is one that may come to return a promise.
type Function struct {
	Op      *chain.Operation
	Name    string         // of the function that returns the promise
	Refusal *chain.Refusal // why it stays as it is, nil when it does not

	declaration
}

// callback is the parameter that the function calls back.
func (f *Function) callback() *types.Var { return f.Op.Func.Signature().Params().At(f.Op.Index) }

// Declared is the function that returns the promise within its package: Name or Type.Name.
func (f *Function) Declared() string { return declared(f.Op.Func, f.Name) }

// Suffix is what the name of a function that returns the promise has more than
// that of the operation.
const Suffix = "Promise"

// Functions judges the operations of a package. Those that carry no outcome,
// and those that are shims already, are not among the functions.
func (p *Package) Functions(ops []*chain.Operation) []*Function {
	p.index()
	var all []*Function
	for _, op := range ops {
		if p.Shims[op.Key()] || op.Convention.Sig.Params().Len() == 0 || p.adapts(op) {
			continue
		}
		f := &Function{Op: op, Name: op.Func.Name() + Suffix, declaration: p.decls[op.Func]}
		f.Refusal = p.judge(f)
		all = append(all, f)
	}
	return all
}

// adapts reports whether a function of this package adapts the operation that
// somebody has written: that one is called instead.
func (p *Package) adapts(op *chain.Operation) bool {
	for _, fn := range p.Adapters[op.Key()] {
		d, ok := p.decls[fn]
		if ok && !ast.IsGenerated(d.file) {
			return true
		}
	}
	return false
}

// A rule is a reason to leave a function as it is: what is said of it, and what
// can be done. An empty text means that it does not apply.
type rule struct {
	name string
	why  func(*Package, *Function) (text, remedy string)
}

// recursion is the rule for functions that may run themselves again.
const recursion = "recursion"

// rules in the order in which they are consulted.
var rules = []rule{
	{chain.Kept, (*Package).isKept},
	{"interface", (*Package).isInterface},
	{"deprecated", (*Package).isDeprecated},
	{"implements", (*Package).onlyImplements},
	{"last", (*Package).isNotLast},
	{"results", (*Package).hasResults},
	{"outcome", (*Package).isOdd},
	{"failures", (*Package).tellsFailures},
	{"hidden", (*Package).hides},
	{"type", (*Package).isUnspeakable},
	{"nil", (*Package).testsNil},
	{"recover", (*Package).recovers},
	{"caller", (*Package).asksCaller},
	{"redeclared", (*Package).redeclares},
	{"linked", (*Package).isLinked},
	{"elsewhere", (*Package).declaredElsewhere},
	{recursion, (*Package).isRecursive},
	{"value", (*Package).onlyValue},
	{"unnamed", (*Package).hasUnnamed},
	{"taken", (*Package).isTaken},
	{"promoted", (*Package).hidesPromoted},
	{"implements", (*Package).implements},
}

func (p *Package) judge(f *Function) *chain.Refusal {
	return p.judgeBy(f, func(rule) bool { return true })
}

// judgeBy judges a function by some of the rules.
func (p *Package) judgeBy(f *Function, asked func(rule) bool) *chain.Refusal {
	for _, r := range rules {
		if !asked(r) {
			continue
		}
		if text, remedy := r.why(p, f); text != "" {
			return &chain.Refusal{Rule: r.name, Pos: f.Op.Func.Pos(), Text: text, Remedy: remedy}
		}
	}
	return nil
}

// JudgeFlat judges a function as it is once the loop that it makes by calling itself is a chain, in which
// it does not.
func (p *Package) JudgeFlat(f *Function) *chain.Refusal {
	if f.Refusal == nil || f.Refusal.Rule != recursion || p.Rounds.RecursByOthers(f.Op.Func) {
		return f.Refusal
	}
	return p.judgeBy(f, func(r rule) bool { return r.name != recursion })
}

// isKept refuses what a comment keeps at the line of its name.
func (p *Package) isKept(f *Function) (text, remedy string) {
	if !p.Kept(f.Op.Func.Pos()) {
		return "", ""
	}
	return "a comment keeps it", "remove the comment"
}

// generate is the advice where only the declaration cannot change.
const generate = "unnest generate writes a function beside it that returns the promise"

// isInterface refuses methods of interfaces: their implementations, here and
// elsewhere, would have to change with them.
func (p *Package) isInterface(f *Function) (text, remedy string) {
	if f.node == nil || f.node.Body == nil {
		return "it is declared without a body: its implementations would have to change with it", generate
	}
	return "", ""
}

func (p *Package) isNotLast(f *Function) (text, remedy string) {
	if f.Op.Index != f.Op.Func.Signature().Params().Len()-1 {
		return "its callback is not its last parameter", generate
	}
	return "", ""
}

// hasResults refuses functions with results of their own: a promise has one
// outcome, and what is returned at once is another.
func (p *Package) hasResults(f *Function) (text, remedy string) {
	if f.Op.Func.Signature().Results().Len() > 0 {
		return "it returns something at once, beside what its callback is told", generate
	}
	return "", ""
}

// isOdd refuses callbacks whose outcome is no value and error.
func (p *Package) isOdd(f *Function) (text, remedy string) {
	const most = 3
	conv := f.Op.Convention
	if len(conv.Values()) > most {
		return fmt.Sprintf("its callback gets more than %d values", most), generate
	}
	for v := range conv.Sig.Params().Variables() {
		if _, ok := types.Unalias(v.Type()).(*types.Pointer); ok && conv.Error < 0 && isErrorLike(v.Type()) {
			return fmt.Sprintf("its callback gets a %s, whose nil is not the nil of error",
				types.TypeString(v.Type(), types.RelativeTo(p.Types))), generate
		}
	}
	if conv.Error >= 0 && convention(conv) == nil {
		return "its callback gets the error between or before several values", generate
	}
	return "", ""
}

func isErrorLike(t types.Type) bool {
	errorType := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	return types.Implements(t, errorType)
}

// isUnspeakable refuses values whose type cannot be written: the callback has a type of
// another package, and that one has a type in it that is not exported.
func (p *Package) isUnspeakable(f *Function) (text, remedy string) {
	src, err := p.Source(f.file)
	if err != nil {
		return "", "" // Declare says so
	}
	if _, err := f.values(src); err != nil {
		return fmt.Sprintf("its callback gets a value whose type cannot be written here: %v", err),
			"deliver a value of a type that other packages can name"
	}
	return "", ""
}

// recovers refuses functions that call recover themselves: that works in the
// very function that is deferred.
func (p *Package) recovers(f *Function) (text, remedy string) {
	if callsItself(f.node.Body, func(call *ast.CallExpr) bool { return syntax.Recovers(p.Info, call) }) {
		return "it calls recover, which would be in another function", "recover in a deferred literal"
	}
	return "", ""
}

// callsItself reports whether a body makes one of some calls itself, and not in a literal.
func callsItself(body *ast.BlockStmt, those func(*ast.CallExpr) bool) bool {
	return syntax.Contains(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && those(call)
	})
}

// redeclares refuses bodies that would mean something else in a literal.
func (p *Package) redeclares(f *Function) (text, remedy string) {
	src, err := p.Source(f.file)
	if err != nil {
		return "", "" // Declare says so
	}
	k := f.callback()
	text = src.Redeclares(f.node.Body, func(obj types.Object) bool {
		return obj != k && f.node.Pos() <= obj.Pos() && obj.Pos() < f.node.Body.Pos()
	})
	if text == "" {
		return "", ""
	}
	return text, "declare what is new before it, and assign with ="
}

// isLinked refuses functions that something else than Go code knows by name.
func (p *Package) isLinked(f *Function) (text, remedy string) {
	if p.Linked[syntax.Symbol(f.Op.Func)] {
		return "the directive //go:linkname names it", generate
	}
	if f.node.Doc != nil {
		for _, c := range f.node.Doc.List {
			if strings.HasPrefix(c.Text, "//go:") || strings.HasPrefix(c.Text, "//export ") {
				return "it has the directive " + strings.Fields(c.Text)[0], generate
			}
		}
	}
	return "", ""
}

// isRecursive refuses functions that may run themselves again.
//
//	func poll(n int, done func(int, error)) { … poll(n-1, done) … }
//
// They hand the same callback on from round to round. In its place every round
// would leave a promise behind that waits for the next one.
func (p *Package) isRecursive(f *Function) (text, remedy string) {
	if p.Rounds.Recurs(f.Op.Func) {
		return "it may run itself again, and every round would leave a promise behind",
			"write the loop with promise.Loop"
	}
	return "", ""
}

// onlyValue refuses functions that are handed to somebody who calls them back, or that others call in
// a way that has to stay, and that nobody else can call: the shim, which has the type that is wanted,
// would be the only caller.
//
//	client.OnRefresh(s.onRefresh)
//	go s.refresh(func(err error) { … })
func (p *Package) onlyValue(f *Function) (text, remedy string) {
	fn := f.Op.Func
	if fn.Exported() || !p.Rounds.Mentions(fn) || p.Rounds.Calls(fn) {
		return "", ""
	}
	return "nothing that uses it could follow: it is a value, or called by go or defer, by a method" +
		" expression, or with the results of another call", generate
}

// hasUnnamed refuses what the shim could not pass on.
func (p *Package) hasUnnamed(f *Function) (text, remedy string) {
	lists := []*ast.FieldList{f.node.Type.Params, f.node.Recv}
	for _, list := range lists {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			blank := func(id *ast.Ident) bool { return id.Name == "_" }
			if len(field.Names) == 0 || slices.ContainsFunc(field.Names, blank) {
				return "it has a parameter or a receiver without a name", "name it"
			}
		}
	}
	fields := f.node.Type.Params.List
	if len(fields[len(fields)-1].Names) > 1 {
		return "its callback shares its type with another one", "write the type twice"
	}
	return "", ""
}

// isTaken refuses functions where the name of the new one means something.
func (p *Package) isTaken(f *Function) (text, remedy string) {
	var other types.Object
	if recv := f.Op.Func.Signature().Recv(); recv != nil {
		obj, index, _ := types.LookupFieldOrMethod(recv.Type(), true, p.Types, f.Name)
		if len(index) == 1 { // of the type itself
			other = obj
		}
	} else {
		other = p.Types.Scope().Lookup(f.Name)
	}
	if slices.Contains(f.parameters(), f.Name) {
		return fmt.Sprintf("%s is the name of a parameter", f.Name), "give the parameter another name"
	}
	if other == nil {
		return "", ""
	}
	if d, ok := p.decls[origin(other)]; ok && ast.IsGenerated(d.file) {
		return fmt.Sprintf("%s is generated", f.Name), "remove the generated file and what generates it"
	}
	line := p.line(f, p.Fset.PositionFor(other.Pos(), false))
	return fmt.Sprintf("%s is declared already, %s", f.Name, line),
		"rename one of them, or put //unnest:adapts " + f.Op.Key() + " into the doc comment of " + f.Name
}

// origin is a function as it is declared, nil for other objects.
func origin(obj types.Object) *types.Func {
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	return fn.Origin()
}
