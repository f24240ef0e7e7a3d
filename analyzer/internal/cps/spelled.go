package cps

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/typewalk"
)

// A spelled is a struct type as it is written in one place.
type spelled struct {
	*types.Struct
	unnamed bool
	generic bool
}

// The spellings are the struct types that are written in a package, and those without a name
// that the functions of other packages have which it uses: these set the fields as they like.
//
//	func Wipe(p *struct{ Fired atomic.Bool }) { p.Fired.Store(false) }
type spellings struct {
	byNames map[string][]spelled // of their fields
	abroad  []*types.Struct
	asked   map[*types.Func]bool
}

// spellingsOf reads a package.
func spellingsOf(pass *analysis.Pass) *spellings {
	s := &spellings{byNames: make(map[string][]spelled), asked: make(map[*types.Func]bool)}
	for _, file := range pass.Files {
		s.read(pass, file)
	}
	return s
}

func (s *spellings) read(pass *analysis.Pass, file *ast.File) {
	named := make(map[ast.Expr]bool)
	for n := range ast.Preorder(file) {
		switch n := n.(type) {
		case *ast.TypeSpec:
			named[n.Type] = !n.Assign.IsValid()
		case *ast.StructType:
			if st, ok := pass.TypesInfo.TypeOf(n).(*types.Struct); ok {
				s.add(st, !named[n])
			}
		case *ast.Ident:
			if fn := origin(pass.TypesInfo.Uses[n]); fn != nil && fn.Pkg() != pass.Pkg && !s.asked[fn] {
				s.asked[fn] = true
				s.ask(fn)
			}
		}
	}
}

// ask adds those of a function of another package.
func (s *spellings) ask(fn *types.Func) {
	typewalk.Walk(fn.Signature(), func(t types.Type) bool {
		if st, ok := t.(*types.Struct); ok {
			s.add(st, true)
			s.abroad = append(s.abroad, st)
		}
		return true
	})
}

func (s *spellings) add(st *types.Struct, unnamed bool) {
	names := fieldsOf(st)
	s.byNames[names] = append(s.byNames[names], spelled{st, unnamed, typewalk.IsGeneric(st)})
}

// fieldsOf are the names of the fields of a struct.
func fieldsOf(st *types.Struct) string {
	names := new(strings.Builder)
	for f := range st.Fields() {
		fmt.Fprintf(names, "%s %t ", f.Name(), f.Embedded())
	}
	return names.String()
}
