package load

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// Importers lists the paths of the other packages of the module, or of all modules of the workspace, that
// import one of those asked for, themselves or by others. There are none where the go command
// does not say: before Go 1.25 it has no pattern for these.
func (p *Program) Importers(ctx context.Context) []string {
	listed, err := packages.Load(&packages.Config{
		Mode:       packages.NeedName | packages.NeedImports | packages.NeedDeps | packages.NeedForTest,
		Context:    ctx,
		Dir:        p.config.Dir,
		Env:        p.config.Env,
		BuildFlags: p.config.BuildFlags,
		Tests:      p.config.Tests,
	}, "work")
	if err != nil {
		return nil
	}
	reaches := make(map[*packages.Package]bool)
	packages.Visit(listed, nil, func(pkg *packages.Package) {
		for _, imp := range pkg.Imports {
			reaches[pkg] = reaches[pkg] || p.matched[plain(imp)] || reaches[imp]
		}
	})
	var paths []string
	for _, pkg := range listed {
		if path := plain(pkg); reaches[pkg] && !p.matched[path] && !strings.HasSuffix(pkg.ID, ".test") {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// plain is the path of a package, or for the external test of one that of the package.
func plain(pkg *packages.Package) string {
	if pkg.ForTest != "" {
		return pkg.ForTest
	}
	return pkg.PkgPath
}
