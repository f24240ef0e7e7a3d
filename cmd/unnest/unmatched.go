package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/analyzer/setting"
	"github.com/unnest-go/unnest/internal/nearest"
)

// checkable are the patterns of functions that must mean something in this run.
// Those of the file are for the whole module, so that a run on a part of it says
// nothing about them.
func (o *common) checkable(tests bool) []setting.Given {
	s := o.settings.Pick("once")[0]
	whole := o.whole(tests)
	return slices.DeleteFunc(slices.Clone(s.Given), func(g setting.Given) bool {
		return g.Origin.Layer == setting.File && !whole
	})
}

// whole reports whether a run is on all of the module, as its settings have it.
func (o *common) whole(tests bool) bool {
	return o.workDir == o.module && slices.Equal(o.patterns, []string{"./..."}) &&
		tests && !o.byFlag("tags")
}

// unmatched is an error about a pattern that means nothing in any package, nil
// for none.
func unmatched(patterns []setting.Given, found []*analyzer.Result) error {
	for _, p := range patterns {
		if slices.ContainsFunc(found, func(r *analyzer.Result) bool {
			return !slices.Contains(r.Unmatched(), p.Text)
		}) {
			continue
		}
		var candidates []string
		for _, r := range found {
			candidates = append(candidates, r.Nearest(p.Text))
		}
		text := p.Text + meaning(p.Text, candidates)
		if p.Origin.Layer == setting.Flag {
			text = "-once " + text
		} else {
			text = p.Origin.Place + ": once: " + text
		}
		return errors.New(text)
	}
	return nil
}

// meaning says what a pattern means, for all that the packages know of it.
func meaning(text string, nearby []string) string {
	if slices.Contains(nearby, text) {
		return " matches functions that nothing here calls with a callback"
	}
	slices.Sort(nearby)
	none := " matches no function that takes a callback"
	if meant := nearest.Of(text, nearby); meant != "" {
		none += fmt.Sprintf("; did you mean %s?", meant)
	}
	return none
}
