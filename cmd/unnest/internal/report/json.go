package report

import (
	"cmp"
	"encoding/json"
	"go/token"
	"io"

	"golang.org/x/tools/go/analysis"
)

// A Tree has the diagnostics of packages by package and analyzer, in the form
// in which the drivers of x/tools print them, so that what reads theirs reads
// this.
type Tree map[string]map[string]any

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

// Add adds a finding.
func (t Tree) Add(f *Finding) {
	fset := f.Package.Fset
	d := diagnostic{
		Category: f.Category,
		Posn:     position(fset, f.Pos),
		End:      position(fset, f.End),
		Message:  f.Full(),
	}
	for _, suggested := range f.Fixes {
		edits := textEdits(fset, suggested.TextEdits)
		d.SuggestedFixes = append(d.SuggestedFixes, fix{suggested.Message, edits})
	}
	for _, r := range f.Related {
		at, end := position(fset, r.Pos), position(fset, cmp.Or(r.End, r.Pos))
		d.Related = append(d.Related, related{at, end, r.Message})
	}
	id := f.Package.ID
	if t[id] == nil {
		t[id] = make(map[string]any)
	}
	list, _ := t[id][f.Analyzer].([]diagnostic)
	t[id][f.Analyzer] = append(list, d)
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
