package syntax

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// Linknames lists the arguments of the directives go:linkname of a file: a name of its package and,
// where there is a second one, the symbol that it stands for, mostly of another package.
//
//	//go:linkname load example.org/m/store.load
func Linknames(file *ast.File) (all [][]string) {
	for _, group := range file.Comments {
		for _, c := range group.List {
			words := strings.Fields(c.Text)
			if len(words) > 1 && words[0] == "//go:linkname" {
				all = append(all, words[1:])
			}
		}
	}
	return all
}

// Symbol is what the linker calls a function: that of its package, and for a method with the receiver
// before the name.
func Symbol(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return SymbolOf(fn.Pkg(), fn.Name())
	}
	of := types.TypeString(recv.Type(), func(*types.Package) string { return "" })
	if strings.HasPrefix(of, "*") {
		of = "(" + of + ")"
	}
	return SymbolOf(fn.Pkg(), of+"."+fn.Name())
}

// SymbolOf is what the linker calls something with a name in a package. In the path it writes some
// bytes in another way, such as dots behind the last slash: cmd/internal/objabi, PathToPrefix.
func SymbolOf(pkg *types.Package, name string) string {
	if pkg.Name() == "main" {
		return "main." + name
	}
	path := pkg.Path()
	var b strings.Builder
	for i := range len(path) {
		c := path[i]
		if c <= ' ' || c == '%' || c == '"' || c >= 0x7f || c == '.' && i > strings.LastIndex(path, "/") {
			fmt.Fprintf(&b, "%%%02x", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String() + "." + name
}
