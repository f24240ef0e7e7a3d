package main

import (
	"fmt"
	"io"
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

// unmatched is an error about a pattern of a flag that means nothing in any package,
// nil for none. What the file has was right once: it gets a warning.
func unmatched(w io.Writer, patterns []setting.Given, found []*analyzer.Result) error {
	for _, p := range meaningless(patterns, found) {
		var candidates []string
		for _, r := range found {
			candidates = append(candidates, r.Nearest(p.Text))
		}
		none, meant := meaning(p.Text, candidates)
		if said := answered(p.Text, found); said != "" {
			none, meant = said, ""
		}
		if p.Origin.Layer == setting.Flag {
			if meant != "" {
				none += "; " + meant
			}
			return fmt.Errorf("-once %s", none)
		}
		none += "; remove it"
		if meant != "" {
			none += ", or " + meant
		}
		fmt.Fprintf(w, "%s: warning: once: %s\n", p.Origin.Place, none)
	}
	return nil
}

// answered says of a pattern that it means a callback with results, empty if it does not.
func answered(text string, found []*analyzer.Result) string {
	for _, r := range found {
		if a := r.Answered(text); a != nil {
			return fmt.Sprintf("%s: %s of %s is not a function without results", text, a.Param, a.Func)
		}
	}
	return ""
}

// meaningless are the patterns that mean nothing in any package.
func meaningless(patterns []setting.Given, found []*analyzer.Result) []setting.Given {
	return slices.DeleteFunc(slices.Clone(patterns), func(p setting.Given) bool {
		return slices.ContainsFunc(found, func(r *analyzer.Result) bool {
			return !slices.Contains(r.Unmatched(), p.Text)
		})
	})
}

// outlived warns of patterns of the file that meant something before a change and
// mean nothing any more.
func outlived(w io.Writer, patterns []setting.Given, before, after []*analyzer.Result) {
	known := meaningless(patterns, before)
	for _, p := range meaningless(patterns, after) {
		if p.Origin.Layer == setting.File && !slices.Contains(known, p) {
			fmt.Fprintf(w, "%s: warning: once: %s matches no function any more that takes a callback;"+
				" remove it\n", p.Origin.Place, p.Text)
		}
	}
}

// meaning says what a pattern means, for all that the packages know of it, and what may
// have been meant.
func meaning(text string, nearby []string) (none, meant string) {
	if slices.Contains(nearby, text) {
		return text + " matches functions that nothing here calls with a callback", ""
	}
	slices.Sort(nearby)
	if name := nearest.Of(text, nearby); name != "" {
		meant = fmt.Sprintf("did you mean %s?", name)
	}
	return text + " matches no function that takes a callback", meant
}
