package rewrite

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"

	"github.com/unnest-go/unnest/internal/builds"
)

// Imports lists the paths that the files of a package in a directory import, those of other builds
// included, each with the name of a file that does. Where the name of the package is not known, it
// is that of most of the files.
func Imports(dir, pkg string) map[string]string {
	return importsOf(dir, pkg, func(name string) bool { return !isTest(name) })
}

// TestImports lists what tests import that are of the package itself.
func TestImports(dir, pkg string) map[string]string { return importsOf(dir, pkg, isTest) }

func importsOf(dir, pkg string, counts func(file string) bool) map[string]string {
	files := headers(dir)
	pkg = cmp.Or(pkg, nameOf(files))
	all := make(map[string]string)
	for _, file := range files {
		if !counts(file.name) || !builds.Belongs(file.tree, file.name, pkg) {
			continue
		}
		for _, spec := range file.tree.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil && all[path] == "" {
				all[path] = file.name
			}
		}
	}
	return all
}

// A header is what stands in front of a file's declarations.
type header struct {
	name string
	tree *ast.File
}

// headers reads the files in a directory. What cannot be read cannot be built.
func headers(dir string) []header {
	entries, _ := os.ReadDir(dir)
	var all []header
	for _, entry := range entries {
		name := entry.Name()
		if filepath.Ext(name) != ".go" {
			continue
		}
		const mode = parser.ImportsOnly | parser.ParseComments | parser.SkipObjectResolution
		tree, _ := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, mode)
		if tree != nil {
			all = append(all, header{name, tree})
		}
	}
	return all
}

// nameOf is the name that most of the files have that may be of a package which is imported, "" when
// there is none.
func nameOf(files []header) string {
	count := make(map[string]int)
	most := ""
	for _, file := range files {
		name := file.tree.Name.Name
		if name == "main" || isTest(file.name) || !builds.Belongs(file.tree, file.name, name) {
			continue
		}
		if count[name]++; count[name] > count[most] {
			most = name
		}
	}
	return most
}
