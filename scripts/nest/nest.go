package nest

import (
	_ "embed" // for the operations
	"fmt"
	"go/ast"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"
)

//go:embed operations.go.txt
var operations []byte

// A Report says what was made.
type Report struct {
	Functions int
	Callbacks int
}

// most is how often functions that do not compile are given up: what is left may not
// compile without them.
const most = 8

// Module rewrites the packages that patterns match of the module in its directory. The same
// seed makes the same of the same module. A function that would not compile stays as it
// was.
func Module(dir string, seed uint64, patterns ...string) (Report, error) {
	m := &module{dir: dir, seed: seed, patterns: patterns, files: make(map[string]*file)}
	if err := m.addOperations(); err != nil {
		return Report{}, err
	}
	if err := m.read(); err != nil {
		return Report{}, err
	}
	for range most {
		given, err := m.giveUp()
		if err != nil {
			return Report{}, err
		}
		if given == 0 {
			return m.write()
		}
	}
	return Report{}, fmt.Errorf("functions still do not compile after %d attempts", most)
}

// A module is one whose packages are rewritten.
type module struct {
	dir      string
	seed     uint64
	patterns []string
	path     string // of the package of operations
	files    map[string]*file
}

// addOperations writes the package of operations.
func (m *module) addOperations() error {
	cmd := exec.Command("go", "list", "-m")
	cmd.Dir, cmd.Env = m.dir, environment()
	path, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("find the module in %s: %w", m.dir, err)
	}
	m.path = strings.TrimSpace(string(path)) + "/nest"
	if err := os.Mkdir(filepath.Join(m.dir, "nest"), 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(m.dir, "nest", "nest.go"), operations, 0o666)
}

// environment lets the go command add what go.mod and go.sum lack.
func environment() []string {
	return append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
}

const mode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedSyntax |
	packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedDeps

func (m *module) load(texts map[string][]byte) ([]*packages.Package, error) {
	return packages.Load(&packages.Config{
		Mode: mode, Dir: m.dir, Env: environment(), Tests: true, Overlay: texts,
	}, m.patterns...)
}

// read plans what becomes of every file. Of a file that is in several packages it looks at
// that in the largest: with its tests.
func (m *module) read() error {
	all, err := m.load(nil)
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b *packages.Package) int { return len(b.Syntax) - len(a.Syntax) })
	for _, pkg := range all {
		if len(pkg.Errors) > 0 || pkg.PkgPath == m.path || strings.HasSuffix(pkg.ID, ".test") {
			continue
		}
		for _, tree := range pkg.Syntax {
			name := pkg.Fset.File(tree.FileStart).Name()
			if m.files[name] != nil || ast.IsGenerated(tree) || !slices.Contains(pkg.GoFiles, name) {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			m.files[name] = newFile(pkg, tree, text, m.seed)
		}
	}
	return nil
}

// giveUp type-checks what has become of the files, gives up the functions in which an
// error is, and says how many there are.
func (m *module) giveUp() (int, error) {
	texts := make(map[string][]byte)
	for name, f := range m.files {
		texts[name] = f.text(m.path)
	}
	all, err := m.load(texts)
	if err != nil {
		return 0, err
	}
	given := 0
	for _, problem := range problems(all) {
		name, line := position(problem.Pos)
		if f := m.files[name]; f != nil && f.giveUp(texts[name], line) {
			given++
		}
	}
	return given, nil
}

// problems lists what keeps packages from compiling. Those of syntax come alone: others
// may follow from them.
func problems(all []*packages.Package) []packages.Error {
	var found []packages.Error
	for _, pkg := range all {
		found = append(found, pkg.Errors...)
	}
	syntax := func(problem packages.Error) bool { return problem.Kind == packages.ParseError }
	if slices.ContainsFunc(found, syntax) {
		return slices.DeleteFunc(found, func(problem packages.Error) bool { return !syntax(problem) })
	}
	return found
}

// position is the file and line of an error.
func position(place string) (name string, line int) {
	parts := strings.Split(place, ":")
	if len(parts) < 2 {
		return place, 0
	}
	line, _ = strconv.Atoi(parts[1]) // none is in no function
	return parts[0], line
}

// write writes the files.
func (m *module) write() (Report, error) {
	var report Report
	for name, f := range m.files {
		functions := f.kept()
		if len(functions) == 0 {
			continue
		}
		for _, fn := range functions {
			report.Functions++
			report.Callbacks += fn.callbacks
		}
		if err := os.WriteFile(name, f.text(m.path), 0o666); err != nil {
			return report, err
		}
	}
	return report, nil
}
