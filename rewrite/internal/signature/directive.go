package signature

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// directive declares that callbacks are called once.
const directive = "//unnest:once"

// directives takes the callback out of the directives in the documentation: the new
// function has none, and the promise that the shim settles says as much. Only a shim that
// is something else by its name is declared again.
//
//	//unnest:once done => nothing
//	//unnest:once each done => //unnest:once each
func (d *declarer) directives(c *Change) []analysis.TextEdit {
	if d.node.Doc == nil {
		return nil
	}
	var edits []analysis.TextEdit
	for i, comment := range d.node.Doc.List {
		words := strings.Fields(comment.Text)
		if len(words) == 0 || words[0] != directive {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(words[1:]), func(word string) bool {
			return word == d.done().Names[0].Name
		})
		named := slices.ContainsFunc(rest, func(word string) bool { return word != "exclusive" })
		switch {
		case named && len(rest) < len(words)-1:
			text := directive + " " + strings.Join(rest, " ")
			c.Comments = append(c.Comments, verify.Change{
				Pos: comment.Pos(), Before: comment.Text, After: text,
			})
			edits = append(edits, analysis.TextEdit{
				Pos: comment.Pos(), End: comment.End(), NewText: []byte(text),
			})
		case !named && (len(rest) < len(words)-1 || !d.takesMore()):
			c.Comments = append(c.Comments, verify.Change{Pos: comment.Pos(), Before: comment.Text})
			e := d.without(i)
			if n := len(edits); n > 0 {
				e.Pos = max(e.Pos, edits[n-1].End) // the empty line between two goes once
			}
			edits = append(edits, e)
		}
	}
	return edits
}

// takesMore reports whether the function has another parameter that is a function.
func (d *declarer) takesMore() bool {
	params := d.Op.Func.Signature().Params()
	for i := range params.Len() - 1 {
		if _, ok := params.At(i).Type().Underlying().(*types.Signature); ok {
			return true
		}
	}
	return false
}

// without removes a line of the documentation, with an empty one before it that would
// end the rest, or behind it that would begin the rest or follow an empty one.
func (d *declarer) without(i int) analysis.TextEdit {
	list := d.node.Doc.List
	blank := func(n int) bool { return 0 <= n && n < len(list) && list[n].Text == "//" }
	first, next := i, i+1
	switch {
	case i == len(list)-1 && blank(i-1):
		first--
	case (i == 0 || blank(i-1)) && blank(i+1):
		next++
	}
	end := d.node.Pos()
	if next < len(list) {
		end = list[next].Pos()
	}
	return analysis.TextEdit{Pos: list[first].Pos(), End: end}
}
