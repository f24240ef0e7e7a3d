package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/internal/nearest"
)

// selects reports whether -type and -func, when given, mean the operation.
func (g *generator) selects(op *chain.Operation) bool {
	byType := false
	if t := op.Type(); t != nil {
		byType = g.types.match(t.Name())
	}
	byName := g.funcs.match(op.Func.Name(), op.Name())
	return byType || byName || len(g.generateOptions.types)+len(g.functions) == 0
}

// all lists the operations of a package: with -for those that others can call, if only by way
// of a type of the package.
func (g *generator) all(result *analyzer.Result) []*chain.Operation {
	if len(g.from) == 0 {
		return result.Operations()
	}
	return slices.DeleteFunc(append(result.Operations(), result.Inherited()...),
		func(op *chain.Operation) bool { return !op.Exported() })
}

// unmatched is an error about a pattern of -type or -func that meant nothing, nil for
// none.
func (g *generator) unmatched() error {
	if err := g.types.unmatched("type with methods that take a continuation"); err != nil {
		return err
	}
	return g.funcs.unmatched("function that takes a continuation")
}

// unproven is the error about a pattern, or another one where the pattern means
// operations of which nothing is known but their shape.
func (g *generator) unproven(err error, pkgs []*packages.Package) error {
	config := g.analysis
	if config.Assume {
		return err
	}
	config.Assume = true
	missing := strings.Join(append(g.types.missing(), g.funcs.missing()...), ", ")
	g.types, g.funcs = newSelection("type", g.generateOptions.types), newSelection("func", g.functions)
	for _, o := range drive.NewSession(analyzer.New(config)).Run(pkgs) {
		if result, ok := o.Result.(*analyzer.Result); ok {
			for _, op := range g.all(result) {
				g.selects(op)
			}
		}
	}
	if g.unmatched() != nil {
		return err
	}
	return fmt.Errorf("nothing says that what %s means calls back at most once:"+
		" declare it with //unnest:once in the doc comment, or with -once; -assume takes it as given",
		missing)
}

// A selection is a set of patterns for names.
type selection struct {
	flag     string
	patterns []string
	matched  map[string]bool
	known    []string
}

func newSelection(flag string, patterns []string) *selection {
	return &selection{flag: flag, patterns: patterns, matched: make(map[string]bool)}
}

// match reports whether a pattern means one of the names.
func (s *selection) match(names ...string) bool {
	s.known = append(s.known, names...)
	found := false
	for _, p := range s.patterns {
		for _, name := range names {
			if ok, _ := filepath.Match(p, name); ok { // the pattern was checked
				s.matched[p], found = true, true
			}
		}
	}
	return found
}

// missing are the patterns that meant nothing.
func (s *selection) missing() []string {
	return slices.DeleteFunc(slices.Clone(s.patterns), func(p string) bool { return s.matched[p] })
}

// unmatched is an error about a pattern that meant nothing, nil for none.
func (s *selection) unmatched(what string) error {
	missing := s.missing()
	if len(missing) == 0 {
		return nil
	}
	err := fmt.Sprintf("-%s %s matches no %s", s.flag, missing[0], what)
	if meant := nearest.Of(missing[0], s.known); meant != "" {
		err += fmt.Sprintf("; did you mean %s?", meant)
	}
	return errors.New(err)
}
