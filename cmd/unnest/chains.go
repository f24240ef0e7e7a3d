package main

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
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

	wanted   map[string]bool // keys of the operations that may get twins
	findings []rewrite.Finding
}

// twins makes the twins, and adds to the findings what gets none.
func (c *chainer) twins() (map[string]*rewrite.Twin, error) {
	adapters, err := rewrite.Generate(c.target, c.ops, c.sources)
	if err != nil {
		return nil, err
	}
	c.choose(adapters)
	for len(c.wanted) > 0 {
		result, err := c.try(adapters)
		if err != nil {
			return nil, err
		}
		for _, op := range c.ops {
			why := cmp.Or(result.Refused[op.Key()], result.Nested[op.Key()])
			if why != "" {
				c.refuse(op.Func, why)
				delete(c.wanted, op.Key())
			}
		}
		if len(result.Refused) == 0 {
			return result.Twins, nil
		}
	}
	return nil, nil
}

// try makes twins of all that are wanted.
func (c *chainer) try(adapters *rewrite.Generated) (*twin.Result, error) {
	target := *c.target
	target.Absent = c.wanted
	without, err := rewrite.Generate(&target, c.ops, c.sources)
	if err != nil {
		return nil, err
	}
	pkg := *c.pkg
	pkg.Syntax, pkg.Types, pkg.TypesInfo, pkg.IllTyped = without.Files, without.Types, without.Info, false
	job := &twin.Job{
		Package: &pkg, Sound: adapters.Types, Texts: make(map[string][]byte),
		Importer: c.importer, Analysis: c.analysis, Wanted: maps.Clone(c.wanted),
	}
	for _, file := range without.Files {
		name := pkg.Fset.File(file.FileStart).Name()
		text := without.Text
		if name != c.target.Output {
			if text, err = os.ReadFile(name); err != nil {
				return nil, err
			}
		}
		job.Texts[name] = text
	}
	return job.Run()
}

// choose finds the functions with pyramids, and says of those that get no twin
// why.
func (c *chainer) choose(adapters *rewrite.Generated) {
	c.wanted = make(map[string]bool)
	ops := make(map[*types.Func]*chain.Operation)
	for _, op := range c.ops {
		ops[op.Func] = op
	}
	for _, file := range c.pkg.Syntax {
		for _, d := range file.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			fn, ok := c.pkg.TypesInfo.Defs[decl.Name].(*types.Func)
			found := c.pyramids(decl)
			if !ok || len(found) == 0 {
				continue
			}
			c.judge(file, fn, ops[fn], found, adapters)
		}
	}
}

// judge says whether a function with pyramids may get a twin.
func (c *chainer) judge(
	file *ast.File, fn *types.Func, op *chain.Operation, found []*chain.Finding, adapters *rewrite.Generated,
) {
	name := c.pkg.Fset.File(file.FileStart).Name()
	switch {
	case op == nil && len(c.generateOptions.types)+len(c.functions) > 0, name == c.target.Output:
		return // not asked for
	case op == nil:
		c.refuse(fn, "it takes no callback that is told of its outcome once")
		return
	case adapters.Names[op.Key()] == "":
		return // it gets no adapter either, or has one
	case len(adapters.Broken) > 0:
		c.refuse(fn, "the package does not compile yet")
		return
	}
	locked := pyramid.Locked(c.pkg, file, fn.Pos())
	const several = 2
	switch {
	case locked != nil:
		c.refuse(fn, locked.Text)
	case rewrite.Partial(file, name):
		c.refuse(fn, "its file is left out of some builds")
	case len(op.Convention.Values()) >= several:
		c.refuse(fn, "its callback gets several values")
	case adapters.Names[op.Key()] != fn.Name()+rewrite.SignatureSuffix:
		c.refuse(fn, "its adapter is called "+adapters.Names[op.Key()])
	case !slices.ContainsFunc(found, func(f *chain.Finding) bool { return !f.Refused() }):
		c.refuse(fn, found[0].Refusal.Error())
	default:
		c.wanted[op.Key()] = true
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
		Pos: c.position(fn.Pos()), Text: name + " gets no chain: " + why,
	})
}

func (c *chainer) position(pos token.Pos) token.Position { return c.pkg.Fset.Position(pos) }
