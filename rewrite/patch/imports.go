package patch

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/edit"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// dropImports removes from the texts the imports that the errors say are not
// used, and reports whether those were all of the errors. Formatting follows
// the originals. A rewrite leaves one
// behind when the only use of a package was the zero value in an error exit
// that is not needed any more.
func dropImports(originals, texts map[string][]byte, errs []*verify.Error) bool {
	unused := make(map[string][]int) // offsets, by the name of the file
	for _, err := range errs {
		if texts[err.Pos.Filename] == nil || !isUnused(err.Text) {
			return false
		}
		unused[err.Pos.Filename] = append(unused[err.Pos.Filename], err.Pos.Offset)
	}
	for name, offsets := range unused {
		slices.Sort(offsets)
		text, ok := withoutImports(slices.Clone(texts[name]), offsets)
		if !ok {
			return false
		}
		text, err := edit.Reformat(originals[name], text)
		if err != nil {
			return false
		}
		texts[name] = text
	}
	return true
}

// isUnused recognizes the error by its text. It has a code as well, which
// go/types does not export.
func isUnused(text string) bool {
	return strings.Contains(text, " imported ") && strings.HasSuffix(text, "and not used")
}

// withoutImports removes the imports at the offsets, which increase.
//
//	import (
//		"errors"
//		"fmt"
//		~~~~~ with its line
//	)
func withoutImports(text []byte, offsets []int) ([]byte, bool) {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, "", text, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return nil, false
	}
	for _, offset := range slices.Backward(offsets) {
		n := importAt(fset, tree, offset)
		if n == nil {
			return nil, false
		}
		start, end := fset.Position(n.Pos()).Offset, fset.Position(n.End()).Offset
		start = 1 + bytes.LastIndexByte(text[:start], '\n')
		if next := bytes.IndexByte(text[end:], '\n'); next >= 0 {
			end += next + 1
		}
		text = append(text[:start:start], text[end:]...)
	}
	return text, true
}

// importAt is the import at an offset: its specification, or the declaration
// when it has no other. It is nil when a comment would go with it.
func importAt(fset *token.FileSet, tree *ast.File, offset int) ast.Node {
	for _, decl := range tree.Decls {
		decl, ok := decl.(*ast.GenDecl)
		if !ok || decl.Tok != token.IMPORT {
			continue
		}
		for _, spec := range decl.Specs {
			spec := spec.(*ast.ImportSpec)
			if fset.Position(spec.Pos()).Offset != offset {
				continue
			}
			if spec.Doc != nil || spec.Comment != nil || decl.Doc != nil && len(decl.Specs) == 1 {
				return nil
			}
			if len(decl.Specs) == 1 {
				return decl
			}
			return spec
		}
	}
	return nil
}
