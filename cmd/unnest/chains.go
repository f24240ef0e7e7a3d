package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"slices"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/cmd/unnest/internal/pyramid"
	"github.com/unnest-go/unnest/cmd/unnest/internal/twin"
	"github.com/unnest-go/unnest/rewrite"
)

// A chainer writes the twins of the pyramid functions of one package.
type chainer struct {
	*generator
	pkg      *packages.Package
	target   *rewrite.Target
	ops      []*chain.Operation
	importer types.Importer
	adapters *rewrite.Generated // without twins

	bodies   map[string]*rewrite.Body // of the functions that may get twins, by key
	loops    map[string]bool          // keys of those that are nested because they call themselves
	findings []rewrite.Finding        // functions that get none
}

// write writes the file with twins where there may be any: first with what the
// functions do as it stands, then with what becomes of it. Where that is nothing
// else, the adapter has to do.
func (c *chainer) write() (*rewrite.Generated, error) {
	if err := c.choose(); err != nil {
		return nil, err
	}
	for len(c.bodies) > 0 {
		target := *c.target
		target.Bodies = c.bodies
		out, err := rewrite.Generate(&target, c.ops, c.sources)
		if err != nil {
			return nil, err
		}
		result, err := c.flatten(out)
		if err != nil {
			return nil, err
		}
		if len(result.Nested) == 0 {
			out.Text = result.Text
			return c.report(out), nil
		}
		for _, op := range c.ops {
			if why := result.Nested[op.Key()]; why != "" {
				c.refuse(op.Func, why)
				delete(c.bodies, op.Key())
			}
		}
	}
	return c.report(c.adapters), nil
}

// report adds the functions that get no twin to what was generated.
func (c *chainer) report(out *rewrite.Generated) *rewrite.Generated {
	out.Findings = rewrite.SortFindings(append(c.findings, out.Findings...))
	return out
}

// flatten flattens the twins in a generated file.
func (c *chainer) flatten(out *rewrite.Generated) (*twin.Result, error) {
	pkg := *c.pkg
	pkg.Syntax, pkg.Types, pkg.TypesInfo, pkg.IllTyped = out.Files, out.Types, out.Info, false
	job := &twin.Job{
		Package: &pkg, Texts: make(map[string][]byte), Output: c.target.Output, Importer: c.importer,
		Analysis: c.analysis, Twins: make(map[string]string), Loops: c.loops,
	}
	for _, file := range out.Files {
		name := pkg.Fset.File(file.FileStart).Name()
		text := out.Text
		if name != c.target.Output {
			var err error
			if text, err = os.ReadFile(name); err != nil {
				return nil, err
			}
		}
		job.Texts[name] = text
	}
	for key := range c.bodies {
		if out.Bodies[key] {
			job.Twins[key] = out.Names[key]
		}
	}
	return job.Run()
}

// choose finds the functions with pyramids, and says of those that get no twin
// why.
func (c *chainer) choose() error {
	c.bodies, c.loops = make(map[string]*rewrite.Body), make(map[string]bool)
	ops := make(map[*types.Func]*chain.Operation)
	for _, op := range c.ops {
		ops[op.Func] = op
	}
	for _, file := range c.pkg.Syntax {
		name := c.pkg.Fset.File(file.FileStart).Name()
		if name == c.target.Output {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			fn, ok := c.pkg.TypesInfo.Defs[decl.Name].(*types.Func)
			if found := c.pyramids(decl); ok && len(found) > 0 {
				c.judge(&function{file, text, decl, fn, ops[fn]}, found)
			}
		}
	}
	return nil
}

// A function is one with pyramids.
type function struct {
	file *ast.File
	text []byte // of the file
	decl *ast.FuncDecl
	fn   *types.Func
	op   *chain.Operation // nil for a function that is none
}

// judge says whether a function with pyramids may get a twin.
func (c *chainer) judge(f *function, found []*chain.Finding) {
	switch {
	case f.op == nil && len(c.generateOptions.types)+len(c.functions) > 0:
		return // not asked for
	case f.op == nil:
		c.refuse(f.fn, "it takes no callback that is told of its outcome once")
		return
	case c.adapters.Names[f.op.Key()] == "":
		return // it gets no adapter either, or has one
	}
	locked := pyramid.Locked(c.pkg, f.file, f.fn.Pos())
	switch {
	case len(c.adapters.Broken) > 0:
		c.refuse(f.fn, "the package does not compile yet")
	case locked != nil:
		c.refuse(f.fn, locked.Text)
	case rewrite.Partial(f.file, c.pkg.Fset.File(f.file.FileStart).Name()):
		c.refuse(f.fn, "its file is left out of some builds")
	case !slices.ContainsFunc(found, func(f *chain.Finding) bool { return !f.Refused() }):
		c.refuse(f.fn, found[0].Refusal.Error())
	default:
		body, err := rewrite.NewBody(&rewrite.Function{
			Fset: c.pkg.Fset, Info: c.adapters.Info, File: f.file, Text: f.text, Decl: f.decl,
			Callback: f.op.Index,
			Asks:     c.results[c.pkg].Callers.AskIn(c.pkg.TypesInfo, f.decl.Body),
		})
		if err != nil {
			c.refuse(f.fn, err.Error())
			return
		}
		c.bodies[f.op.Key()] = body
		again := func(f *chain.Finding) bool { return f.Chain.Recursion != nil }
		c.loops[f.op.Key()] = slices.ContainsFunc(found, again)
	}
}

// pyramids lists the pyramids in a function.
func (c *chainer) pyramids(decl *ast.FuncDecl) []*chain.Finding {
	var found []*chain.Finding
	for _, f := range c.results[c.pkg].Findings {
		if at := f.Chain.Head().Call.Pos(); decl.Pos() <= at && at < decl.End() {
			found = append(found, f)
		}
	}
	return found
}

// refuse adds a finding: a function keeps its adapter, if it has one.
func (c *chainer) refuse(fn *types.Func, why string) {
	name := (&chain.Operation{Func: fn}).Name()
	c.findings = append(c.findings, rewrite.Finding{
		Pos: c.position(fn.Pos()), Text: fmt.Sprintf("%s gets no chain: %s", name, why),
	})
}

func (c *chainer) position(pos token.Pos) token.Position { return c.pkg.Fset.PositionFor(pos, false) }
