package twin

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/rewrite"
)

// extract takes the twins out.
func (j *Job) extract() {
	pkg := j.outcome.Package
	for key, decl := range j.decls() {
		if !j.flat[key] {
			if j.result.Nested[key] == "" {
				j.result.Nested[key] = j.refusal(decl)
			}
			continue
		}
		text := j.Texts[pkg.Fset.File(decl.Pos()).Name()]
		twin, err := rewrite.NewTwin(pkg.Fset, pkg.TypesInfo, text, decl)
		if err != nil {
			j.result.Nested[key] = err.Error()
			continue
		}
		j.result.Twins[key] = twin
		delete(j.result.Nested, key)
	}
}

// refusal is why a twin has a pyramid still.
func (j *Job) refusal(decl *ast.FuncDecl) string {
	for _, r := range j.outcome.Result.(*rewrite.Signatures).Rewrites {
		at := r.Finding.Chain.Head().Call.Pos()
		if decl.Pos() <= at && at < decl.End() && r.Refusal != nil {
			return r.Refusal.Error()
		}
	}
	return "nothing in it can be flattened"
}

// twinAt is the key of the function in whose twin a place lies, "" for none.
func (j *Job) twinAt(pos token.Pos) string {
	for key, decl := range j.decls() {
		if decl.Pos() <= pos && pos < decl.End() {
			return key
		}
	}
	return ""
}

// decls finds the twins by the keys of the functions.
func (j *Job) decls() map[string]*ast.FuncDecl {
	pkg := j.outcome.Package
	found := make(map[string]*ast.FuncDecl)
	for _, file := range pkg.Syntax {
		for _, d := range file.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			fn, ok := pkg.TypesInfo.Defs[decl.Name].(*types.Func)
			if !ok {
				continue
			}
			if key := j.names[(&chain.Operation{Func: fn}).Name()]; key != "" {
				found[key] = decl
			}
		}
	}
	return found
}
