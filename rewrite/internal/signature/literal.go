package signature

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// retold writes a literal that is told of the outcome otherwise than by a value and an error:
// its parameters become those of a handler. What a promise delivers as one value it has to
// take apart. It is empty where a comment stands among the parameters.
//
//	Pattern: func(err error) {…} => func(_ promise.Unit, err error) {…}
//	Pattern: func(v V) {…} => func(v V, _ error) {…}
//	Pattern: func(a A, b B, err error) {…} =>
//	func(r promise.Pair[A, B], err error) {
//		a, b := r.First, r.Second
//		…
//	}
//	Because: parameters and the variables of a body are declared in the same block.
func (p *Package) retold(
	src *plan.Source, lit *ast.FuncLit, conv chain.Convention, value string,
) (string, []analysis.TextEdit) {
	params := lit.Type.Params
	if len(comments(src, params.Pos(), params.End())) > 0 || conv.Sig.Variadic() {
		return "", nil
	}
	names := namesOf(lit)
	err := blank
	if conv.Error >= 0 {
		err = names[conv.Error]
	}
	var apart string
	of := blank
	switch values := conv.Values(); len(values) {
	case 0:
	case 1:
		of = names[values[0]]
	default:
		of, apart = p.apart(lit, names, values)
	}
	edits := []analysis.TextEdit{{
		Pos: params.Opening + 1, End: params.Closing,
		NewText: fmt.Appendf(nil, "%s %s, %s error", of, value, err),
	}}
	if apart != "" {
		after := lit.Body.Lbrace + 1
		edits = append(edits, analysis.TextEdit{Pos: after, End: after, NewText: []byte("\n" + apart + "\n")})
	}
	return keep, edits
}

const blank = "_"

// namesOf are the names of the parameters of a literal, blank for those without.
func namesOf(lit *ast.FuncLit) []string {
	var names []string
	for _, field := range lit.Type.Params.List {
		for _, id := range field.Names {
			names = append(names, id.Name)
		}
		if len(field.Names) == 0 {
			names = append(names, blank)
		}
	}
	return names
}

// apart names what a promise delivers for several values, and declares those that a literal
// uses. A variable that is only assigned has to be used, too, unlike a parameter.
func (p *Package) apart(lit *ast.FuncLit, names []string, values []int) (of, text string) {
	used := make(map[types.Object]bool)
	taken := make(map[string]bool)
	assigned := make(map[ast.Expr]bool)
	read := make(map[types.Object]bool)
	ast.Inspect(lit, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				assigned[ast.Unparen(e)] = n.Tok == token.ASSIGN || n.Tok == token.DEFINE
			}
		case *ast.Ident:
			obj := p.Info.Uses[n]
			used[obj], taken[n.Name] = true, true
			read[obj] = read[obj] || !assigned[n]
		}
		return true
	})
	of = "r"
	for i := 2; taken[of]; i++ {
		of = fmt.Sprintf("r%d", i)
	}
	sig := p.Info.TypeOf(lit).(*types.Signature)
	var vars, parts, unread []string
	none := true
	for i, v := range values {
		name := names[v]
		switch param := sig.Params().At(v); {
		case !used[param]:
			name = blank
		case !read[param]:
			unread = append(unread, "\n"+blank+" = "+name)
		}
		none = none && name == blank
		vars = append(vars, name)
		parts = append(parts, of+"."+[...]string{"First", "Second", "Third"}[i])
	}
	if none {
		return blank, ""
	}
	return of, strings.Join(vars, ", ") + " := " + strings.Join(parts, ", ") + strings.Join(unread, "")
}
