package migrate

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
)

// A conflict is the error that a package does not compile any more, because of what others
// have come to declare: it declares the same itself, or has a method of that name already.
type conflict struct{ problem load.Problem }

func (c *conflict) Error() string {
	return fmt.Sprintf("nothing is written: a package would not compile any more: %v; please report this",
		c.problem)
}

// avoid leaves out the functions whose names a conflict is about, if the package imports
// them, and reports whether there are any.
func (m *Migration) avoid(c *conflict) bool {
	found := false
	pkg, _, _ := strings.Cut(c.problem.Package, " ") // without the test that it is for
	near := m.imports(c.problem.Package)
	for fn, of := range m.made {
		name := fn[strings.LastIndex(fn, ".")+1:]
		if name == "" || m.conflicts[fn] != nil || !near[of] || !mentions(c.problem.Text, name) {
			continue
		}
		found = true
		m.conflicts[fn] = fmt.Errorf("%s would not compile any more: %s", pkg, c.problem.Text)
	}
	return found
}

// imports are the paths of a package and of those that it imports, itself or by others.
func (m *Migration) imports(id string) map[string]bool {
	paths := make(map[string]bool)
	for _, root := range slices.Concat(m.result.Program.Roots, m.result.Program.Around) {
		if root.ID == id {
			visit := func(pkg *packages.Package) { paths[pkg.PkgPath] = true }
			packages.Visit([]*packages.Package{root}, nil, visit)
		}
	}
	return paths
}

// mentions reports whether a text has a name in it.
func mentions(text, name string) bool {
	return regexp.MustCompile(`(^|[^\pL\pN_])` + regexp.QuoteMeta(name) + `($|[^\pL\pN_])`).MatchString(text)
}
