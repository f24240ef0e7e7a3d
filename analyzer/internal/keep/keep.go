// Package keep reads the comments by which users keep what is found as it is.
//
// In goes a file; out come its lines at which findings of some names are to stay. The comments
// are those of golangci-lint and of staticcheck, and mean what they mean there:
//
//	//nolint                          everything in its line; above a statement or
//	                                  declaration, in its column, in all of that
//	//nolint:NAME,… // reason         the same for some names
//	//lint:ignore NAME,… reason       in its line and the next one
//	//lint:file-ignore NAME,… reason  in the whole file
package keep

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
)

// Lines are those of a file at which something is to stay. The zero value has none.
type Lines []span

// A span is lines from the first to the last, and what stays there.
type span struct {
	first, last int
	column      int      // of the comment
	expands     bool     // over what stands below it, as golangci-lint lets its comments do
	later       bool     // over what another one expands over, too: golangci-lint takes the first
	all         bool     // whatever is found
	patterns    []string // of names
}

// In reads the comments of a file.
func In(fset *token.FileSet, file *ast.File) Lines {
	var found Lines
	for _, group := range file.Comments {
		for _, c := range group.List {
			if s, ok := read(c.Text); ok {
				at, end := fset.PositionFor(group.Pos(), false), fset.PositionFor(group.End(), false)
				s.first, s.last, s.column = s.first+at.Line, s.last+end.Line, at.Column
				found = append(found, s)
			}
		}
	}
	if !slices.ContainsFunc(found, func(s span) bool { return s.expands }) {
		return found
	}
	expanded := slices.Clip(found)
	ast.Inspect(file, func(n ast.Node) bool {
		if n != nil {
			expanded = append(expanded, found.over(fset, n)...)
		}
		return true
	})
	return expanded
}

// over are the lines of a node that comments above it are for.
func (l Lines) over(fset *token.FileSet, n ast.Node) Lines {
	var all Lines
	at := fset.PositionFor(n.Pos(), false)
	for _, s := range l {
		if s.expands && s.last == at.Line-1 && s.column == at.Column {
			s.later = len(all) > 0
			s.last = fset.PositionFor(n.End(), false).Line
			all = append(all, s)
		}
	}
	return all
}

// At are the comments that are for a line.
func (l Lines) At(line int) Comments {
	var all Comments
	for _, s := range l {
		if s.first <= line && line <= s.last {
			all = append(all, s)
		}
	}
	return all
}

// Comments are those for one line.
type Comments []span

// Keep reports whether what has one of these names stays.
func (c Comments) Keep(names ...string) bool {
	return c.Name(names...) || slices.ContainsFunc(c, func(s span) bool { return s.all })
}

// Name reports whether a comment is not for everything but for one of these names.
func (c Comments) Name(names ...string) bool {
	return slices.ContainsFunc(c, func(s span) bool { return slices.ContainsFunc(names, s.names) })
}

// Drop reports whether golangci-lint itself drops what one of its linters reports in the line. It
// reads its own comments, and no patterns in them.
func (c Comments) Drop(linter string) bool {
	return slices.ContainsFunc(c, func(s span) bool {
		return s.expands && !s.later && (s.all || slices.Contains(s.patterns, linter))
	})
}

// names reports whether a span is for a name.
func (s span) names(name string) bool {
	return slices.ContainsFunc(s.patterns, func(pattern string) bool {
		matches, err := path.Match(pattern, name)
		return matches && err == nil
	})
}

// wholeFile is more lines than a file has.
const wholeFile = 1 << 30

// read reads a comment. The lines are relative to its own.
func read(text string) (s span, ok bool) {
	if rest, ok := strings.CutPrefix(strings.TrimLeft(text, "/ "), "nolint"); ok {
		return linters(rest)
	}
	words := strings.Fields(text)
	if len(words) < 3 { // a comment without a reason means nothing
		return span{}, false
	}
	s.patterns = strings.Split(words[1], ",")
	switch words[0] {
	case "//lint:ignore":
		s.last = 1
	case "//lint:file-ignore":
		s.first, s.last = -wholeFile, wholeFile
	default:
		return span{}, false
	}
	return s, true
}

// linters reads what a comment of golangci-lint has behind its word, which may be another word.
func linters(rest string) (s span, ok bool) {
	s.expands = true
	list, named := strings.CutPrefix(rest, ":")
	if !named {
		s.all = true
		return s, rest == "" || strings.HasPrefix(rest, " ")
	}
	s.all = strings.HasPrefix(list, "all")
	list, _, _ = strings.Cut(list, "//")
	for name := range strings.SplitSeq(list, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		s.all = s.all || name == "all"
		s.patterns = append(s.patterns, name)
	}
	return s, true
}
