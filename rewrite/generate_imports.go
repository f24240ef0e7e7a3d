package rewrite

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Imports lists the paths that the files in a directory import, those of other builds included, each
// with the name of a file that does.
func Imports(dir string) map[string]string {
	return importsOf(dir, func(name, _ string) bool { return !isTest(name) })
}

// TestImports lists what tests import that are of the package itself.
func TestImports(dir string) map[string]string {
	return importsOf(dir, func(name, pkg string) bool {
		return isTest(name) && !strings.HasSuffix(pkg, "_test")
	})
}

func importsOf(dir string, counts func(file, pkg string) bool) map[string]string {
	entries, _ := os.ReadDir(dir) // what cannot be read cannot be built
	all := make(map[string]string)
	for _, entry := range entries {
		name := entry.Name()
		if filepath.Ext(name) != ".go" {
			continue
		}
		const mode = parser.ImportsOnly | parser.ParseComments | parser.SkipObjectResolution
		tree, _ := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, mode)
		if tree == nil || !counts(name, tree.Name.Name) || isTool(tree) {
			continue
		}
		for _, spec := range tree.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil && all[path] == "" {
				all[path] = name
			}
		}
	}
	return all
}
