package load

import (
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/packages"
)

// Of several errors the first is named by its place: files are read in any order.
func TestFirstOfSeveralErrors(t *testing.T) {
	fset := token.NewFileSet()
	late, early := fset.AddFile("b.go", -1, 10), fset.AddFile("a.go", -1, 30)
	early.SetLines([]int{0, 15})
	pkg := &packages.Package{ID: "example.com/app", TypeErrors: []types.Error{
		{Fset: fset, Pos: late.Pos(1), Msg: "in b.go"},
		{Fset: fset, Pos: early.Pos(20), Msg: "in the second line"},
		{Fset: fset, Pos: early.Pos(5), Msg: "there, too"},
		{Fset: fset, Pos: early.Pos(5), Msg: "in a.go"},
	}}
	const want = "a.go:1:6: in a.go (and 2 more)"
	if p := problemOf(pkg); p == nil || p.String() != want {
		t.Errorf("got %v, want %s", p, want)
	}
}
