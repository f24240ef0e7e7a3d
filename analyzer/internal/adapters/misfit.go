package adapters

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/promises"
)

// Misfits calls complain with each directive that names no operation, or stands at a function
// that cannot adapt it, and with what is wrong.
func Misfits(pass *analysis.Pass, complain func(c *ast.Comment, text string)) {
	var pkgs []*types.Package // made where there is a directive, which is rare
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			decl, ok := decl.(*ast.FuncDecl)
			if !ok || Adapts(decl.Doc) == "" {
				continue
			}
			fn, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func)
			if !ok {
				continue // another file declares it, too
			}
			if pkgs == nil {
				pkgs = append([]*types.Package{pass.Pkg}, reachable(pass.Pkg)...)
			}
			if text := misfit(pkgs, fn, Adapts(decl.Doc)); text != "" {
				complain(comment(decl.Doc), text)
			}
		}
	}
}

// comment is the directive in a doc comment that has one.
func comment(doc *ast.CommentGroup) *ast.Comment {
	i := slices.IndexFunc(doc.List, func(c *ast.Comment) bool {
		return Adapts(&ast.CommentGroup{List: []*ast.Comment{c}}) != ""
	})
	return doc.List[i]
}

// unlisted is the path of a package of which the go command was given files and no path.
const unlisted = "command-line-arguments"

// misfit says why a function adapts no operation with this key, of the first package or of
// those that it imports; empty where nothing speaks against it.
func misfit(pkgs []*types.Package, fn *types.Func, key string) string {
	op := operation(pkgs, key)
	switch {
	case op == nil && pkgs[0].Path() == unlisted:
		return ""
	case op == nil:
		return key + " is no function or method of this package, or of one that it imports"
	case !returnsPromise(fn):
		return fn.Name() + " returns no promise"
	case !fits(fn.Signature(), op.Signature()):
		return fn.Name() + " does not take what " + key + " takes but for a callback"
	}
	return ""
}

// returnsPromise reports whether one of the results of a function is a promise.
func returnsPromise(fn *types.Func) bool {
	for v := range fn.Signature().Results().Variables() {
		if promises.Is(v.Type()) {
			return true
		}
	}
	return false
}

// operation finds the function or method with a key, which its type may have from an
// embedded one; nil for none.
func operation(pkgs []*types.Package, key string) *types.Func {
	for _, pkg := range pkgs {
		path, _, _ := strings.Cut(pkg.Path(), " ") // that of a package with its tests goes on
		local, ok := strings.CutPrefix(key, path+".")
		if !ok {
			continue
		}
		owner, name, isMethod := strings.Cut(local, ".")
		obj := pkg.Scope().Lookup(owner)
		if isMethod && obj != nil {
			obj, _, _ = types.LookupFieldOrMethod(obj.Type(), true, pkg, name)
		}
		if fn, ok := obj.(*types.Func); ok {
			return fn
		}
	}
	return nil
}

// fits reports whether an adapter takes what an operation takes but for one callback, behind
// what the operation is a method of. Of generic ones only the number is looked at, and none
// is a misfit where the callback is no parameter itself.
func fits(own, op *types.Signature) bool {
	takes := slices.Collect(own.Params().Variables())
	if op.Recv() != nil && own.Recv() == nil && len(takes) > 0 {
		takes = takes[1:]
	}
	given := slices.Collect(op.Params().Variables())
	generic := isGeneric(own) || isGeneric(op)
	called := false
	for i, v := range given {
		sig, ok := v.Type().Underlying().(*types.Signature)
		if !ok || sig.Results().Len() > 0 {
			continue // not the callback
		}
		called = true
		rest := slices.Delete(slices.Clone(given), i, i+1)
		if slices.EqualFunc(rest, takes, func(a, b *types.Var) bool {
			return generic || types.Identical(a.Type(), b.Type())
		}) {
			return true
		}
	}
	return !called
}

// isGeneric reports whether a function has type parameters, or its receiver has.
func isGeneric(sig *types.Signature) bool {
	return sig.TypeParams().Len()+sig.RecvTypeParams().Len() > 0
}
