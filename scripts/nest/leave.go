package nest

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

// suffix is what the name of a function that calls back has more.
const suffix = "Nested"

// A leave says what becomes of a return statement with results.
type leave struct {
	results string          // the variables that it sets, or
	done    string          // the function that it calls
	last    *ast.ReturnStmt // the statement behind which nothing stands
}

// nameResults plans names for the results of a function. It fails when they have some.
func (c *cutter) nameResults(typ *ast.FuncType) ([]edit, bool) {
	if typ.Results == nil || len(typ.Results.List[0].Names) > 0 { // all have names, or none
		return nil, typ.Results == nil
	}
	var edits []edit
	var names []string
	for _, field := range typ.Results.List {
		names = append(names, c.name("result"))
		at := c.offset(field.Type.Pos())
		edits = append(edits, edit{from: at, to: at, rank: behind, text: names[len(names)-1] + " "})
	}
	if !typ.Results.Opening.IsValid() {
		from, to := c.offset(typ.Results.Pos()), c.offset(typ.Results.End())
		edits = append(edits, edit{from: from, to: from, text: "("}, edit{from: to, to: to, text: ")"})
	}
	c.leave = leave{results: strings.Join(names, ", ")}
	return edits, true
}

// returns changes the return statements of the function in a list of statements.
func (c *cutter) returns(list []ast.Stmt) {
	for _, s := range list {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ReturnStmt:
				if len(n.Results) > 0 {
					c.returned(n)
				}
			}
			return true
		})
	}
}

func (c *cutter) returned(ret *ast.ReturnStmt) {
	from, values, to := c.offset(ret.Pos()), c.offset(ret.Results[0].Pos()), c.offset(ret.End())
	switch {
	case c.leave.results != "":
		c.replace(from, values, before+1, c.leave.results+" = ")
		c.insert(to, beforeReturn, "\nreturn")
	case ret == c.leave.last:
		c.replace(from, values, before+1, c.leave.done+"(")
		c.insert(to, beforeReturn, ")")
	default:
		c.replace(from, values, before+1, c.leave.done+"(")
		c.insert(to, beforeReturn, ")\nreturn")
	}
}

// splits reports whether a function can become one that calls back. Its parameters and
// receiver must have names, and its results none.
func (c *cutter) splits(fn *ast.FuncDecl) bool {
	t := fn.Type
	if t.Results == nil || t.TypeParams != nil || len(fn.Body.List) < 3 || jumps(fn.Body) || c.chance(25) {
		return false
	}
	if fn.Recv != nil {
		recv := fn.Recv.List[0]
		if _, generic := recv.Type.(*ast.IndexExpr); generic || !named(recv) {
			return false
		}
	}
	return len(t.Results.List[0].Names) == 0 &&
		!slices.ContainsFunc(t.Params.List, func(field *ast.Field) bool { return !named(field) })
}

func named(field *ast.Field) bool {
	for _, id := range field.Names {
		if id.Name == "_" || id.Name == "done" {
			return false
		}
	}
	return len(field.Names) > 0
}

// split makes a function that calls back of one that returns, and one that calls it.
//
//	func F(x X) (Y, error) {…} =>
//	func FNested(x X, done func(Y, error)) {…}
//	func F(x X) (got0 Y, got1 error) {
//		FNested(x, func(out0 Y, out1 error) { got0, got1 = out0, out1 })
//		return
//	}
func (c *cutter) split(fn *ast.FuncDecl) {
	typ := fn.Type
	c.chooseQueue()
	c.leave = leave{done: "done"}
	c.leave.last, _ = fn.Body.List[len(fn.Body.List)-1].(*ast.ReturnStmt)
	c.list(fn.Body.List, c.offset(fn.Body.Rbrace), true)
	c.runQueue(fn.Body)
	c.returns(fn.Body.List)
	c.insert(c.offset(fn.Name.End()), 0, suffix)

	var typs, got, out, gotTyped, outTyped []string
	for i, field := range typ.Results.List {
		t := c.slice(field.Type)
		typs = append(typs, t)
		got, gotTyped = append(got, fmt.Sprintf("got%d", i)), append(gotTyped, fmt.Sprintf("got%d %s", i, t))
		out, outTyped = append(out, fmt.Sprintf("out%d", i)), append(outTyped, fmt.Sprintf("out%d %s", i, t))
	}
	var params, args []string
	for _, field := range typ.Params.List {
		params = append(params, c.slice(field))
		for _, id := range field.Names {
			args = append(args, id.Name)
		}
		if _, variadic := field.Type.(*ast.Ellipsis); variadic {
			params[len(params)-1] = strings.Replace(params[len(params)-1], "...", "[]", 1)
		}
	}
	params = append(params, fmt.Sprintf("done func(%s)", strings.Join(typs, ", ")))
	c.replace(c.offset(typ.Params.Pos()), c.offset(typ.Results.End()), 0,
		"("+strings.Join(params, ", ")+")")
	args = append(args, fmt.Sprintf("func(%s) { %s = %s }",
		strings.Join(outTyped, ", "), strings.Join(got, ", "), strings.Join(out, ", ")))
	recv, on := "", ""
	if fn.Recv != nil {
		recv, on = c.slice(fn.Recv)+" ", fn.Recv.List[0].Names[0].Name+"."
	}
	c.insert(c.offset(fn.End()), after, fmt.Sprintf("\n\nfunc %s%s%s (%s) {\n%s%s%s(%s)\nreturn\n}\n",
		recv, fn.Name.Name, c.slice(typ.Params), strings.Join(gotTyped, ", "),
		on, fn.Name.Name, suffix, strings.Join(args, ", ")))
}
