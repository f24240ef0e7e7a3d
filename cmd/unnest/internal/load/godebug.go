package load

import (
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/modfile"
)

// KeepsDefaults reports whether go.mod says of which version of Go the defaults of GODEBUG are,
// so that they do not come with the version of the language.
//
//	godebug default=go1.21
func (m Module) KeepsDefaults() bool {
	name := filepath.Join(m.Dir, "go.mod")
	text, err := os.ReadFile(name)
	if err != nil {
		return false
	}
	file, err := modfile.Parse(name, text, nil)
	return err == nil && slices.ContainsFunc(file.Godebug, func(d *modfile.Godebug) bool {
		return d.Key == "default"
	})
}
