package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/types"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/cmd/unnest/internal/report"
	"github.com/unnest-go/unnest/cmd/unnest/internal/write"
	"github.com/unnest-go/unnest/rewrite"
)

// A product is a file that is generated.
type product struct {
	name          string
	before, after []byte // nil for none
	lost          loss   // what it has adapted before, for another run
}

// product is the file of a package. One that this build leaves out is for what others have.
func (g *generator) product(
	pkg *packages.Package, name string, before []byte, out *rewrite.Generated,
) *product {
	if out.Text == nil && slices.Contains(pkg.IgnoredFiles, name) {
		return &product{name, before, before, nil}
	}
	return &product{name, before, out.Text, g.lost(pkg, out)}
}

// write makes all files what they are to be. Nothing is written, and nothing removed,
// before everything that was asked for has been found.
func (g *generator) write(ctx context.Context) error {
	for _, p := range g.products {
		if err := replace(ctx, p.name, p.before, p.after); err != nil {
			return err
		}
		p.tell(g.Stderr, g.paths)
		if p.before != nil && p.after == nil {
			fmt.Fprintf(g.Stderr, "unnest: %s is removed: nothing is left to adapt\n", g.paths.Short(p.name))
		}
	}
	for _, m := range g.lacking {
		g.require(ctx, m)
	}
	if !g.told && !slices.ContainsFunc(g.products, (*product).exists) {
		fmt.Fprintln(g.Stderr, "unnest: nothing to generate: no function takes a one-shot continuation"+
			" and has no adapter yet")
	}
	return nil
}

// lost lists what a file has adapted before, and what this run does not ask for, or takes for no
// operation: another one writes the file, too. What its packages do not have any more is not listed.
func (g *generator) lost(pkg *packages.Package, out *rewrite.Generated) loss {
	from := []*packages.Package{pkg}
	if len(g.from) > 0 {
		_, from = g.split()
	}
	all := make(loss)
	for _, key := range out.Others {
		if why := g.reason(key, from); why != "" {
			all[why] = append(all[why], key)
		}
	}
	return all
}

// reason says why a run has no use for a key, "" where packages had it and have no such
// operation now.
func (g *generator) reason(key string, from []*packages.Package) string {
	for _, pkg := range from {
		name, ok := strings.CutPrefix(key, pkg.PkgPath+".")
		result := g.results[pkg]
		switch {
		case !ok || strings.Contains(name, "/") || result == nil:
		case slices.ContainsFunc(g.all(result), func(op *chain.Operation) bool { return op.Key() == key }):
			return unasked
		case takesFunction(pkg.Types, name):
			return unproven
		default:
			return ""
		}
	}
	return unasked
}

// takesFunction reports whether a package has a function, or a method of a type, with a parameter
// of a function type.
func takesFunction(pkg *types.Package, name string) bool {
	owner, method, isMethod := strings.Cut(name, ".")
	obj := pkg.Scope().Lookup(owner)
	if obj != nil && isMethod {
		obj, _, _ = types.LookupFieldOrMethod(obj.Type(), true, pkg, method)
	}
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	for param := range fn.Signature().Params().Variables() {
		if _, ok := param.Type().Underlying().(*types.Signature); ok {
			return true
		}
	}
	return false
}

// A loss is the keys of operations that a file adapts no longer, by why not.
type loss map[string][]string

// Why a file adapts something no longer, though it is there.
const (
	unasked  = "this run does not ask for that"
	unproven = "this run takes that for no operation"
)

// tell says what is lost.
func (p *product) tell(w io.Writer, paths report.Paths) {
	for _, why := range slices.Sorted(maps.Keys(p.lost)) {
		const most = 3
		names := p.lost[why]
		first := names[:min(most, len(names))]
		text := strings.Join(first, ", ")
		if more := len(names) - len(first); more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
		fmt.Fprintf(w, "unnest: %s no longer adapts %s: %s;"+
			" give runs with other flags a file of their own, with -o\n", paths.Short(p.name), text, why)
	}
}

// exists reports whether there is a file, or was one.
func (p *product) exists() bool { return p.before != nil || p.after != nil }

// replace makes a file have a text, or be gone when it is nil.
func replace(ctx context.Context, name string, before, after []byte) error {
	switch {
	case bytes.Equal(before, after):
		return nil
	case after == nil:
		return os.Remove(name)
	}
	return write.New(ctx, name, after)
}

// ownFile reads a file that was generated before, nil when there is none. One
// that somebody has written is an error.
func ownFile(name string) ([]byte, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(text, []byte(rewrite.GeneratedHeader)) {
		return nil, fmt.Errorf(
			"%s was not generated by unnest and is left alone; choose another name with -o", name)
	}
	return text, nil
}
