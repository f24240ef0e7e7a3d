package bugs

import (
	"go/ast"
	"go/types"
	"regexp"

	"github.com/unnest-go/unnest/internal/syntax"
)

// leaveName is what functions are called that end the program, or panic. So may those called
// lastWords, which say how or with what, and nothing else: who sends a fatal alert goes on. Those
// called exitName do so where they belong to a log, are told the code of it, or are what is called
// for short.
var (
	leaveName = regexp.MustCompile(
		`^(?i:(fatal|panic|failnow)(f|ln|w|j|depth|context|ctx|msg|message|err|error)*|die)$`)
	lastWords = regexp.MustCompile(`^([fF]atal|[pP]anic)([ev]|(F|Ln|W|S|J|JSON|KV|Depth|Context|Ctx|Msg|` +
		`Message|Err|Error|With|Without|Fields?|Attrs?|Values?|Text|Str|String|Stack|Trace|Caller|Skip|` +
		`Code|ID|Usage|Help|Internal|And|Exit|Now|Line|Log)+[fw]?)$`)
	exitName = regexp.MustCompile(`^(?i:(os)?exit(f|ln|depth)?)$`)
)

// leaves says whether an expression is a call of a function that never returns: of one of
// the package, or a literal, it is known, and of a variable by the value that it begins
// with, which tests may replace. A log may write before it ends the program, and is told
// the rest of what to write by calls of what it has returned.
func (p *Package) leaves(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	if body := p.called(call); body != nil {
		return p.noReturn(body)
	}
	if p.Pass.TypesInfo.Types[call.Fun].IsType() {
		return false
	}
	sel, ok := syntax.Called(call).(*ast.SelectorExpr)
	if name := syntax.CalledName(call); name != nil {
		exits := exitName.MatchString(name.Name) && (!ok || logsOnly(call) || p.takesCode(call.Fun))
		if exits || p.saysFatal(name.Name, call.Fun) || p.beginsLeaving(name) {
			return true
		}
	}
	return ok && p.leaves(ast.Unparen(sel.X))
}

// saysFatal says whether a function of another package ends the program, or panics, by its name. One
// that says more has something to print, and returns nothing.
func (p *Package) saysFatal(name string, fn ast.Expr) bool {
	if leaveName.MatchString(name) {
		return true
	}
	sig, ok := syntax.Underlying(p.Pass.TypesInfo, fn).(*types.Signature)
	if !ok || !lastWords.MatchString(name) || sig.Results().Len() > 0 {
		return false
	}
	for param := range sig.Params().Variables() {
		basic, ok := param.Type().Underlying().(*types.Basic)
		if ok && basic.Info()&types.IsString != 0 || isFailure(param.Type()) {
			return true
		}
	}
	return sig.Variadic()
}

// noReturn says whether a body never comes to its end.
func (p *Package) noReturn(body *ast.BlockStmt) bool {
	g := p.graph(body)
	return g != nil && g.NoReturn()
}

// takesCode says whether a function has the signature of [os.Exit].
func (p *Package) takesCode(fn ast.Expr) bool {
	sig, ok := syntax.Underlying(p.Pass.TypesInfo, fn).(*types.Signature)
	return ok && sig.Params().Len() == 1 && sig.Results().Len() == 0 &&
		types.Identical(sig.Params().At(0).Type(), types.Typ[types.Int])
}

// exitFuncs are the functions of the standard library that a variable may begin with.
var exitFuncs = map[string]bool{"os.Exit": true, "runtime.Goexit": true, "syscall.Exit": true}

// beginsLeaving says whether the name is one of a variable that begins with a function that
// never returns.
func (p *Package) beginsLeaving(name *ast.Ident) bool {
	switch value := ast.Unparen(p.beginning(name)).(type) {
	case nil:
		return false
	case *ast.FuncLit:
		return p.noReturn(value.Body)
	default:
		fn, ok := p.named(value).(*types.Func)
		if !ok {
			return false
		}
		if decl := p.declarations()[fn.Origin()]; decl != nil {
			return decl.Body != nil && p.noReturn(decl.Body)
		}
		return exitFuncs[fn.FullName()] || p.saysFatal(fn.Name(), value)
	}
}

// beginning is the value that a variable of the package is declared with, or the only one
// of a local one, nil when that is not known.
func (p *Package) beginning(name *ast.Ident) ast.Expr {
	v, ok := p.Pass.TypesInfo.Uses[name].(*types.Var)
	if !ok || v.Pkg() != p.Pass.Pkg || v.IsField() {
		return nil
	}
	if v.Kind() != types.PackageVar {
		return p.valueOf(name)
	}
	return p.initial(v)
}

// initial is the value that a variable of the package is declared with, nil when that is not known.
func (p *Package) initial(v *types.Var) ast.Expr {
	at, ok := p.Root.FindByPos(v.Pos(), v.Pos())
	if !ok {
		return nil
	}
	spec, ok := at.Parent().Node().(*ast.ValueSpec)
	if !ok || len(spec.Names) != len(spec.Values) {
		return nil
	}
	for i, id := range spec.Names {
		if id == at.Node() {
			return spec.Values[i]
		}
	}
	return nil
}
