package verify

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/internal/syntax"
)

// CgoNoise reports whether an error of a package says only that it uses cgo.
// The files are checked as they were written, without what cgo makes of them,
// so the types of C are invalid. Mostly that passes silently, but not always.
func CgoNoise(files []*ast.File, err types.Error) bool {
	cgo := slices.DeleteFunc(slices.Clone(files), func(f *ast.File) bool { return !syntax.ImportsC(f) })
	if len(cgo) == 0 {
		return false
	}
	inside := func(f *ast.File) bool { return f.FileStart <= err.Pos && err.Pos < f.FileEnd }
	return slices.ContainsFunc(cgo, inside) || strings.Contains(err.Msg, "invalid type")
}
