package report

import (
	"encoding/json"
	"go/token"
	"io"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/cmd/unnest/internal/pyramid"
)

// A Tree has the diagnostics of packages by package and analyzer, in the form
// in which the drivers of x/tools print them, so that what reads theirs reads
// this.
type Tree map[string]map[string]any

// analyzerName is the name under which a tree has the command's diagnostics.
const analyzerName = "unnest"

type diagnostic struct {
	Category       string    `json:"category,omitempty"`
	Posn           string    `json:"posn"`
	End            string    `json:"end"`
	Message        string    `json:"message"`
	SuggestedFixes []fix     `json:"suggested_fixes,omitempty"`
	Related        []related `json:"related,omitempty"`
}

type fix struct {
	Message string     `json:"message"`
	Edits   []textEdit `json:"edits"`
}

type textEdit struct {
	Filename string `json:"filename"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	New      string `json:"new"`
}

type related struct {
	Posn    string `json:"posn"`
	End     string `json:"end"`
	Message string `json:"message"`
}

type failure struct {
	Error string `json:"error"`
}

// Add adds the pyramids of a package.
func (t Tree) Add(p *pyramid.Pyramid) {
	fset := p.Package.Fset
	call := p.Finding.Chain.Head().Call
	d := diagnostic{
		Category: "nested",
		Posn:     position(fset, call.Pos()),
		End:      position(fset, call.Fun.End()),
		Message:  message(p) + " (" + p.Finding.Chain.String() + ")",
	}
	if p.Refusal != nil {
		d.Category = p.Refusal.Rule
		if pos := p.Refusal.Pos; pos.IsValid() && pos != call.Pos() {
			at := position(fset, pos)
			d.Related = append(d.Related, related{at, at, p.Refusal.Text})
		}
	} else {
		d.SuggestedFixes = []fix{{"Flatten into a Then chain", textEdits(fset, p.Edits)}}
	}
	t.add(p.Package.ID, analyzerName, d)
}

// add adds a diagnostic of an analyzer.
func (t Tree) add(id, analyzer string, d diagnostic) {
	if t[id] == nil {
		t[id] = make(map[string]any)
	}
	list, _ := t[id][analyzer].([]diagnostic)
	t[id][analyzer] = append(list, d)
}

// Fail records that a package could not be analyzed.
func (t Tree) Fail(id, text string) { t[id] = map[string]any{analyzerName: failure{text}} }

func position(fset *token.FileSet, pos token.Pos) string {
	return fset.PositionFor(pos, false).String()
}

func textEdits(fset *token.FileSet, edits []analysis.TextEdit) []textEdit {
	var all []textEdit
	for _, e := range edits {
		end := e.End
		if !end.IsValid() {
			end = e.Pos
		}
		file := fset.File(e.Pos)
		all = append(all, textEdit{file.Name(), file.Offset(e.Pos), file.Offset(end), string(e.NewText)})
	}
	return all
}

// Write writes the tree.
func (t Tree) Write(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "\t")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(t)
}
