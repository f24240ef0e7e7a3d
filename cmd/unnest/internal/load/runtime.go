package load

import (
	"context"
	"go/types"

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

// A standardImporter finds standard packages.
type standardImporter struct {
	ctx     context.Context
	program *Program
}

func (i standardImporter) Import(path string) (*types.Package, error) {
	return i.program.Import(i.ctx, i.program.config.Dir, path)
}
