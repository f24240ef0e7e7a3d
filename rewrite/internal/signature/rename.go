package signature

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/spell"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// Rename is the last stage: an unexported function that returns a promise gets
// the name of its shim, which nobody calls any more.
//
//	Pattern: func buyPromise(…) … and its shim buy => func buy(…) …
//	So long as:
//	- nothing of this package mentions the shim, in tests neither
//	- no file of its directory mentions the shim, or the other function, that this build
//	leaves out
//	- no interface of the package has a method of its name
//	Because: nobody else can mention it.
func (p *Package) Rename() ([]*Change, error) {
	p.index()
	uses := make(map[*types.Func][]*ast.Ident)
	for id, obj := range p.Info.Uses {
		if fn, ok := obj.(*types.Func); ok && fn.Pkg() == p.Types {
			uses[fn.Origin()] = append(uses[fn.Origin()], id)
		}
	}
	var all []*Change
	for shim, d := range p.decls {
		adapters := p.Adapters[chain.KeyOf(shim)]
		if !p.Shims[chain.KeyOf(shim)] || len(adapters) != 1 || shim.Exported() || len(uses[shim]) > 0 ||
			p.mentionedElsewhere(shim.Name()) || p.isAbstract(shim) {
			continue
		}
		fn := adapters[0]
		if !documents(d.node.Doc, shimDoc(shim, fn.Name())) || !p.free(shim, uses[fn]) {
			continue
		}
		if p.mentionedElsewhere(fn.Name()) {
			continue
		}
		c, err := p.rename(shim, fn, uses[fn])
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// documents reports whether a doc comment is the one of a shim, which may be declared.
func documents(doc *ast.CommentGroup, want []string) bool {
	if doc == nil {
		return false
	}
	var lines []string
	for _, c := range doc.List {
		if !strings.HasPrefix(c.Text, directive+" ") {
			lines = append(lines, c.Text)
		}
	}
	return slices.Equal(lines, want)
}

// isAbstract reports whether an interface of the package has a method with the
// name of a method.
func (p *Package) isAbstract(fn *types.Func) bool {
	if fn.Signature().Recv() == nil {
		return false
	}
	found := false
	for _, file := range p.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			iface, ok := n.(*ast.InterfaceType)
			if !ok {
				return !found
			}
			for _, m := range iface.Methods.List {
				for _, id := range m.Names {
					found = found || id.Name == fn.Name()
				}
			}
			return !found
		})
	}
	return found
}

// free reports whether the shim's name means the shim wherever the other
// function is mentioned.
func (p *Package) free(shim *types.Func, uses []*ast.Ident) bool {
	if shim.Signature().Recv() != nil {
		return true // behind a dot
	}
	for _, id := range uses {
		if spell.At(p.Types, p.Info, p.fileOf(id.Pos()), id.Pos()).Resolve(shim.Name()) != shim {
			return false
		}
	}
	return true
}

func (p *Package) fileOf(pos token.Pos) *ast.File {
	for _, f := range p.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			return f
		}
	}
	return nil
}

// rename removes the shim and gives its name away.
func (p *Package) rename(shim, fn *types.Func, uses []*ast.Ident) (*Change, error) {
	from, to := p.decls[fn], p.decls[shim]
	c := &Change{Pos: to.node.Name.Pos(), Func: name(shim), Declares: []string{name(shim), name(fn)}}
	src, err := p.Source(to.file)
	if err != nil {
		return nil, err
	}
	documented, err := p.Source(from.file)
	if err != nil {
		return nil, err
	}
	for _, line := range to.node.Doc.List {
		c.Comments = append(c.Comments, verify.Change{Pos: line.Pos(), Before: line.Text})
	}
	start := to.node.Doc.Pos()
	if from.node.End() <= start && strings.TrimSpace(src.Slice(from.node.End(), start)) == "" {
		start = from.node.End()
	}
	c.Edits = append(c.Edits, analysis.TextEdit{Pos: start, End: to.node.End()})
	c.Edits = append(c.Edits, renameDoc(documented, from.node.Doc, fn.Name(), shim.Name(), c)...)
	for _, id := range append([]*ast.Ident{from.node.Name}, uses...) {
		if to.node.Pos() <= id.Pos() && id.Pos() < to.node.End() {
			continue // in the shim
		}
		edit := analysis.TextEdit{Pos: id.Pos(), End: id.End(), NewText: []byte(shim.Name())}
		c.Edits = append(c.Edits, edit)
	}
	slices.SortFunc(c.Edits, func(a, b analysis.TextEdit) int { return cmp.Compare(a.Pos, b.Pos) })
	return c, nil
}
