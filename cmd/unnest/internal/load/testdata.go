package load

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// expand replaces a pattern for all directories below one inside of testdata
// by these directories. The go command passes over testdata even where it is
// asked for by name.
func expand(dir string, patterns []string) []string {
	var expanded []string
	for _, pattern := range patterns {
		root, below := strings.CutSuffix(pattern, "/...")
		if !below || !inTestdata(root) {
			expanded = append(expanded, pattern)
			continue
		}
		found := goDirectories(dir, root)
		if len(found) == 0 {
			found = []string{pattern} // so that it is reported as it was written
		}
		expanded = append(expanded, found...)
	}
	return expanded
}

func inTestdata(root string) bool {
	local := strings.HasPrefix(root, ".") || filepath.IsAbs(root)
	return local && slices.Contains(strings.Split(filepath.ToSlash(root), "/"), "testdata")
}

// goDirectories lists the directories with Go files of the same module from root on.
func goDirectories(dir, root string) []string {
	top := root
	if !filepath.IsAbs(top) {
		top = filepath.Join(dir, top)
	}
	var found []string
	// What cannot be read is not there.
	_ = fs.WalkDir(os.DirFS(top), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return fs.SkipDir
		}
		if !d.IsDir() {
			at := filepath.Dir(path)
			if strings.HasSuffix(path, ".go") && !slices.Contains(found, at) {
				found = append(found, at)
			}
			return nil
		}
		_, modErr := os.Stat(filepath.Join(top, path, "go.mod"))
		ignored := strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_") || modErr == nil
		if path != "." && ignored {
			return fs.SkipDir
		}
		return nil
	})
	for i, at := range found {
		found[i] = root + "/" + filepath.ToSlash(at)
	}
	return found
}
