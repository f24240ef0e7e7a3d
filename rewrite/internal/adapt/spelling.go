package adapt

import (
	"fmt"
	"go/types"
	"maps"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/internal/typewalk"
)

// A spelling writes types in a package.
type spelling struct {
	pkg   *types.Package
	named map[*types.TypeParam]string // those without a name of their own
	used  map[*types.Package]bool     // to be imported
	taken map[string]bool             // names that mean something
}

func newSpelling(pkg *types.Package) *spelling {
	return &spelling{pkg: pkg, named: make(map[*types.TypeParam]string), used: make(map[*types.Package]bool)}
}

// nameTypeParams names those that are blank, as in func (c *Cache[_, V]) Get.
func (s *spelling) nameTypeParams(list []*types.TypeParam) {
	taken := make(scope)
	maps.Copy(taken, s.taken)
	for _, p := range list {
		taken[p.Obj().Name()] = true
	}
	for _, p := range list {
		if p.Obj().Name() == "_" {
			s.named[p] = taken.fresh("T")
		}
	}
}

func (s *spelling) typeParam(p *types.TypeParam) string {
	if name, ok := s.named[p]; ok {
		return name
	}
	return p.Obj().Name()
}

// check says why a type cannot be written in the package.
func (s *spelling) check(t types.Type) error {
	var reason error
	typewalk.Walk(t, func(t types.Type) bool {
		if reason == nil {
			reason = s.checkOne(t)
		}
		return reason == nil
	})
	return reason
}

func (s *spelling) checkOne(t types.Type) error {
	switch t := t.(type) {
	case *types.Basic:
		if t.Kind() == types.Invalid {
			return fmt.Errorf("one of its types is not declared")
		}
	case *types.Alias:
		return s.checkName(t.Obj())
	case *types.Named:
		return s.checkName(t.Obj())
	case *types.Struct:
		for f := range t.Fields() {
			if !f.Exported() && f.Pkg() != s.pkg {
				return unsupported(t, "has an unexported field of another package")
			}
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			if !m.Exported() && m.Pkg() != s.pkg {
				return unsupported(t, "has an unexported method of another package")
			}
		}
	}
	return nil
}

func (s *spelling) checkName(obj *types.TypeName) error {
	pkg := obj.Pkg()
	if pkg == nil || pkg == s.pkg {
		return nil
	}
	if !obj.Exported() {
		return fmt.Errorf("type %s.%s is not exported", pkg.Name(), obj.Name())
	}
	return s.importable(pkg)
}

// importable says why a package cannot be imported by the one that is written.
func (s *spelling) importable(pkg *types.Package) error {
	if root, limited := syntax.Importers(pkg.Path()); limited && !syntax.Within(s.pkg.Path(), root) {
		return fmt.Errorf("package %s is internal", pkg.Path())
	}
	if strings.HasPrefix(pkg.Path(), "vendor/") {
		return fmt.Errorf("package %s is vendored by the standard library", pkg.Path())
	}
	if pkg.Name() == "main" {
		return fmt.Errorf("package %s is a program", pkg.Path())
	}
	return nil
}

// mentions collects the names that a type is written with, of declarations and
// of packages.
func (s *spelling) mentions(t types.Type, names map[string]bool) {
	typewalk.Walk(t, func(t types.Type) bool {
		switch t := t.(type) {
		case *types.Basic:
			names[t.Name()] = true
		case *types.Alias:
			s.mention(t.Obj(), names)
		case *types.Named:
			s.mention(t.Obj(), names)
		case *types.TypeParam:
			names[s.typeParam(t)] = true
		}
		return true
	})
}

// packages collects the names of the other packages that a type is written with.
func (s *spelling) packages(t types.Type, names map[string]bool) {
	typewalk.Walk(t, func(t types.Type) bool {
		switch t := t.(type) {
		case *types.Alias:
			s.foreign(t.Obj(), names)
		case *types.Named:
			s.foreign(t.Obj(), names)
		}
		return true
	})
}

func (s *spelling) foreign(obj types.Object, names map[string]bool) {
	if pkg := obj.Pkg(); pkg != nil && pkg != s.pkg {
		names[pkg.Name()] = true
	}
}

func (s *spelling) mention(obj types.Object, names map[string]bool) {
	if obj.Pkg() == nil || obj.Pkg() == s.pkg {
		names[obj.Name()] = true
	}
	s.foreign(obj, names)
}

// name writes a declared name, qualified where it must be.
func (s *spelling) name(pkg *types.Package, name string) *jen.Statement {
	if pkg == nil || pkg == s.pkg {
		return jen.Id(name)
	}
	s.used[pkg] = true
	return jen.Qual(pkg.Path(), name)
}
