package syntax

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// makers are functions that make an error of whatever they are told.
var makers = []string{
	"errors.New", "errors.Newf", "errors.Errorf", "fmt.Errorf", "xerrors.New", "xerrors.Errorf",
}

// A view is what a file tells of a value.
type view struct {
	*ast.File
	asked *asked
}

// An asked is what is known of the functions of a file whose results were asked for: whether they may
// return nil. That they may is found out in rounds, since they may call each other: none of them does
// as long as nobody has seen it.
type asked struct {
	none  map[*ast.FuncDecl]bool
	open  []*ast.FuncDecl // those that the question under way has led to, which may still turn out to
	grown bool            // one of them has, and others may have been asked before
}

// viewOf is the view of a file.
func viewOf(file *ast.File) view { return view{file, &asked{none: make(map[*ast.FuncDecl]bool)}} }

// unwraps are the names of functions that take an error out of another one, if there is one.
var unwraps = []string{"unwrap", "cause"}

// wraps are how the names of functions begin that make an error of another one, if there is one.
var wraps = []string{"wrap", "withstack", "withmessage", "join", "append", "combine"}

// namesMaker are how the names of functions begin that are taken to make an error of what they are
// told, wherever they are declared. What others do nobody knows who does not see it: they may look
// for one.
var namesMaker = []string{"new", "err", "register", "define", "declare"}

// makes reports whether a function is told something that it certainly makes an error of, as
// far as a file tells.
func makes(file view, call *ast.CallExpr) bool {
	return mayMake(file, call) && isMaker(file, call)
}

// isMaker reports whether it is known what a function does: it is seen, or its name tells.
func isMaker(file view, call *ast.CallExpr) bool {
	fun := Called(call)
	name := strings.ToLower(lastName(fun))
	begins := func(prefix string) bool { return strings.HasPrefix(name, prefix) }
	return slices.Contains(makers, types.ExprString(fun)) || types.ExprString(fun) == "error" ||
		slices.ContainsFunc(wraps, begins) || slices.ContainsFunc(namesMaker, begins) ||
		isSeen(file, fun) || isDeclaredType(file, lastName(fun))
}

// mayMake reports the same of a function that makes an error, if it makes one of anything.
func mayMake(file view, call *ast.CallExpr) bool {
	fun := Called(call)
	name := strings.ToLower(lastName(fun))
	begins := func(prefix string) bool { return strings.HasPrefix(name, prefix) }
	switch {
	case name == "" || len(call.Args) == 0:
		return false
	case slices.Contains(makers, types.ExprString(fun)):
		return true
	case slices.Contains(unwraps, name):
		return false
	case slices.ContainsFunc(wraps, begins):
		return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return fails(file, arg) })
	case types.ExprString(fun) == "error": // a conversion
		return gives(file, call.Args[0])
	case slices.ContainsFunc(declaredFuncs(file, fun), file.mayReturnNone):
		return false
	}
	return !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return givesNone(file, arg) })
}

// lastName is the name that an expression ends in, empty for none.
func lastName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.ParenExpr:
		return lastName(e.X)
	case *ast.StarExpr: // (*T)(nil)
		return lastName(e.X)
	}
	return ""
}

// fails reports whether an argument certainly is an error, by its name at least.
func fails(file view, arg ast.Expr) bool {
	switch arg := ast.Unparen(arg).(type) {
	case *ast.BasicLit, *ast.BinaryExpr:
		return false
	case *ast.Ident:
		return NamesFailure(arg.Name) && !isUnset(file, arg.Name) || isMade(file, arg.Name)
	default:
		return gives(file, arg)
	}
}

// givesNone reports whether an argument is nil, or made of nothing.
func givesNone(file view, arg ast.Expr) bool {
	switch arg := ast.Unparen(arg).(type) {
	case *ast.Ident:
		return arg.Name == "nil" || isUnset(file, arg.Name)
	case *ast.CallExpr:
		return !mayMake(file, arg)
	}
	return false
}

// isUnset reports whether a file declares a variable of the package that may be nil, and gives
// it no value.
func isUnset(file view, name string) bool {
	spec, _ := declaredVar(file, name)
	return spec != nil && len(spec.Values) == 0 && maybeNil(spec.Type)
}

// isMade reports whether a file declares a variable with an error as its value.
func isMade(file view, name string) bool {
	spec, i := declaredVar(file, name)
	if spec == nil || len(spec.Values) != len(spec.Names) {
		return false
	}
	call, ok := spec.Values[i].(*ast.CallExpr)
	return ok && slices.Contains(makers, types.ExprString(call.Fun))
}

// declaredVar finds the declaration of a variable of the package, and which of its names it is;
// nil for none.
func declaredVar(file view, name string) (*ast.ValueSpec, int) {
	isNamed := func(id *ast.Ident) bool { return id.Name == name }
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}
		for _, spec := range gen.Specs {
			spec := spec.(*ast.ValueSpec)
			if i := slices.IndexFunc(spec.Names, isNamed); i >= 0 {
				return spec, i
			}
		}
	}
	return nil, 0
}

// maybeNil reports whether a type, as it is written, is one of errors, of any values or of
// pointers.
func maybeNil(typ ast.Expr) bool {
	switch typ := typ.(type) {
	case *ast.Ident:
		return typ.Name == "error" || typ.Name == "any"
	case *ast.StarExpr, *ast.InterfaceType, *ast.Ellipsis:
		return true
	}
	return false
}

// declaredFuncs are the functions of a file that an expression may name: one, or all methods of the
// name.
func declaredFuncs(file view, fun ast.Expr) []*ast.FuncDecl {
	_, method := fun.(*ast.SelectorExpr)
	var found []*ast.FuncDecl
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if ok && (fn.Recv != nil) == method && fn.Name.Name == lastName(fun) {
			found = append(found, fn)
		}
	}
	return found
}

// isSeen reports whether the function that an expression names is one of the file. What looks like a
// method may be a function of another package, where no value is declared.
func isSeen(file view, fun ast.Expr) bool {
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		if id, ok := sel.X.(*ast.Ident); ok && !isDeclared(file, id.Name) {
			return false
		}
	}
	return len(declaredFuncs(file, fun)) > 0
}

func isDeclared(file view, name string) bool {
	spec, _ := declaredVar(file, name)
	return spec != nil
}

// isDeclaredType reports whether a file declares a type of a name.
func isDeclaredType(file view, name string) bool {
	return slices.ContainsFunc(file.Decls, func(decl ast.Decl) bool {
		gen, ok := decl.(*ast.GenDecl)
		return ok && gen.Tok == token.TYPE && slices.ContainsFunc(gen.Specs, func(spec ast.Spec) bool {
			return spec.(*ast.TypeSpec).Name.Name == name
		})
	})
}

// mayReturnNone reports whether a function returns nil somewhere, what may be nil, or is in what it
// is given.
func (file view) mayReturnNone(fn *ast.FuncDecl) bool {
	a := file.asked
	if _, known := a.none[fn]; known || fn.Body == nil {
		return a.none[fn]
	}
	begins := len(a.open) == 0
	a.none[fn], a.open = false, append(a.open, fn)
	file.ask(fn)
	if !begins {
		return a.none[fn]
	}
	for a.grown {
		a.grown = false
		for i := 0; i < len(a.open); i++ { // asking may lead to more of them
			file.ask(a.open[i])
		}
	}
	a.open = nil
	return a.none[fn]
}

// ask looks once more whether a function returns nil, as far as others are known now.
func (file view) ask(fn *ast.FuncDecl) {
	if a := file.asked; !a.none[fn] && file.returnsNone(fn) {
		a.none[fn], a.grown = true, true
	}
}

// returnsNone reports whether the body of a function does so, as far as others are known.
func (file view) returnsNone(fn *ast.FuncDecl) bool {
	given := parameters(fn)
	return Contains(fn.Body, func(n ast.Node) bool {
		ret, ok := n.(*ast.ReturnStmt)
		return ok && (len(ret.Results) != 1 || file.isNone(ret.Results[0], fn, given))
	})
}

// parameters are the names of those of a function, and of its results, with whether each may be nil.
func parameters(fn *ast.FuncDecl) map[string]bool {
	generic := make(map[string]bool)
	if fn.Type.TypeParams != nil {
		for _, field := range fn.Type.TypeParams.List {
			for _, id := range field.Names {
				generic[id.Name] = true
			}
		}
	}
	given := make(map[string]bool)
	for _, field := range fn.Type.Params.List {
		id, _ := field.Type.(*ast.Ident)
		for _, name := range field.Names {
			given[name.Name] = maybeNil(field.Type) || id != nil && generic[id.Name]
		}
	}
	if fn.Type.Results != nil {
		for _, field := range fn.Type.Results.List {
			for _, name := range field.Names {
				given[name.Name] = true
			}
		}
	}
	return given
}

// isNone reports whether a result of a function may be nil: it is, is or comes out of a parameter, or
// is what nobody sees here.
func (file view) isNone(result ast.Expr, fn *ast.FuncDecl, given map[string]bool) bool {
	id, ok := ast.Unparen(result).(*ast.Ident)
	if !ok {
		return !gives(file, result)
	}
	none, isParam := given[id.Name]
	values, assigned := valuesOf(fn.Body, id.Name)
	fine := func(e ast.Expr) bool { return e != nil && gives(file, e) }
	switch {
	case assigned:
		return none || slices.ContainsFunc(values, func(e ast.Expr) bool { return !fine(e) })
	case isParam:
		return none
	}
	return !fails(file, id)
}

// valuesOf lists what a function gives a variable, with nil for what is not written there, and
// whether it gives it something at all.
func valuesOf(body *ast.BlockStmt, name string) (values []ast.Expr, assigned bool) {
	note := func(to, from []ast.Expr) {
		for i, e := range to {
			id, ok := e.(*ast.Ident)
			switch {
			case !ok || id.Name != name:
			case len(from) == len(to):
				values = append(values, from[i])
			default:
				values = append(values, nil)
			}
		}
	}
	for n := range ast.Preorder(body) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			note(n.Lhs, n.Rhs)
		case *ast.RangeStmt:
			note([]ast.Expr{n.Key, n.Value}, nil)
		case *ast.ValueSpec:
			var names []ast.Expr
			for _, id := range n.Names {
				names = append(names, id)
			}
			note(names, n.Values)
		}
	}
	return values, len(values) > 0
}
