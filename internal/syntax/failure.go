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

// unwraps are the names of functions that take an error out of another one, if there is one.
var unwraps = []string{"unwrap", "cause"}

// wraps are how the names of functions begin that make an error of another one, if there is one.
var wraps = []string{"wrap", "withstack", "withmessage", "join", "append", "combine"}

// makes reports whether a function is told something that it certainly makes an error of, as
// far as a file tells.
func makes(file *ast.File, call *ast.CallExpr) bool {
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
	case mayReturnNone(declaredFunc(file, fun)):
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
func fails(file *ast.File, arg ast.Expr) bool {
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
func givesNone(file *ast.File, arg ast.Expr) bool {
	switch arg := ast.Unparen(arg).(type) {
	case *ast.Ident:
		return arg.Name == "nil" || isUnset(file, arg.Name)
	case *ast.CallExpr:
		return !makes(file, arg)
	}
	return false
}

// isUnset reports whether a file declares a variable of the package that may be nil, and gives
// it no value.
func isUnset(file *ast.File, name string) bool {
	spec, _ := declaredVar(file, name)
	return spec != nil && len(spec.Values) == 0 && maybeNil(spec.Type)
}

// isMade reports whether a file declares a variable with an error as its value.
func isMade(file *ast.File, name string) bool {
	spec, i := declaredVar(file, name)
	if spec == nil || len(spec.Values) != len(spec.Names) {
		return false
	}
	call, ok := spec.Values[i].(*ast.CallExpr)
	return ok && slices.Contains(makers, types.ExprString(call.Fun))
}

// declaredVar finds the declaration of a variable of the package, and which of its names it is;
// nil for none.
func declaredVar(file *ast.File, name string) (*ast.ValueSpec, int) {
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

// declaredFunc is the function of a file that an expression names, nil for none.
func declaredFunc(file *ast.File, fun ast.Expr) *ast.FuncDecl {
	id, ok := fun.(*ast.Ident)
	if !ok {
		return nil
	}
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == id.Name {
			return fn
		}
	}
	return nil
}

// mayReturnNone reports whether a function, nil for none, returns nil somewhere, what it is
// given that may be nil, or what is in that.
func mayReturnNone(fn *ast.FuncDecl) bool {
	if fn == nil || fn.Body == nil {
		return false
	}
	given := parameters(fn)
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = found || len(n.Results) != 1 || isNone(n.Results[0], given)
		}
		return !found
	})
	return found
}

// parameters are the names of those of a function, with whether each may be nil.
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
	return given
}

// isNone reports whether a result may be nil: it is, or is or comes out of a parameter.
func isNone(result ast.Expr, given map[string]bool) bool {
	switch result := ast.Unparen(result).(type) {
	case *ast.Ident:
		return result.Name == "nil" || given[result.Name]
	case *ast.SelectorExpr:
		id, ok := ast.Unparen(result.X).(*ast.Ident)
		if !ok {
			return false
		}
		_, ok = given[id.Name]
		return ok
	case *ast.StarExpr, *ast.IndexExpr:
		return true
	}
	return false
}
