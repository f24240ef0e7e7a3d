package nest

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// loop makes a function that calls itself of a loop over a slice, and puts what follows
// into it. At end it says how that ends.
//
//	for i, v := range f() { g(v) } => var next func(int)
//	                                  list := f()
//	                                  next = func(i int) {
//	                                  	if i < len(list) {
//	                                  		v := list[i]
//	                                  		g(v)
//	                                  		Step(func() { next(i + 1) })
//	                                  		return
//	                                  	}…
func (c *cutter) loop(s ast.Stmt, end *string) bool {
	loop, ok := s.(*ast.RangeStmt)
	if !ok || len(loop.Body.List) == 0 || c.chance(40) {
		return false
	}
	_, slice := c.pkg.TypesInfo.TypeOf(loop.X).Underlying().(*types.Slice)
	if !slice || loop.Tok != token.DEFINE || leaves(loop.Body, true, true, true) || recovers(loop) {
		return false
	}
	next, over := c.name("next"), c.name("over")
	index := cmp.Or(defined(loop.Key), c.name("index"))
	head := fmt.Sprintf("\nvar %[1]s func(int)\n%[1]s = func(%[2]s int) {\nif %[2]s < len(%[3]s) {\n",
		next, index, over)
	if v := defined(loop.Value); v != "" {
		head += fmt.Sprintf("%s := %s[%s]\n", v, over, index)
	}
	c.replace(c.offset(loop.Pos()), c.offset(loop.X.Pos()), before, over+" := ")
	c.replace(c.offset(loop.X.End()), c.offset(loop.Body.Lbrace)+1, behind, head)
	brace := c.offset(loop.Body.Rbrace)
	c.insert(brace, behind, fmt.Sprintf("\n%sfunc() { %s(%s + 1) })\n", c.operation("Step"), next, index))
	c.list(loop.Body.List, brace, false)
	c.replace(brace, brace+1, after, "return\n}\n")
	*end = fmt.Sprintf("}\n%s(0)", next)
	return true
}

// defined is the name of what e defines, if it is one.
func defined(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
		return id.Name
	}
	return ""
}
