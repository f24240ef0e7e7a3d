package bugs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"golang.org/x/tools/go/cfg"
)

// looping are bodies with loops of all kinds: beside, within and across each other.
var looping = []string{
	`a()`,
	`for { a() }`,
	`for i := range n { a(i) }; b(); for { if c() { break }; d() }`,
	`for a() { for b() { if c() { continue }; d() }; e() }`,
	`outer: for a() { for b() { if c() { continue outer }; if d() { break outer } } }; e()`,
	`again: a(); if b() { goto again }; c()`,
	`one: a(); if b() { goto two }; c(); two: d(); if e() { goto one }; if f() { goto two }; g()`,
	`if a() { goto in }; for b() { in: c() }; d()`,
	`again: switch { case a(): goto again; case b(): for c() { d() }; fallthrough; default: e() }`,
	`for { select { case <-a: b(); case <-c: return } }`,
	`self: goto self`,
}

// Blocks are of one cycle where each is reached from the other.
func TestCycles(t *testing.T) {
	for _, text := range looping {
		file, err := parser.ParseFile(token.NewFileSet(), "", "package p; func f() {"+text+"}", 0)
		if err != nil {
			t.Fatal(err)
		}
		graph := cfg.New(file.Decls[0].(*ast.FuncDecl).Body, func(*ast.CallExpr) bool { return true })
		cycles := findCycles(graph)
		for _, a := range graph.Blocks {
			for _, b := range graph.Blocks {
				want := reach(a)[b] && reach(b)[a]
				is := cycles.number(a) > 0 && cycles.number(a) == cycles.number(b)
				if is != want {
					t.Errorf("%s: %v and %v are of one cycle: %v, want %v", text, a, b, is, want)
				}
			}
		}
	}
}
