// Package leftout reads the files of a package that an analysis does not see: those of other builds,
// those of tests where these are left out, those that somebody did not name.
//
// In goes a pass; out come syntax trees, what names in them mean as far as that can be known without other
// builds, and what they set that has a name of which it is not known.
package leftout

import (
	"bytes"
	"go/ast"
	"go/parser"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/builds"
)

// Files parses the files of the package that the pass does not have, so far as they have one of some
// words; without words, all. What cannot be read sets nothing, nor does a file of another package in the
// directory.
func Files(pass *analysis.Pass, words ...string) []*ast.File {
	seen, dir := make(map[string]bool), ""
	for _, file := range pass.Files {
		for _, adjusted := range []bool{true, false} {
			name := pass.Fset.PositionFor(file.Package, adjusted).Filename
			seen[filepath.Clean(name)] = true
			if dir == "" && filepath.Ext(name) == ".go" {
				dir = filepath.Dir(name)
			}
		}
	}
	if dir == "" {
		return nil
	}
	entries, _ := os.ReadDir(dir)
	var files []*ast.File
	for _, entry := range entries {
		name := filepath.Join(dir, entry.Name())
		if seen[name] || filepath.Ext(name) != ".go" ||
			strings.HasSuffix(name, "_test.go") && !tested(pass, name) {
			continue
		}
		text, err := os.ReadFile(name)
		has := func(word string) bool { return bytes.Contains(text, []byte(word)) }
		if err != nil || len(words) > 0 && !slices.ContainsFunc(words, has) {
			continue
		}
		tree, _ := parser.ParseFile(pass.Fset, name, text, parser.ParseComments)
		if tree != nil && builds.Belongs(tree, name, pass.Pkg.Name()) {
			files = append(files, tree)
		}
	}
	return files
}

// tested reports whether a test file, which the pass does not have, counts. It does where nobody asks for
// the package with its tests, as the driver says. To those who import the package its tests do nothing.
func tested(pass *analysis.Pass, name string) bool {
	const named = "command-line-arguments" // the package of files that somebody named
	return pass.Pkg.Path() == named || slices.Contains(pass.IgnoredFiles, name)
}
