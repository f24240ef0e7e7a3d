package load

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/internal/nearest"
)

// A PatternError is a pattern that matches nothing.
type PatternError struct {
	Pattern string
	Nearest string // the most similar pattern that matches, empty when none is similar
	Tested  bool   // there are test files only, which are left out
	Module  string // the directory of another module where the pattern looks, empty when none is there
	Shared  bool   // with others, in a workspace
}

// Error says what was meant, when that can be guessed.
func (e *PatternError) Error() string {
	text := fmt.Sprintf("pattern %s matches no packages", e.Pattern)
	if e.Tested && strings.HasSuffix(e.Pattern, ".go") {
		return e.Pattern + " is a test file, and these are left out"
	}
	if e.Tested {
		return text + "; there are test files only"
	}
	if e.Shared {
		return text + "; the pattern work stands for those of all modules of the workspace"
	}
	if e.Module != "" {
		return text + fmt.Sprintf("; %[1]s is a module of its own, name it with -C %[1]s", e.Module)
	}
	if e.Nearest != "" {
		text += fmt.Sprintf("; did you mean %s?", e.Nearest)
	}
	return text
}

// missingFile is an error about the name of a file that is not there, nil for none. An
// import path may look like one.
func missingFile(dir string, patterns []string) error {
	for _, pattern := range patterns {
		if !strings.HasSuffix(pattern, ".go") || !directory(pattern) && strings.Contains(pattern, "/") {
			continue
		}
		name := pattern
		if !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no file %s", pattern)
		}
	}
	return nil
}

// impeded is what kept the go command from listing anything: a file that it wants and that is
// not there, such as the go.mod of a module of the workspace. What runs it makes of that a
// package, which is none and has no files.
func impeded(listed []*packages.Package) error {
	for _, pkg := range listed {
		if pkg.ID != "command-line-arguments" || len(pkg.GoFiles) > 0 || len(pkg.Errors) == 0 {
			continue
		}
		if text := pkg.Errors[0].Msg; strings.HasPrefix(text, "go: ") {
			return fmt.Errorf("list packages: %s", strings.TrimSpace(text))
		}
	}
	return nil
}

// matched reports a pattern for directories, or for files, that matches nothing. Whether an
// import path does is known to the go command only, which says so.
func matched(dir string, patterns []string, listed []*packages.Package) error {
	for _, pattern := range patterns {
		file := isFile(dir, pattern)
		if !file && !directory(pattern) {
			continue // an import path
		}
		in := func(pkg *packages.Package) bool { return inDirectory(dir, pattern, pkg) }
		if slices.ContainsFunc(listed, in) {
			continue
		}
		if file && len(listed) > 0 && len(listed[0].Errors) > 0 {
			return errors.New(listed[0].Errors[0].Msg) // such as files of several directories
		}
		return &PatternError{
			Pattern: pattern, Nearest: nearestTo(dir, pattern), Tested: onlyTests(dir, pattern),
			Module: moduleOf(dir, pattern),
		}
	}
	if len(listed) == 0 {
		return &PatternError{Pattern: strings.Join(patterns, " ")}
	}
	return nil
}

// unrooted reports a pattern for a tree of packages that matches none of those listed and is the
// name of a directory. The go command says nothing of it.
func unrooted(dir string, patterns []string, listed []*packages.Package) error {
	for _, pattern := range patterns {
		root, below := strings.CutSuffix(pattern, "/...")
		if !below || directory(pattern) || slices.ContainsFunc(listed, func(pkg *packages.Package) bool {
			return pkg.PkgPath == root || strings.HasPrefix(pkg.PkgPath, root+"/")
		}) {
			continue
		}
		if info, err := os.Stat(filepath.Join(dir, root)); err == nil && info.IsDir() {
			return &PatternError{Pattern: pattern, Nearest: "./" + pattern}
		}
	}
	return nil
}

// isFile reports whether a pattern is the name of a file.
func isFile(dir, pattern string) bool {
	if !strings.HasSuffix(pattern, ".go") {
		return false // nor does the go command take it for one
	}
	if !filepath.IsAbs(pattern) {
		pattern = filepath.Join(dir, pattern)
	}
	info, err := os.Stat(pattern)
	return err == nil && !info.IsDir()
}

// onlyTests reports whether a pattern is for a test file, or its directory has such files
// and no others.
func onlyTests(dir, pattern string) bool {
	if isFile(dir, pattern) {
		return strings.HasSuffix(pattern, "_test.go")
	}
	root := strings.TrimSuffix(pattern, "/...")
	if !filepath.IsAbs(root) {
		root = filepath.Join(dir, root)
	}
	files, err := GoFiles(root)
	return err == nil && len(files) > 0 && !slices.ContainsFunc(files, func(name string) bool {
		return !strings.HasSuffix(name, "_test.go")
	})
}

// GoFiles lists the Go files of a directory, whatever its name has in it.
func GoFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, entry := range entries {
		if filepath.Ext(entry.Name()) == ".go" {
			list = append(list, filepath.Join(dir, entry.Name()))
		}
	}
	return list, nil
}

// directory reports whether a pattern is for directories, not for import paths.
func directory(pattern string) bool {
	return strings.HasPrefix(pattern, ".") || filepath.IsAbs(pattern)
}

// inDirectory reports whether the package stands where the pattern looks.
func inDirectory(dir, pattern string, pkg *packages.Package) bool {
	if len(pkg.GoFiles) == 0 && len(pkg.IgnoredFiles) == 0 {
		return false // no such directory
	}
	if strings.HasSuffix(pattern, ".go") {
		return true // a list of files is one package
	}
	root, below := strings.CutSuffix(pattern, "...")
	if !filepath.IsAbs(root) {
		root = filepath.Join(dir, root)
	}
	at, root := canonical(pkg.Dir), canonical(root)
	rel, err := filepath.Rel(root, at)
	return err == nil && (rel == "." || below && filepath.IsLocal(rel))
}

// canonical is the one absolute name of a directory.
func canonical(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	if target, err := filepath.EvalSymlinks(dir); err == nil {
		dir = target
	}
	return dir
}

// nearestTo is the directory with Go files whose name is most like the
// pattern's, written as the pattern is.
func nearestTo(dir, pattern string) string {
	want, below := strings.CutSuffix(filepath.ToSlash(filepath.Clean(pattern)), "/...")
	best := nearest.Of(want, directories(dir))
	if best == "" || best == "." || best == want {
		return ""
	}
	best = "./" + best
	if below {
		best += "/..."
	}
	return best
}

// moduleOf is the root of a module in which the pattern looks: of a workspace, or of
// those that the go command leaves alone. It is empty when there is none but that of
// the directory.
func moduleOf(dir, pattern string) string {
	root, below := strings.CutSuffix(filepath.ToSlash(pattern), "/...")
	root = filepath.FromSlash(root)
	if !filepath.IsAbs(root) {
		root = filepath.Join(dir, root)
	}
	from, root := canonical(dir), canonical(root)
	if at := ModuleRoot(root); at != "" && at != ModuleRoot(from) {
		return shown(from, at)
	}
	if below {
		return shown(from, moduleBelow(root))
	}
	return ""
}

// shown is a directory as a user in another one would name it.
func shown(from, dir string) string {
	rel, err := filepath.Rel(from, dir)
	switch {
	case dir == "" || err != nil:
		return dir
	case filepath.IsLocal(rel):
		return "./" + filepath.ToSlash(rel)
	}
	return filepath.ToSlash(rel)
}

// directoryMeant says of a package that is not there which directory may have been
// meant, when there is one of that name.
func directoryMeant(dir string, pkg *packages.Package) string {
	if len(pkg.GoFiles) > 0 || !filepath.IsLocal(pkg.PkgPath) {
		return ""
	}
	info, err := os.Stat(filepath.Join(dir, pkg.PkgPath))
	if err != nil || !info.IsDir() {
		return ""
	}
	return fmt.Sprintf("; did you mean ./%s?", pkg.PkgPath)
}

// moduleBelow is the first directory below another one that is the root of a module,
// empty for none.
func moduleBelow(root string) string {
	first := ""
	_ = fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir // what cannot be read cannot be meant
		case d.Name() == "go.mod" && path.Dir(name) != ".":
			first = filepath.Join(root, filepath.FromSlash(path.Dir(name)))
			return fs.SkipAll
		}
		return nil
	})
	return first
}

// directories lists those with Go files below dir, with slashes.
func directories(dir string) []string {
	var found []string
	if dir == "" {
		dir = "."
	}
	// What cannot be read cannot be meant.
	_ = fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return fs.SkipDir
		}
		if d.IsDir() {
			name := d.Name()
			if path != "." && (name == "vendor" || name == "testdata" || name[0] == '.' || name[0] == '_') {
				return fs.SkipDir
			}
			return nil
		}
		parent := filepath.ToSlash(filepath.Dir(path))
		if strings.HasSuffix(path, ".go") && !slices.Contains(found, parent) {
			found = append(found, parent)
		}
		return nil
	})
	return found
}
