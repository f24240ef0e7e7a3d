package report

import (
	"bytes"
	"go/token"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/rewrite/patch"
)

// endings are the texts of files by name, for their line endings.
type endings map[string][]byte

// fit gives the fixes of a finding the line endings of their places in files, which those have
// who apply edits as they are reported.
func (e endings) fit(f *Finding) {
	f.Fixes = slices.Clone(f.Fixes)
	for i, fix := range f.Fixes {
		f.Fixes[i].TextEdits = slices.Clone(fix.TextEdits)
		for j, edit := range fix.TextEdits {
			f.Fixes[i].TextEdits[j].NewText = e.fitting(f.Package.Fset.File(edit.Pos), edit)
		}
	}
}

// fitting is the text of an edit as it fits its place in a file. Only one of several lines has
// to.
func (e endings) fitting(file *token.File, edit analysis.TextEdit) []byte {
	if !bytes.Contains(edit.NewText, []byte("\n")) {
		return edit.NewText
	}
	name := file.Name()
	if _, known := e[name]; !known {
		e[name], _ = os.ReadFile(name) // what cannot be read has no ending
	}
	return patch.Fitting(edit.NewText, e[name], file.Offset(edit.Pos))
}
