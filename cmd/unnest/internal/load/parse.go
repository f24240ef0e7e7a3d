package load

import (
	"bytes"
	"go/ast"
	"go/parser"
	"runtime"
	"sync"
	"sync/atomic"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A loading is the work on packages that a program does not have yet.
type loading struct {
	program  *Program
	packages []*packages.Package        // every package after those that it imports, or not: in no order
	wide     map[*packages.Package]bool // those to be checked completely
	behind   map[*packages.Package]bool // dependencies whose bodies are all kept

	files map[string]*file // by name
	index index            // functions of dependencies that may be handed functions
	calls map[call]bool    // calls that hand on a function

	reached map[*ast.FuncDecl]bool // functions of dependencies that are handed functions
}

// A file is one source file, shared by all forms of its package.
type file struct {
	name   string
	uses   atomic.Int32 // packages that are still to be checked with it
	wide   bool         // some package needs all of it
	full   *ast.File    // with bodies and comments: when wide, or once a body in it is needed
	narrow *ast.File    // without bodies
	err    error        // of reading or parsing

	directive bool // has a directive for unnest
	unset     bool // declares an error without a value
	whole     bool // dependents need the bodies
}

// directive marks comments that say something about a declaration.
const directive = "//unnest:"

// parse reads all files, in parallel: those of roots with bodies and comments,
// those of dependencies without.
func (l *loading) parse() {
	l.files = make(map[string]*file)
	for _, pkg := range l.packages {
		for _, name := range sources(pkg) {
			f := l.files[name]
			if f == nil {
				f = &file{name: name}
				l.files[name] = f
			}
			f.uses.Add(1)
			f.wide = f.wide || l.wide[pkg]
		}
	}
	parallel(l.files, func(f *file) { f.parse(l) })
}

// sources lists a package's files. It includes those that use cgo as they were
// written, not as cgo translates them: that is what positions and edits are
// about.
func sources(pkg *packages.Package) []string {
	if pkg.PkgPath == "unsafe" {
		return nil // declared by the language
	}
	if pkg.GoFiles == nil {
		return pkg.CompiledGoFiles // from a driver that knows no others
	}
	return pkg.GoFiles
}

// parallel calls do for every file, on all processors.
func parallel(files map[string]*file, do func(*file)) {
	queue := make(chan *file)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for f := range queue {
				do(f)
			}
		})
	}
	for _, f := range files {
		queue <- f
	}
	close(queue)
	workers.Wait()
}

func (f *file) parse(l *loading) {
	if f.wide {
		f.parseFull(l)
		return
	}
	src, err := l.program.read(f.name)
	if err != nil {
		f.err = err
		return
	}
	if bytes.Contains(src, []byte(directive)) {
		f.directive = true
		f.parseFull(l)
		return
	}
	// An error in a dependency is the dependency's; what was parsed will do.
	f.narrow, _ = parser.ParseFile(l.program.Fset, f.name, src, parser.SkipObjectResolution)
	f.unset = f.narrow != nil && len(syntax.Unset(f.narrow)) > 0
	if !f.unset {
		strip(f.narrow)
	}
}

// parseFull parses the whole file, at most once.
func (f *file) parseFull(l *loading) {
	if f.full != nil || f.err != nil {
		return
	}
	const mode = parser.ParseComments | parser.SkipObjectResolution
	src, err := l.program.read(f.name)
	if err != nil {
		f.err = err
		return
	}
	f.full, f.err = parser.ParseFile(l.program.Fset, f.name, src, mode)
}

// strip drops the bodies of functions from a tree that nobody else has.
func strip(tree *ast.File) {
	if tree == nil {
		return // nothing could be read
	}
	for _, decl := range tree.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			fn.Body = nil
		}
	}
}

// forDependents is the file as packages that import its package need it.
func (f *file) forDependents() *ast.File {
	switch {
	case f.full == nil:
		return f.narrow
	case f.whole:
		return f.full
	}
	tree := *f.full
	tree.Decls = make([]ast.Decl, len(f.full.Decls))
	for i, decl := range f.full.Decls {
		tree.Decls[i] = decl
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		narrow := *fn
		narrow.Body = nil
		tree.Decls[i] = &narrow
	}
	return &tree
}

// release drops the trees when no package is left that needs them: together,
// those of all dependencies are as large as all of their types.
func (f *file) release() {
	if f.uses.Add(-1) == 0 {
		f.full, f.narrow = nil, nil
	}
}

// factual reports whether analysis of dependents needs to see into the file.
func (f *file) factual() bool { return f.whole || f.directive || f.unset }

// standard reports whether a package is of the standard library.
func standard(pkg *packages.Package) bool {
	module := ""
	if pkg.Module != nil {
		module = pkg.Module.Path
	}
	return syntax.OfStandard(module, pkg.PkgPath)
}
