package rewrite

import (
	"go/format"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/edit"
	"github.com/unnest-go/unnest/rewrite/internal/emit"
)

// format gives the text of an edit gofmt's form, indented like the statement
// that it replaces. Text that has no such form by itself is left to whoever
// formats the file.
func (w *rewriter) format(e emit.Edit) string {
	indent, text := w.indent(e), edit.Inset(e.Text)
	formatted, err := format.Source([]byte(indent + strings.ReplaceAll(text, "\r\n", "\n")))
	if err != nil || strings.TrimSpace(text) == "" {
		return text // an end of a line is no text to gofmt
	}
	return strings.TrimLeft(string(formatted), " \t")
}

// indent is the white space before an edit on its line.
func (w *rewriter) indent(e emit.Edit) string {
	end := w.src.Offset(e.From)
	start := end
	for start > 0 && (w.src.Text[start-1] == '\t' || w.src.Text[start-1] == ' ') {
		start--
	}
	return string(w.src.Text[start:end])
}
