package bugs

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// looks says whether a use of a variable does nothing with its value: it is compared, or given
// to a function that only looks at it.
func (p *Package) looks(use inspector.Cursor, depth int) bool {
	switch parent := use.Parent().Node().(type) {
	case *ast.BinaryExpr:
		return true
	case *ast.CallExpr:
		arg := slices.IndexFunc(parent.Args, func(e ast.Expr) bool { return e == use.Node() })
		return arg >= 0 && p.looksAt(parent, arg, depth)
	}
	return false
}

// looksAt says whether the function that a call calls only looks at an argument: all uses in
// its body do, or it writes what it is given, as package fmt and loggers do.
func (p *Package) looksAt(call *ast.CallExpr, arg, depth int) bool {
	if fn, _ := p.calleeIn("fmt", call); fn != nil {
		return true
	}
	param, body := p.parameter(call, arg)
	if param == nil {
		return body != nil || p.writesLog(call, arg)
	}
	at, ok := p.Root.FindNode(body)
	if !ok || depth > deepest {
		return false
	}
	for use := range at.Preorder((*ast.Ident)(nil)) {
		if p.Pass.TypesInfo.Uses[use.Node().(*ast.Ident)] == param && !p.looks(use, depth+1) {
			return false
		}
	}
	return true
}

// parameter is the parameter that takes an argument of a call, with the body of the function
// that is called; nil when there is no such body in the package, or no name.
func (p *Package) parameter(call *ast.CallExpr, arg int) (types.Object, *ast.BlockStmt) {
	body := p.called(call)
	if body == nil {
		return nil, nil
	}
	at, ok := p.Root.FindNode(body)
	if !ok {
		return nil, body
	}
	typ, _ := function(at.Parent().Node())
	var names []*ast.Ident
	for _, field := range typ.Params.List {
		names = append(names, field.Names...)
	}
	if arg = min(arg, len(names)-1); arg < 0 {
		return nil, body
	}
	return p.Pass.TypesInfo.Defs[names[arg]], body
}

// logs is what functions are called that tell nobody who waits, and notLogs is what
// only looks like it.
var (
	logs = regexp.MustCompile(
		`(?i:\b(apex|g|hc|k|s|v|z|zero)?log|\bzap\b|logger|^fmt\.print|^print(ln)?$)|[a-z]Log\b`)
	notLogs = regexp.MustCompile(`(?i)\blog(in|out|ic|is|o)`)
)

// logsOnly says whether a call tells a log, or the terminal, going by its name.
func logsOnly(call *ast.CallExpr) bool {
	name := types.ExprString(call.Fun)
	if strings.HasPrefix(name, "fmt.Fprint") && len(call.Args) > 0 {
		to := types.ExprString(call.Args[0])
		return to == "os.Stderr" || to == "os.Stdout"
	}
	return logs.MatchString(name) && !notLogs.MatchString(name)
}

// writesLog says whether a call tells a log what an argument is. There are other things that
// are called log; what writes takes whatever it is given, and any number of that, or belongs
// to a package that is called so, too.
func (p *Package) writesLog(call *ast.CallExpr, arg int) bool {
	if !logsOnly(call) {
		return false
	}
	sig, ok := syntax.Underlying(p.Pass.TypesInfo, call.Fun).(*types.Signature)
	if !ok {
		return false
	}
	callee := typeutil.Callee(p.Pass.TypesInfo, call)
	if _, ok := callee.(*types.Builtin); ok {
		return true // print
	}
	last := sig.Params().Len() - 1
	of := callee != nil && callee.Pkg() != nil && logs.MatchString(callee.Pkg().Name())
	if sig.Variadic() && arg >= last {
		slice, ok := sig.Params().At(last).Type().Underlying().(*types.Slice)
		return ok && types.IsInterface(slice.Elem())
	}
	return of && types.IsInterface(sig.Params().At(arg).Type())
}
