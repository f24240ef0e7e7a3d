package signature

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// doc gives the documentation the new name, where it begins with the old one. That the old
// function is there for an interface, or calls what it is given, is still so, if it stays: an
// exported one does, and a method that an interface of the package has.
//
//	// Fetch implements Fetcher. => // FetchPromise returns the promise of Fetch, which implements Fetcher.
//
// Where nothing is left that is called, the promise stands for it.
func (d *declarer) doc(c *Change) []analysis.TextEdit {
	name, to := d.node.Name.Name, d.Name
	told := d.told()
	implements := saysImplements(d.src.Pkg, d.node.Doc, name)
	apart := d.stays && (implements || told != "" && saysDoes(d.node.Doc, name))
	if apart {
		to += " returns the promise of " + name + ", which"
	}
	edits := renameDoc(d.src, d.node.Doc, name, to, c)
	if told == "" || apart && len(edits) > 0 {
		return edits
	}
	return append(edits, d.settled(told, c)...)
}

// renameDoc replaces the name that a doc comment begins with.
func renameDoc(src *plan.Source, doc *ast.CommentGroup, from, to string, c *Change) []analysis.TextEdit {
	if doc == nil {
		return nil
	}
	first := doc.List[0]
	named := regexp.MustCompile(`^(// |/\*\s*)(` + regexp.QuoteMeta(from) + `)([\s,.:;']|$)`)
	at := named.FindStringSubmatchIndex(src.Comment(first))
	if at == nil {
		return nil
	}
	const name = 4 // the index of where it begins
	after := strings.Replace(first.Text, from, to, 1)
	c.Comments = append(c.Comments, verify.Change{Pos: first.Pos(), Before: first.Text, After: after})
	return []analysis.TextEdit{{
		Pos: first.Pos() + token.Pos(at[name]), End: first.Pos() + token.Pos(at[name+1]), NewText: []byte(to),
	}}
}

// told is what the documentation calls the callback, empty when it does not mention that.
func (d *declarer) told() string {
	text, name := d.node.Doc.Text(), d.done().Names[0].Name
	letter, size := utf8.DecodeRuneInString(name)
	first := string(unicode.ToUpper(letter)) + name[size:] // of a sentence
	const before, behind = `(?:^|[^\pL\pN_])`, `(?:[^\pL\pN_]|$)`
	mentioned := regexp.MustCompile(before + regexp.QuoteMeta(name) + behind +
		`|(?:^|[.:!?]\s+|\n\n)` + regexp.QuoteMeta(first) + behind)
	switch {
	case mentioned.MatchString(text):
		return name
	case callback.MatchString(text):
		return "the callback"
	}
	return ""
}

// callback is what every one of them is called.
var callback = regexp.MustCompile(`\b([Tt]he|[Ii]ts) callback\b`)

// saysDoes reports whether a doc comment begins with what a function of a name does.
func saysDoes(doc *ast.CommentGroup, name string) bool {
	words := strings.Fields(doc.Text())
	return len(words) > 1 && words[0] == name && does.MatchString(words[1]) &&
		!slices.Contains([]string{"as", "its", "this", "always"}, words[1])
}

// does is like a verb of the third person, which "Load the item" has none of.
var does = regexp.MustCompile(`^([a-z]+s|must|can|may|will|should)$`)

// settled says behind the text of the documentation what becomes of what the callback gets.
func (d *declarer) settled(told string, c *Change) []analysis.TextEdit {
	line := fmt.Sprintf("// The promise is settled with what %s gets.", told)
	last := lastText(d.node.Doc)
	end := last.Pos() + token.Pos(len(d.src.Comment(last)))
	if d.src.Line(end) == d.src.Line(d.node.Type.Pos()) {
		return nil // a comment in front of it
	}
	c.Comments = append(c.Comments, verify.Change{Pos: last.Pos(), After: line})
	return []analysis.TextEdit{{Pos: end, End: end, NewText: []byte("\n//\n" + line)}}
}

// lastText is the last comment of a group that is neither empty nor a directive.
func lastText(doc *ast.CommentGroup) *ast.Comment {
	for _, comment := range slices.Backward(doc.List) {
		if (&ast.CommentGroup{List: []*ast.Comment{comment}}).Text() != "" {
			return comment
		}
	}
	return doc.List[0]
}
