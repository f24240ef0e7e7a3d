package load

import (
	"go/ast"
	"path"
	"slices"
	"strconv"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/internal/promises"
	"github.com/unnest-go/unnest/internal/syntax"
)

// Which bodies of dependencies to keep is decided from syntax alone, before
// anything is type-checked, so that every package is checked just once. Names
// are compared where types would tell more; the worst that a coincidence does
// is to keep a body in vain.

// A call is the part of a call by which a function that it may reach is found.
type call struct {
	pkg  string // path of the package, empty for a method's
	name string
	args int // number of arguments
	arg  int // index of the one that may be a function, or have one in it
}

// A function is a declaration in a dependency.
type function struct {
	pkg  *packages.Package
	file *file
	decl *ast.FuncDecl // in the file without bodies
}

// An index finds functions of dependencies by their names.
type index struct {
	functions map[string][]function
	types     map[string]typeName // that may take functions, by "path.Name"
	promising []function          // those that return a promise
}

// keepBodies finds the functions that the roots hand functions to, and the
// functions that these hand them on to, and keeps the bodies of their packages. Those that
// return promises keep theirs, too: these tell what is done when.
func (l *loading) keepBodies() {
	l.indexFunctions()
	l.calls, l.reached = make(map[call]bool), make(map[*ast.FuncDecl]bool)
	var queue []call
	for _, fn := range l.index.promising {
		queue = append(queue, l.keepBody(fn)...)
	}
	for _, pkg := range l.packages {
		if l.behind[pkg] {
			l.keepPackage(pkg)
		} else if !l.wide[pkg] {
			continue
		}
		for _, name := range sources(pkg) {
			if tree := l.files[name].full; tree != nil {
				queue = append(queue, l.newCalls(pkg, tree, tree)...)
			}
		}
	}
	for len(queue) > 0 {
		c := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, fn := range l.index.functions[c.name] {
			if l.reaches(c, fn) {
				queue = append(queue, l.keepBody(fn)...)
			}
		}
	}
	l.index, l.calls, l.reached = index{}, nil, nil
}

// keepBehind notes the internal packages that a package imports, itself or by others of them:
// types of it may have their methods.
func (l *loading) keepBehind(pkg *packages.Package) {
	for _, imp := range pkg.Imports {
		_, limited := syntax.Importers(imp.PkgPath)
		if limited && !l.behind[imp] && !standard(imp) {
			l.behind[imp] = true
			l.keepBehind(imp)
		}
	}
}

// keepBody keeps the function's body and returns the calls in it. All other bodies of the
// package are kept with it: what stops a second call, a timer or a flag in a field, may
// be set back by any of them.
func (l *loading) keepBody(fn function) []call {
	l.keepPackage(fn.pkg)
	if fn.file.full == nil {
		return nil // cannot be read any more
	}
	decl := twin(fn.file.full, fn.decl)
	if decl == nil || decl.Body == nil || l.reached[decl] {
		return nil
	}
	l.reached[decl] = true
	return l.newCalls(fn.pkg, fn.file.full, decl.Body)
}

// keepPackage keeps all bodies of a dependency.
func (l *loading) keepPackage(pkg *packages.Package) {
	for _, name := range sources(pkg) {
		f := l.files[name]
		f.parseFull(l)
		f.whole = true
	}
}

// twin finds in tree the declaration that decl is in another tree of the file.
func twin(tree *ast.File, decl *ast.FuncDecl) *ast.FuncDecl {
	for _, d := range tree.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if ok && fn.Name.Name == decl.Name.Name && syntax.ReceiverName(fn) == syntax.ReceiverName(decl) {
			return fn
		}
	}
	return nil
}

func (l *loading) indexFunctions() {
	l.index = index{functions: make(map[string][]function), types: make(map[string]typeName)}
	for _, pkg := range l.packages {
		if l.wide[pkg] || standard(pkg) {
			continue
		}
		for _, name := range sources(pkg) {
			f := l.files[name]
			tree := f.narrow
			if f.full != nil {
				tree = f.full
			}
			if tree != nil {
				l.index.add(pkg, f, tree)
			}
		}
	}
}

func (x *index) add(pkg *packages.Package, f *file, tree *ast.File) {
	for _, decl := range tree.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Type.Params.NumFields() > 0 {
				x.functions[decl.Name.Name] = append(x.functions[decl.Name.Name], function{pkg, f, decl})
			}
			if returnsPromise(pkg, tree, decl.Type.Results) {
				x.promising = append(x.promising, function{pkg, f, decl})
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				if t, ok := spec.(*ast.TypeSpec); ok {
					x.declare(pkg, tree, t)
				}
			}
		}
	}
}

// returnsPromise reports whether a list of results is a promise.
func returnsPromise(pkg *packages.Package, tree *ast.File, results *ast.FieldList) bool {
	if results.NumFields() != 1 {
		return false
	}
	star, ok := results.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	index, ok := star.X.(*ast.IndexExpr)
	if !ok {
		return false
	}
	switch t := index.X.(type) {
	case *ast.Ident:
		return t.Name == "Promise" && slices.Contains(dotted(tree), promises.Path)
	case *ast.SelectorExpr:
		id, ok := t.X.(*ast.Ident)
		return ok && t.Sel.Name == "Promise" && importNames(pkg, tree)[id.Name] == promises.Path
	}
	return false
}

// newCalls lists the calls below n that may hand on a function and that were
// not seen before.
func (l *loading) newCalls(pkg *packages.Package, tree *ast.File, n ast.Node) []call {
	var found []call
	imports := importNames(pkg, tree)
	ast.Inspect(n, func(n ast.Node) bool {
		expr, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		for _, c := range callees(pkg, tree, imports, expr) {
			for i, arg := range expr.Args {
				c.arg = i
				if mayTake(arg) && !l.calls[c] {
					l.calls[c] = true
					found = append(found, c)
				}
			}
		}
		return true
	})
	return found
}

// callees are what may be called by the name in a call, none for the result of another one
// and for a literal. Functions of the package itself count only in a dependency: those of
// a root have their bodies.
func callees(
	pkg *packages.Package, tree *ast.File, imports map[string]string, expr *ast.CallExpr,
) []call {
	switch fun := syntax.Called(expr).(type) {
	case *ast.Ident:
		var all []call
		for _, path := range append(dotted(tree), pkg.PkgPath) {
			all = append(all, call{pkg: path, name: fun.Name, args: len(expr.Args)})
		}
		return all
	case *ast.SelectorExpr:
		c := call{name: fun.Sel.Name, args: len(expr.Args)}
		if id, ok := fun.X.(*ast.Ident); ok {
			c.pkg = imports[id.Name]
		}
		return []call{c}
	}
	return nil
}

// dotted lists the paths of the packages whose names a file has without theirs.
func dotted(tree *ast.File) []string {
	var paths []string
	for _, spec := range tree.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err == nil && spec.Name != nil && spec.Name.Name == "." {
			paths = append(paths, imported)
		}
	}
	return paths
}

// importNames maps the names by which a file refers to packages to paths.
func importNames(pkg *packages.Package, tree *ast.File) map[string]string {
	names := make(map[string]string)
	for _, spec := range tree.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // does not parse
		}
		name := path.Base(imported)
		if imp := pkg.Imports[imported]; imp != nil && imp.Name != "" {
			name = imp.Name
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = imported
	}
	return names
}

// reaches reports whether the call may be one of fn that hands it a function.
func (l *loading) reaches(c call, fn function) bool {
	if isMethod := fn.decl.Recv != nil; isMethod != (c.pkg == "") {
		return false
	}
	if c.pkg != "" && c.pkg != fn.pkg.PkgPath {
		return false
	}
	var params []ast.Expr
	for _, field := range fn.decl.Type.Params.List {
		params = append(params, slices.Repeat([]ast.Expr{field.Type}, max(1, len(field.Names)))...)
	}
	n := len(params)
	if last, ok := params[n-1].(*ast.Ellipsis); ok {
		params = slices.Concat(params[:n-1], slices.Repeat([]ast.Expr{last.Elt}, max(0, c.args-n+1)))
	}
	if len(params) != c.args {
		return false
	}
	tree := fn.file.narrow
	if tree == nil {
		tree = fn.file.full
	}
	return l.index.takes(typeName{fn.pkg, tree, params[c.arg]})
}
