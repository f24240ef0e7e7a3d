package rewrite

import (
	"path/filepath"

	"golang.org/x/tools/go/analysis"
)

// elsewhere lists what a package declares in files that are not read: for other systems, with
// other tags, in tests. An import of that name would not do in their builds.
func elsewhere(pass *analysis.Pass) *Listing {
	read, dirs := make(map[string]bool), make(map[string]bool)
	for _, file := range pass.Files {
		name := pass.Fset.File(file.FileStart).Name()
		read[name], dirs[filepath.Dir(name)] = true, true
	}
	return List(pass.Pkg.Name(), filesIn(dirs, read))
}
