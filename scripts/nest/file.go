package nest

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A file is one that is rewritten.
type file struct {
	pkg       *packages.Package
	tree      *ast.File
	source    []byte
	functions []*function
}

// A function is a declared one that is rewritten.
type function struct {
	key       string
	edits     []edit
	callbacks int
	given     bool // up
}

// An edit replaces a range of the source. Of edits at one place that of the lower rank
// comes first.
type edit struct {
	from, to, rank int
	text           string
}

func newFile(pkg *packages.Package, tree *ast.File, source []byte, seed uint64) *file {
	f := &file{pkg: pkg, tree: tree, source: source}
	if len(source) != int(tree.FileEnd-tree.FileStart) {
		return f // it has changed
	}
	for _, decl := range tree.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Body == nil || !rewritten(fn.Name.Name) {
			continue
		}
		hash := fnv.New64()
		_, _ = fmt.Fprint(hash, pkg.PkgPath, keyOf(fn)) // a hash takes everything
		random := rand.New(rand.NewPCG(seed, hash.Sum64()))
		c := &cutter{file: f, function: &function{key: keyOf(fn)}, random: random}
		if c.declared(fn); c.callbacks > 0 {
			f.functions = append(f.functions, c.function)
		}
	}
	return f
}

// rewritten leaves out functions of which there may be several, and those that take long.
func rewritten(name string) bool {
	return name != "init" && name != "_" && !strings.HasPrefix(name, "Benchmark") &&
		!strings.HasPrefix(name, "Example")
}

// keyOf tells a function apart from the others of its file.
func keyOf(fn *ast.FuncDecl) string {
	name := strings.TrimSuffix(fn.Name.Name, suffix)
	if fn.Recv == nil {
		return name
	}
	recv := fn.Recv.List[0].Type
	if star, ok := recv.(*ast.StarExpr); ok {
		recv = star.X
	}
	switch generic := recv.(type) {
	case *ast.IndexExpr:
		recv = generic.X
	case *ast.IndexListExpr:
		recv = generic.X
	}
	return recv.(*ast.Ident).Name + "." + name
}

// kept lists the functions that are not given up.
func (f *file) kept() []*function {
	return slices.DeleteFunc(slices.Clone(f.functions), func(fn *function) bool { return fn.given })
}

// text is the file with what is made of its functions.
func (f *file) text(operations string) []byte {
	functions := f.kept()
	if len(functions) == 0 {
		return f.source
	}
	name := f.offset(f.tree.Name.End())
	edits := []edit{{from: name, to: name, text: "\n\nimport " + strconv.Quote(operations) + "\n"}}
	for _, fn := range functions {
		edits = append(edits, fn.edits...)
	}
	slices.SortStableFunc(edits, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.rank, b.rank))
	})
	var text []byte
	last := 0
	for _, e := range edits {
		text = append(append(text, f.source[last:e.from]...), e.text...)
		last = e.to
	}
	text = append(text, f.source[last:]...)
	for range 3 { // what gofmt makes of a whole new layout is not always final
		formatted, err := format.Source(text)
		if err != nil {
			return text // the compiler says what is wrong
		}
		text = formatted
	}
	return text
}

// giveUp gives up the function at a line of the text, or all of them where there is none,
// and reports whether that is new.
func (f *file) giveUp(text []byte, line int) bool {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, "", text, parser.SkipObjectResolution)
	key := ""
	for _, decl := range tree.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if ok && fset.Position(fn.Pos()).Line <= line && line <= fset.Position(fn.End()).Line {
			key = keyOf(fn)
		}
	}
	at := slices.IndexFunc(f.functions, func(fn *function) bool { return fn.key == key && !fn.given })
	if at >= 0 {
		f.functions[at].given = true
		return true
	}
	if err == nil && key != "" {
		return false // it is not to blame
	}
	changed := len(f.kept()) > 0
	for _, fn := range f.functions {
		fn.given = true
	}
	return changed
}

func (f *file) offset(pos token.Pos) int { return int(pos - f.tree.FileStart) }

func (f *file) slice(n ast.Node) string { return string(f.source[f.offset(n.Pos()):f.offset(n.End())]) }
