package load

import (
	"context"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"
)

// loadArchive loads packages of the modules in an archive of files.
func loadArchive(t *testing.T, archive string, patterns ...string) *Program {
	t.Helper()
	p, err := Load(t.Context(), configFor(t, archive), patterns...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func configFor(t *testing.T, archive string) Config {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	env := append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	return Config{Dir: filepath.Join(dir, "app"), Env: env, Tests: true}
}

const goMod = `
-- app/go.mod --
module example.com/app

go 1.27

require example.com/lib v1.0.0

replace example.com/lib => ../lib
-- lib/go.mod --
module example.com/lib

go 1.27
`

func ids(pkgs []*packages.Package) []string {
	var all []string
	for _, pkg := range pkgs {
		all = append(all, pkg.ID)
	}
	return all
}

// Every file belongs to one root: the form of its package that has the tests.
func TestRootsAreTheWidestForms(t *testing.T) {
	p := loadArchive(t, goMod+`
-- app/a/a.go --
package a

func A() {}
-- app/a/a_test.go --
package a

func helper() { A() }
-- app/a/x_test.go --
package a_test

import "example.com/app/a"

func use() { a.A() }
-- app/b/b.go --
package b

import "example.com/app/a"

func B() { a.A() }
`, "./...")
	want := []string{
		"example.com/app/a [example.com/app/a.test]",
		"example.com/app/a_test [example.com/app/a.test]",
		"example.com/app/b",
	}
	if diff := cmp.Diff(want, ids(p.Roots)); diff != "" {
		t.Errorf("roots (-want +got):\n%s", diff)
	}
	seen := make(map[string]bool)
	for _, pkg := range p.Roots {
		for _, f := range pkg.Syntax {
			name := p.Fset.File(f.FileStart).Name()
			if seen[name] {
				t.Errorf("%s belongs to two roots", name)
			}
			seen[name] = true
		}
	}
	if len(p.Problems) > 0 {
		t.Errorf("problems: %v", p.Problems)
	}
}

// A command whose path ends like that of the main package of a test is a root; those are none.
func TestCommandNamedLikeATest(t *testing.T) {
	p := loadArchive(t, `
-- app/go.mod --
module app.test

go 1.27
-- app/main.go --
package main

func main() {}
-- app/a.test/main.go --
package main

func main() {}
-- app/a.test/main_test.go --
package main

func helper() { main() }
-- app/b/b_test.go --
package b
`, "./...")
	want := []string{"app.test", "app.test/a.test [app.test/a.test.test]", "app.test/b [app.test/b.test]"}
	if diff := cmp.Diff(want, ids(p.Roots)); diff != "" {
		t.Errorf("roots (-want +got):\n%s", diff)
	}
}

func TestWithoutTests(t *testing.T) {
	config := configFor(t, goMod+`
-- app/a.go --
package a
-- app/a_test.go --
package a
`)
	config.Tests = false
	p, err := Load(t.Context(), config, ".")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(p.Roots[0].Syntax); len(p.Roots) != 1 || n != 1 {
		t.Errorf("roots %v, the first with %d files, want one with one file", ids(p.Roots), n)
	}
}

// Dependencies of which functions are handed functions keep their bodies, all of them: what
// they do once may be set back elsewhere in the package. Those of others are dropped.
func TestBodiesOfDependencies(t *testing.T) {
	p := loadArchive(t, goMod+`
-- app/a.go --
package app

import (
	"example.com/lib"
	. "example.com/lib/dotted"
	"example.com/lib/far"
	"example.com/lib/plain"
)

func f(c *lib.Client, k func(error)) {
	lib.Direct(1, func(error) {})
	lib.Named(nil, k)
	lib.Generic(k)
	lib.Variadic(1, k, k)
	c.Method(k)
	lib.NoFunction(k)
	far.Variable = k
	Dotted(k)
	plain.Plain(1)
}
-- lib/lib.go --
package lib

import "example.com/lib/far"

type Client struct{}

type Callback func(error)

func Direct(n int, k func(error))      { far.HandedOn(k) }
func Named(c *Client, k Callback)      { local(k) }
func Generic[K ~func(error)](k K)      { k(nil) }
func Variadic(n int, k ...func(error)) { k[0](nil) }
func (*Client) Method(k func(error))   { k(nil) }
func local(k Callback)                 { k(nil) }
func NoFunction(k any)                 {}
func NotCalled(k func(error))          { k(nil) }
-- lib/other.go --
package lib

type Other struct{}

func (*Other) Method(a, b int) {}
-- lib/dotted/dotted.go --
package dotted

func Dotted(k func(error)) { k(nil) }
func Other(k func(error))  { k(nil) }
-- lib/far/far.go --
package far

var Variable func(error)

func HandedOn(k func(error)) { k(nil) }
func NotCalled()             {}
-- lib/plain/plain.go --
package plain

func Plain(n int)             {}
func NotCalled(k func(error)) { k(nil) }
`, "./...")
	got := bodies(p)
	want := []string{
		"dotted.Dotted", "dotted.Other", "far.HandedOn", "far.NotCalled", "lib.Direct", "lib.Generic",
		"lib.Method", "lib.Method", "lib.Named", "lib.NoFunction", "lib.NotCalled", "lib.Variadic",
		"lib.local",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("functions with bodies (-want +got):\n%s", diff)
	}
}

// What functions of dependencies do that return a promise is told by their bodies.
func TestBodiesOfPromises(t *testing.T) {
	p := loadArchive(t, goMod+`
-- app/a.go --
package app

import _ "example.com/lib"
-- lib/lib.go --
package lib

import aka "github.com/unnest-go/unnest/runtime/promise"

type Client struct{}

func (*Client) Promised() *aka.Promise[int] { return promised() }
func promised() *aka.Promise[int]           { return nil }
func Two() (*aka.Promise[int], error)       { return nil, nil }
func Other() *int                           { return nil }
-- lib/dotted.go --
package lib

import . "github.com/unnest-go/unnest/runtime/promise"

func Dotted() *Promise[int] { return nil }
-- lib/types.go --
package lib

type Promised[T any] struct{}

func Unlike() *Promised[int] { return nil }
`, "./...")
	if diff := cmp.Diff([]string{
		"lib.Dotted", "lib.Other", "lib.Promised", "lib.Two", "lib.Unlike", "lib.promised",
	}, bodies(p)); diff != "" {
		t.Errorf("functions with bodies (-want +got):\n%s", diff)
	}
}

// bodies lists the functions of dependencies that have bodies.
func bodies(p *Program) []string {
	var all []string
	for _, pkg := range p.all {
		if slices.Contains(p.Roots, pkg) {
			continue
		}
		for _, f := range pkg.Syntax {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
					all = append(all, pkg.Name+"."+fn.Name.Name)
				}
			}
		}
	}
	slices.Sort(all)
	return all
}

// A directive is read in dependencies, whatever is called there.
func TestDirectivesOfDependencies(t *testing.T) {
	p := loadArchive(t, goMod+`
-- app/a.go --
package app

import "example.com/lib"

var _ lib.API
-- lib/lib.go --
package lib

type API interface {
	//unnest:once k
	Do(k func(error))
}
`, ".")
	var comments []string
	for _, pkg := range p.all {
		if pkg.PkgPath != "example.com/lib" {
			continue
		}
		for _, f := range pkg.Syntax {
			for _, group := range f.Comments {
				comments = append(comments, group.List[0].Text)
			}
		}
	}
	if diff := cmp.Diff([]string{"//unnest:once k"}, comments); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
}

// What does not compile is a problem; everything else is loaded, also what
// imports it.
func TestProblems(t *testing.T) {
	p := loadArchive(t, goMod+`
-- app/good/good.go --
package good

import "example.com/app/types"

func Use() { types.F() }
-- app/types/types.go --
package types

func F() int { return "" }

func G() { undefined() }
-- app/twice/twice.go --
package twice

func F() {}

func F() {}
-- app/syntax/syntax.go --
package syntax

func F( {}
-- app/missing/missing.go --
package missing

import "example.com/none"

var _ = none.X
-- app/version/version.go --
package version

import "strings"
`, "./...")
	if diff := cmp.Diff([]string{"example.com/app/good"}, ids(p.Roots)); diff != "" {
		t.Errorf("roots (-want +got):\n%s", diff)
	}
	want := map[string]string{
		"example.com/app/types": `types/types.go:3:23: cannot use "" (untyped string constant) ` +
			`as int value in return statement (and 1 more)`,
		"example.com/app/twice":   `twice/twice.go:5:6: F redeclared in this block`,
		"example.com/app/syntax":  `syntax/syntax.go:3:9: expected`,
		"example.com/app/missing": `missing/missing.go:3:8: could not import example.com/none`,
		"example.com/app/version": `version/version.go:3:8: "strings" imported and not used`,
	}
	for _, problem := range p.Problems {
		_, text, _ := strings.Cut(problem.String(), "/app/")
		if !strings.HasPrefix(text, want[problem.Package]) || want[problem.Package] == "" {
			t.Errorf("%s: %s, want %s", problem.Package, text, want[problem.Package])
		}
		if strings.Contains(text, "\n") {
			t.Errorf("%s: more than one line: %q", problem.Package, text)
		}
	}
	if len(p.Problems) != len(want) {
		t.Errorf("%d problems, want %d: %v", len(p.Problems), len(want), p.Problems)
	}
}

func TestPatterns(t *testing.T) {
	config := configFor(t, goMod+`
-- app/client/client.go --
package client
-- app/client/http/http.go --
package http
-- app/empty/readme --
-- app/tools/lint/go.mod --
module example.com/lint
-- app/tools/lint/lint.go --
package lint
-- app/tools/lint/rules/rules.go --
package rules
-- other/go.mod --
module example.com/other
-- other/other.go --
package other
`)
	for _, test := range []struct{ pattern, want string }{
		{"./client", ""},
		{"./client/...", ""},
		{"./clint", "pattern ./clint matches no packages; did you mean ./client?"},
		{
			"./client/htpp/...",
			"pattern ./client/htpp/... matches no packages; did you mean ./client/http/...?",
		},
		{"./zzzzzzzzzzzz", "pattern ./zzzzzzzzzzzz matches no packages"},
		{"./empty", "pattern ./empty matches no packages"},
		{
			"./tools/...",
			"pattern ./tools/... matches no packages; ./tools/lint is a module of its own, " +
				"name it with -C ./tools/lint",
		},
		{
			"./tools/lint/...",
			"pattern ./tools/lint/... matches no packages; ./tools/lint is a module of its own, " +
				"name it with -C ./tools/lint",
		},
		{
			"./tools/lint/rules",
			"pattern ./tools/lint/rules matches no packages; ./tools/lint is a module of its own, " +
				"name it with -C ./tools/lint",
		},
		{
			"../other",
			"pattern ../other matches no packages; ../other is a module of its own, " +
				"name it with -C ../other",
		},
	} {
		t.Run(test.pattern, func(t *testing.T) {
			_, err := Load(t.Context(), config, test.pattern)
			if got := errorText(err); got != test.want {
				t.Errorf("error %q, want %q", got, test.want)
			}
		})
	}
	if _, err := Load(t.Context(), config, "./...", "./clint/..."); err == nil {
		t.Error("no error when one of two patterns matches nothing")
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// A package that a fix imports is found after loading, with the same types for
// what is loaded already.
func TestImport(t *testing.T) {
	p := loadArchive(t, goMod+`
-- app/a.go --
package app

import "example.com/lib"

var _ lib.T
-- lib/lib.go --
package lib

type T int
-- lib/more/more.go --
package more

import "example.com/lib"

var V lib.T
`, ".")
	more, err := p.Import(context.Background(), p.config.Dir, "example.com/lib/more")
	if err != nil {
		t.Fatal(err)
	}
	want := p.Roots[0].Imports["example.com/lib"].Types.Scope().Lookup("T").Type()
	if got := more.Scope().Lookup("V").Type(); got != want {
		t.Errorf("type %v is another one than %v", got, want)
	}
	if _, err := p.Import(context.Background(), p.config.Dir, "example.com/lib/none"); err == nil {
		t.Error("no error for a missing package")
	}
	if len(p.Roots) != 1 {
		t.Errorf("roots %v, want no more than before", ids(p.Roots))
	}
}

// Files that use cgo are read as they were written.
func TestCgo(t *testing.T) {
	p := loadArchive(t, goMod+`
-- app/a.go --
package app

// int one(void);
import "C"

func f(k func(int)) { k(int(C.one())) }
`, ".")
	if len(p.Problems) > 0 || len(p.Roots) != 1 {
		t.Fatalf("problems %v", p.Problems)
	}
	if name := p.Fset.File(p.Roots[0].Syntax[0].FileStart).Name(); filepath.Base(name) != "a.go" {
		t.Errorf("file %s, want the one with the import of C", name)
	}
}

// constantsOfC is a package that computes with constants of C, and one that exports them.
const constantsOfC = goMod + `
-- lib/lib.go --
package lib

// enum { RED = 1, GREEN = 2 };
// typedef struct { int x; } point;
import "C"

const (
	Red   = C.RED
	Green = C.GREEN
)

type Point C.point

func (p Point) X() int { return int(p.x) }
-- app/a.go --
package app

import "example.com/lib"

const both = lib.Red | lib.Green

func f(p lib.Point, k func(int)) { k(p.X() + 1<<lib.Green + both) }
`

func TestConstantsOfC(t *testing.T) {
	p := loadArchive(t, constantsOfC, ".")
	if len(p.Problems) > 0 || len(p.Roots) != 1 {
		t.Fatalf("problems %v", p.Problems)
	}
	c := p.Roots[0].Types.Scope().Lookup("both").(*types.Const)
	if got := c.Val().String(); got != "3" {
		t.Errorf("both is %s, want 3", got)
	}
}

func TestConstantsOfCWithoutCompiler(t *testing.T) {
	config := configFor(t, constantsOfC)
	config.Env = append(config.Env, "CGO_ENABLED=1", "CC="+filepath.Join(config.Dir, "none"))
	p, err := Load(t.Context(), config, ".")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Problems) != 1 || !strings.Contains(p.Problems[0].Text, "which could not be run") {
		t.Errorf("problems %v", p.Problems)
	}
}
