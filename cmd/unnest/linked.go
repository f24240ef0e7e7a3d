package main

import (
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/cmd/unnest/internal/write"
)

// withOtherNames adds to files those of packages that are one of them, by a symbolic link, and
// that the packages want as they are: to write the file would change them, too.
func withOtherNames(files []write.File, pkgs []*packages.Package) []write.File {
	if len(files) == 0 {
		return nil
	}
	known := make(map[string]bool)
	written := make(map[string]write.File)
	for _, f := range files {
		known[f.Name] = true
		if target, err := filepath.EvalSymlinks(f.Name); err == nil {
			written[target] = f
		}
	}
	all := slices.Clone(files)
	for _, pkg := range pkgs {
		for _, name := range pkg.GoFiles {
			if known[name] {
				continue
			}
			known[name] = true
			target, err := filepath.EvalSymlinks(name)
			if f, ok := written[target]; ok && err == nil {
				all = append(all, write.File{Name: name, Before: f.Before, After: f.Before})
			}
		}
	}
	return all
}
