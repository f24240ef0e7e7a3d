package leftout

import (
	"go/ast"
	"go/build/constraint"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/builds"
)

// A group is files that one build has.
type group struct {
	files  []*ast.File // that are to be read
	beside []*ast.File // others: those of the pass, and of groups before
}

// groups puts files together that the pass does not have. What all builds have is read beside the files of
// the pass; of the others, each is read for the first build that has it. Two files that declare the same
// names in their ways are not for one build.
func groups(pass *analysis.Pass, files []*ast.File) []group {
	s := &sorter{all: slices.Concat(pass.Files, files), when: make(map[*ast.File]constraint.Expr)}
	for _, file := range s.all {
		s.when[file] = builds.Of(file, pass.Fset.PositionFor(file.Package, false).Filename)
	}
	hasMain := slices.ContainsFunc(pass.Files, func(file *ast.File) bool {
		return s.when[file] == nil && declaresMain(file)
	})
	var list []group
	var own group
	for _, file := range files {
		switch {
		case hasMain && declaresMain(file): // it is another program, which a tag keeps apart
		case s.when[file] == nil:
			own.files = append(own.files, file)
		default:
			s.rest = append(s.rest, file)
		}
	}
	if len(own.files) > 0 {
		own.beside = pass.Files
		list = append(list, own)
	}
	for ports := builds.NewPorts(); len(s.rest) > 0; {
		if g := s.next(ports); len(g.files) > 0 {
			list = append(list, g)
		}
	}
	return list
}

// declaresMain reports whether a file has the function with which a program begins.
func declaresMain(file *ast.File) bool {
	return file.Name.Name == "main" && slices.ContainsFunc(file.Decls, func(decl ast.Decl) bool {
		fn, ok := decl.(*ast.FuncDecl)
		return ok && fn.Recv == nil && fn.Name.Name == "main"
	})
}

// A sorter finds files that are in one build.
type sorter struct {
	all  []*ast.File
	when map[*ast.File]constraint.Expr
	rest []*ast.File // those that are in no group yet
}

// next takes the first of the rest away, with those that are in a build with it; without it, if no build
// has it.
func (s *sorter) next(ports builds.Ports) group {
	first := s.rest[0]
	for build := range ports.Having(s.when[first]) {
		var g group
		has := func(file *ast.File) bool { return file == first || build.Usually(s.when[file]) }
		g.files, s.rest = divide(s.rest, has)
		g.beside, _ = divide(s.all, func(file *ast.File) bool {
			return has(file) && !slices.Contains(g.files, file)
		})
		return g
	}
	s.rest = s.rest[1:]
	return group{}
}

// divide separates the files for which something holds from the others.
func divide(files []*ast.File, holds func(*ast.File) bool) (yes, no []*ast.File) {
	for _, file := range files {
		if holds(file) {
			yes = append(yes, file)
		} else {
			no = append(no, file)
		}
	}
	return yes, no
}
