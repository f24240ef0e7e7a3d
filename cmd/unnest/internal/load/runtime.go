package load

import (
	"context"
	"encoding/json"
	"go/types"
	"os/exec"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/rewrite/patch"
)

func (p *Program) overlaid(name string) bool { return p.config.Overlay[name] != nil }

// findRuntime lists the runtime, or makes a package of its declarations when the
// module does not require it.
func (p *Program) findRuntime(ctx context.Context) ([]*packages.Package, error) {
	listed, err := p.listOne(ctx, p.config.Dir, patch.RuntimePath)
	if err == nil {
		return listed, nil
	}
	return p.declareRuntime(ctx)
}

// declareRuntime makes a package of the declarations of the runtime.
func (p *Program) declareRuntime(ctx context.Context) ([]*packages.Package, error) {
	p.LacksRuntime = true
	declared, err := patch.Runtime(standardImporter{ctx, p})
	if err != nil {
		return nil, err
	}
	runtime := &packages.Package{
		ID: patch.RuntimePath, PkgPath: patch.RuntimePath, Name: declared.Name(), Types: declared,
	}
	p.all[runtime.ID] = runtime
	return []*packages.Package{runtime}, nil
}

// Runtime returns the types of the runtime, those of its declarations when the
// module does not require it.
func (p *Program) Runtime(ctx context.Context) (*types.Package, error) {
	if pkg := p.all[patch.RuntimePath]; pkg != nil && pkg.Name != "" {
		return pkg.Types, nil
	}
	found, err := p.findRuntime(ctx)
	if err != nil {
		return nil, err
	}
	if found[0].Types == nil {
		p.add(found, nil)
	}
	return p.all[patch.RuntimePath].Types, nil
}

// lendRuntime lets the packages that import the runtime, and whose module does not require it yet,
// import its declarations: what was flattened is read again before somebody has run go get. It
// returns what is to be added to the program.
func (p *Program) lendRuntime(ctx context.Context, listed []*packages.Package) ([]*packages.Package, error) {
	var lent []*packages.Package
	var err error
	packages.Visit(listed, nil, func(pkg *packages.Package) {
		missing := pkg.Imports[patch.RuntimePath]
		if missing == nil || missing.Name != "" || err != nil {
			return
		}
		if lent == nil {
			lent, err = p.declareRuntime(ctx)
		}
		if err == nil {
			pkg.Imports[patch.RuntimePath] = lent[0]
		}
	})
	return lent, err
}

// Borrows reports whether a package imports the runtime, which its module does not find.
func (p *Program) Borrows(pkg *packages.Package) bool {
	return p.LacksRuntime && pkg.Imports[patch.RuntimePath] != nil
}

// A standardImporter finds standard packages.
type standardImporter struct {
	ctx     context.Context
	program *Program
}

func (i standardImporter) Import(path string) (*types.Package, error) {
	return i.program.Import(i.ctx, i.program.config.Dir, path)
}

// Unready is the module of a package that finds the runtime, and whether that is not enough
// to compile with it: it may not find what the runtime imports, or do so only because it is in
// a workspace with others that require the runtime, or be compiled as an older version of the
// language than the runtime is for.
func (p *Program) Unready(ctx context.Context, pkg *packages.Package) (Module, bool) {
	m := ModuleOf(pkg)
	switch {
	case within(m.Path):
		return m, false
	case p.incomplete():
		m.Lacks = Needs
		return m, true
	case m.Path == "" || !p.inWorkspace(ctx):
		return m, false
	}
	requires, known := p.requiring[m.Dir]
	if !known {
		requires = p.requires(ctx, m)
		p.requiring[m.Dir] = requires
	}
	m.Lacks = Requirement
	if requires {
		m.Lacks = Language
	}
	return m, !requires || m.GoVersion != patch.Version(m.GoVersion)
}

// incomplete reports whether packages are missing that the runtime imports: a module that
// has it for its tools only does not know them.
func (p *Program) incomplete() bool {
	runtime := p.all[patch.RuntimePath]
	if runtime == nil {
		return false
	}
	missing := false
	packages.Visit([]*packages.Package{runtime}, func(pkg *packages.Package) bool {
		missing = missing || len(pkg.Errors) > 0
		return !missing
	}, nil)
	return missing
}

// within reports whether the runtime is one of the packages of a module.
func within(module string) bool { return strings.HasPrefix(patch.RuntimePath, module+"/") }

// requires reports whether the go.mod of a module itself requires the runtime. What cannot
// be read says nothing.
func (p *Program) requires(ctx context.Context, m Module) bool {
	cmd := exec.CommandContext(ctx, "go", "mod", "edit", "-json")
	cmd.Dir, cmd.Env = m.Dir, p.config.Env
	out, err := cmd.Output()
	var mod struct{ Require []struct{ Path string } }
	if err != nil || json.Unmarshal(out, &mod) != nil {
		return true
	}
	return slices.ContainsFunc(mod.Require, func(r struct{ Path string }) bool { return within(r.Path) })
}
