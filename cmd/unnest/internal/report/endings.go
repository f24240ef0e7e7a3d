package report

import (
	"bytes"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/rewrite/patch"
)

// endings are the texts of files by name, for their line endings.
type endings map[string][]byte

// fit gives the fixes of a finding the line endings of their files, which those have who apply
// edits as they are reported.
func (e endings) fit(f *Finding) {
	f.Fixes = slices.Clone(f.Fixes)
	for i, fix := range f.Fixes {
		f.Fixes[i].TextEdits = slices.Clone(fix.TextEdits)
		for j, edit := range fix.TextEdits {
			f.Fixes[i].TextEdits[j].NewText = patch.Fitting(edit.NewText, e.text(f, edit))
		}
	}
}

// text is that of the file of an edit with several lines, nil for other edits.
func (e endings) text(f *Finding, edit analysis.TextEdit) []byte {
	if !bytes.Contains(edit.NewText, []byte("\n")) {
		return nil
	}
	name := f.Package.Fset.File(edit.Pos).Name()
	if _, known := e[name]; !known {
		e[name], _ = os.ReadFile(name) // what cannot be read has no ending
	}
	return e[name]
}
