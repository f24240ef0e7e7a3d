package otherbuilds_test

import (
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"github.com/unnest-go/unnest/analyzer/internal/otherbuilds"
)

// Variables have another type in other builds where a remark says so, and nowhere else.
func TestDiffers(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/builds.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, file := range archive.Files {
		name := filepath.Join(dir, file.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, file.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const mode = packages.LoadSyntax | packages.NeedImports
	env := append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	pkgs, err := packages.Load(&packages.Config{Mode: mode, Dir: dir, Env: env, Tests: true}, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range pkgs {
		for _, file := range pkg.Syntax {
			if !strings.HasSuffix(pkg.ID, "]") { // without tests, or a main package for them
				continue
			}
			if diff := cmp.Diff(remarks(pkg, file), found(pkg, file)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", pkg.Fset.File(file.Package).Name(), diff)
			}
		}
	}
}

// remarks are the comments in a function, by line.
func remarks(pkg *packages.Package, file *ast.File) map[int]string {
	list := make(map[int]string)
	for _, group := range file.Comments {
		list[pkg.Fset.Position(group.Pos()).Line] = strings.TrimSpace(group.Text())
	}
	return list
}

// found says what the types of variables come from, by line.
func found(pkg *packages.Package, file *ast.File) map[int]string {
	finder := &otherbuilds.Finder{Pkg: pkg.Types, Fset: pkg.Fset, Info: pkg.TypesInfo, Files: pkg.Syntax}
	list := make(map[int]string)
	for n := range ast.Preorder(file) {
		id, _ := n.(*ast.Ident)
		v, ok := pkg.TypesInfo.Defs[id].(*types.Var)
		if !ok || v.Kind() != types.LocalVar && v.Kind() != types.ParamVar {
			continue
		}
		text := types.TypeString(v.Type(), func(p *types.Package) string {
			if p == pkg.Types {
				return ""
			}
			return p.Name()
		})
		if here, there := finder.Differs(file, v, text); there != nil {
			list[pkg.Fset.Position(v.Pos()).Line] = here.Name
		}
	}
	return list
}
