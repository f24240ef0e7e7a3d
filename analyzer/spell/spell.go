// Package spell writes types the way they can be written at a place in a file.
//
// A type inferred by the compiler need not have a name there: it may be
// unexported in another package, its package may not be imported, or a local
// declaration may hide its name.
package spell

import (
	"go/ast"
	"go/scanner"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A Place is where a type is to be written.
type Place struct {
	Pkg   *types.Package
	Info  *types.Info
	File  *ast.File
	Scope *types.Scope // the innermost scope around Pos
	Pos   token.Pos
	Moved []types.Object // what is to be declared there, beside what the scope has

	// Import names a package that the file does not import yet, for an import that will be
	// added; nil when none can be.
	Import func(*types.Package) string
}

// At describes the place at pos.
func At(pkg *types.Package, info *types.Info, file *ast.File, pos token.Pos) *Place {
	scope := info.Scopes[file]
	if scope != nil {
		if inner := scope.Innermost(pos); inner != nil {
			scope = inner
		}
	}
	return &Place{Pkg: pkg, Info: info, File: file, Scope: scope, Pos: pos}
}

// Resolve returns what a name means at the place, nil when nothing.
func (p *Place) Resolve(name string) types.Object {
	for _, obj := range p.Moved {
		if obj.Name() == name {
			return obj
		}
	}
	if p.Scope == nil {
		return nil
	}
	_, obj := p.Scope.LookupParent(name, p.Pos)
	return obj
}

// Taken reports whether the name that an identifier declares means something else at the
// place or in the list of statements that it is in.
func (p *Place) Taken(declared *ast.Ident, list ast.Node) bool {
	return p.Resolve(declared.Name) != nil || syntax.Shared(p.Info, declared, list)
}

// Type writes t, or says why it cannot be written.
func (p *Place) Type(t types.Type) (string, error) {
	if err := p.check(t, make(map[types.Type]bool)); err != nil {
		return "", err
	}
	return written(types.TypeString(t, p.qualify)), nil
}

// written writes a type as people do: without the remark on a type parameter that has the
// name of a predeclared type, and the tags of structs between backquotes.
//
//	struct{N int "json:\"n\""}  =>  struct{N int `json:"n"`}
func written(text string) string {
	var b strings.Builder
	var s scanner.Scanner
	fset, last := token.NewFileSet(), 0
	file := fset.AddFile("", -1, len(text))
	s.Init(file, []byte(text), nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		start := file.Offset(pos)
		if tok == token.EOF {
			return b.String() + text[last:]
		}
		if tok == token.COMMENT {
			b.WriteString(strings.TrimSuffix(text[last:start], " "))
			last = start + len(lit)
		}
		tag, err := strconv.Unquote(lit)
		if tok != token.STRING || err != nil || !strconv.CanBackquote(tag) {
			continue // a type has no other strings
		}
		b.WriteString(text[last:start] + "`" + tag + "`")
		last = start + len(lit)
	}
}

// qualify is only called for packages that check has found imported or importable.
func (p *Place) qualify(pkg *types.Package) string {
	if pkg == p.Pkg {
		return ""
	}
	switch name := p.importName(pkg); name {
	case "":
		return p.Import(pkg)
	case ".":
		return ""
	default:
		return name
	}
}

// importName is the name by which the file refers to pkg at the place, empty
// when it has none.
func (p *Place) importName(pkg *types.Package) string {
	for _, spec := range p.File.Imports {
		name := p.Info.PkgNameOf(spec)
		if name == nil || name.Imported() != pkg {
			continue
		}
		if name.Name() == "." || p.Resolve(name.Name()) == name {
			return name.Name()
		}
	}
	return ""
}

// importable reports whether a package may be imported by another one: it is no command,
// and the rules of internal and vendor directories allow it (go help gopath).
func importable(pkg, by *types.Package) bool {
	if pkg.Name() == "main" {
		return false
	}
	parent := ""
	for element := range strings.SplitSeq(pkg.Path(), "/") {
		inside := parent != "" && strings.HasPrefix(by.Path()+"/", parent)
		if element == "vendor" || element == "internal" && !inside {
			return false
		}
		parent += element + "/"
	}
	return true
}

// check looks for a part of t that cannot be written at the place.
func (p *Place) check(t types.Type, seen map[types.Type]bool) error {
	if seen[t] {
		return nil
	}
	seen[t] = true
	switch t := t.(type) {
	case *types.Basic:
		return p.checkBasic(t)
	case *types.Alias:
		return p.checkNamed(t.Obj(), t.TypeArgs(), seen)
	case *types.Named:
		return p.checkNamed(t.Obj(), t.TypeArgs(), seen)
	case *types.TypeParam:
		return p.checkNamed(t.Obj(), nil, seen)
	case *types.Struct:
		return p.checkStruct(t, seen)
	case *types.Interface:
		return p.checkInterface(t, seen)
	case *types.Signature:
		if err := p.check(t.Params(), seen); err != nil {
			return err
		}
		return p.check(t.Results(), seen)
	case *types.Tuple:
		for v := range t.Variables() {
			if err := p.check(v.Type(), seen); err != nil {
				return err
			}
		}
		return nil
	case *types.Map:
		if err := p.check(t.Key(), seen); err != nil {
			return err
		}
		return p.check(t.Elem(), seen)
	case interface{ Elem() types.Type }: // pointer, slice, array, channel
		return p.check(t.Elem(), seen)
	}
	return nameless(t)
}

func (p *Place) checkBasic(t *types.Basic) error {
	switch {
	case t.Kind() == types.Invalid:
		return unknown()
	case t.Info()&types.IsUntyped != 0:
		return nameless(t)
	case t.Kind() == types.UnsafePointer:
		return p.checkNamed(types.Unsafe.Scope().Lookup("Pointer"), nil, nil)
	}
	return p.checkNamed(types.Universe.Lookup(t.Name()), nil, nil)
}

// checkNamed checks that a declared type can be referred to.
func (p *Place) checkNamed(obj types.Object, args *types.TypeList, seen map[types.Type]bool) error {
	if name, ok := strings.CutPrefix(obj.Name(), "_Ctype_"); ok && obj.Pkg() == p.Pkg {
		return foreign(name)
	}
	if pkg := obj.Pkg(); pkg == nil || pkg == p.Pkg || p.importName(pkg) == "." {
		if p.Resolve(obj.Name()) != obj {
			return hidden(obj.Name())
		}
	} else {
		switch {
		case !obj.Exported():
			return unexported(obj)
		case p.importName(pkg) != "":
		case !importable(pkg, p.Pkg):
			return beyond(obj, "may not be imported here")
		case p.Import == nil:
			return beyond(obj, "is not imported")
		}
	}
	for arg := range args.Types() {
		if err := p.check(arg, seen); err != nil {
			return err
		}
	}
	return nil
}

func (p *Place) checkStruct(t *types.Struct, seen map[types.Type]bool) error {
	for f := range t.Fields() {
		if !f.Exported() && f.Pkg() != p.Pkg {
			return private("struct type has the unexported field", f.Name())
		}
		if err := p.check(f.Type(), seen); err != nil {
			return err
		}
	}
	return nil
}

func (p *Place) checkInterface(t *types.Interface, seen map[types.Type]bool) error {
	for e := range t.EmbeddedTypes() {
		if err := p.check(e, seen); err != nil {
			return err
		}
	}
	for m := range t.ExplicitMethods() {
		if !m.Exported() && m.Pkg() != p.Pkg {
			return private("interface type has the unexported method", m.Name())
		}
		if err := p.check(m.Type(), seen); err != nil {
			return err
		}
	}
	return nil
}
