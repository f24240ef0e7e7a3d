package analyzer

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/internal/adapters"
	"github.com/unnest-go/unnest/analyzer/internal/cps"
	"github.com/unnest-go/unnest/internal/nearest"
)

// The categories of warnings.
const (
	directiveWarning    = "directive"    // a directive means nothing
	contradictedWarning = "contradicted" // a body speaks against a declaration
)

// IsWarning says whether a diagnostic is about what the user declared, and not
// about a pyramid or a mistake.
func IsWarning(d analysis.Diagnostic) bool {
	return d.Category == directiveWarning || d.Category == contradictedWarning
}

// Warnings lists what is wrong with declarations of the package, in source order:
// directives that mean nothing, and patterns of Config.Once and directives that
// declare a function whose body speaks against it. Front doors report them.
func (r *Result) Warnings() []analysis.Diagnostic { return r.warnings }

// warn collects the warnings, those of directives that were complained of among them.
func (r *Result) warn(files []*ast.File, complaints []analysis.Diagnostic) {
	r.warnings = complaints
	for _, file := range files {
		r.warnings = append(r.warnings, misspelled(file)...)
	}
	for _, c := range r.index.Contradicted() {
		r.warnings = append(r.warnings, analysis.Diagnostic{
			Pos: c.Pos, Category: contradictedWarning, Message: c.String(),
		})
	}
	slices.SortStableFunc(r.warnings, func(a, b analysis.Diagnostic) int { return int(a.Pos - b.Pos) })
}

// Directed says whether a file has comments that may be directives, and so may be
// worth a warning. Asking is cheap.
func Directed(file *ast.File) bool {
	return slices.ContainsFunc(file.Comments, func(group *ast.CommentGroup) bool {
		return slices.ContainsFunc(group.List, func(c *ast.Comment) bool {
			word, _ := directive(c)
			return word != ""
		})
	})
}

// prefix is what directives begin with.
const prefix = "unnest:"

// words are what follows it.
var words = []string{
	strings.TrimPrefix(cps.Directive, "//"+prefix), strings.TrimPrefix(adapters.Directive, "//"+prefix),
}

// directive reads a comment as a directive: the word behind its prefix, and the
// blanks before that, which make it an ordinary comment.
func directive(c *ast.Comment) (word, blanks string) {
	text, ok := strings.CutPrefix(c.Text, "//")
	if !ok {
		return "", ""
	}
	trimmed := strings.TrimLeft(text, " \t")
	rest, ok := strings.CutPrefix(trimmed, prefix)
	if !ok {
		return "", ""
	}
	if end := strings.IndexAny(rest, " \t"); end >= 0 {
		rest = rest[:end]
	}
	return rest, text[:len(text)-len(trimmed)]
}

// misspelled finds comments that look like directives and are none.
func misspelled(file *ast.File) []analysis.Diagnostic {
	var found []analysis.Diagnostic
	docs := make(map[*ast.Comment]bool)
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Doc != nil {
			for _, c := range fn.Doc.List {
				docs[c] = true
			}
		}
	}
	for _, group := range file.Comments {
		for _, c := range group.List {
			if text := wrong(c, docs[c]); text != "" {
				found = append(found, directiveAt(c, text))
			}
		}
	}
	return found
}

// directiveAt is the warning about a directive.
func directiveAt(c *ast.Comment, text string) analysis.Diagnostic {
	return analysis.Diagnostic{Pos: c.Pos(), End: c.End(), Category: directiveWarning, Message: text}
}

// wrong says what is wrong with a comment, which may be part of the doc comment of
// a function; empty for nothing. What is behind //unnest:once is known already.
func wrong(c *ast.Comment, doc bool) string {
	word, blanks := directive(c)
	known := slices.Contains(words, word)
	switch {
	case word == "" || blanks != "" && !known:
		return ""
	case blanks != "":
		return fmt.Sprintf("//%s%s%s is no directive because of the blank; write //%[2]s%[3]s",
			blanks, prefix, word)
	case !known:
		text := fmt.Sprintf("//%s%s is no directive", prefix, word)
		if best := nearest.Of(word, words); best != "" {
			text += fmt.Sprintf("; did you mean //%s%s?", prefix, best)
		}
		return text
	case "//"+prefix+word != adapters.Directive:
		return ""
	case !doc:
		return adapters.Directive + " is not in the doc comment of a function"
	case len(strings.Fields(c.Text)) < 2:
		return adapters.Directive + " names no operation; " +
			"write path/to/pkg.Func or path/to/pkg.Type.Method behind it"
	}
	return ""
}
