package otherbuilds

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/internal/builds"
)

// A Finder looks for what has another type in other builds. It is for one goroutine.
type Finder struct {
	Pkg   *types.Package
	Fset  *token.FileSet
	Info  *types.Info
	Files []*ast.File

	// Derived, as far as somebody asked:
	ports   builds.Ports
	made    map[types.Object]ast.Expr // by what objects have their types, of the files in noted
	noted   map[*ast.File]bool
	sources map[string]*source        // by the names of files
	beside  map[string][]*source      // by directories
	forks   map[types.Object][]fork   // by what is declared here
	known   map[string]*types.Package // that this build imports, by path
	worlds  map[string]*world         // by the file and the build
	words   map[string][]spelling     // by the directory and the word
}

// A Declaration is one of those that a name has in several files.
type Declaration struct {
	Name string // such as open, File.Sync or syscall.Stat_t.Dev
	File string // where it stands, with its directory
}

// A fork is an object of a package that a file for other builds declares otherwise.
type fork struct {
	pkg         *types.Package
	name        string
	here, there *source
	text        string // of the other declaration
}

// Differs returns two declarations, here and in another build of the file, by which a variable does not
// have the type there that a text writes here. They are nil where there are none.
//
// What the type comes from is followed by name, rather too far than not far enough; whether it is another
// type is asked of the type checker, for one build with each of the other declarations, and of what these
// mean there.
func (f *Finder) Differs(file *ast.File, v types.Object, text string) (here, there *Declaration) {
	forks := f.from(v)
	q := &question{
		Finder: f, file: file, v: v, text: text,
		again: make(map[string]*source), asked: make(map[string]bool),
	}
	for _, one := range forks {
		if one.pkg != f.Pkg {
			q.again[one.pkg.Path()] = one.here
		}
	}
	for _, one := range forks {
		if one.pkg != f.Pkg {
			one.name = one.pkg.Name() + "." + one.name
		}
		if q.differs(one) {
			return &Declaration{one.name, one.here.name}, &Declaration{one.name, one.there.name}
		}
	}
	return nil, nil
}

// from lists the forks of what a variable has its type from.
func (f *Finder) from(v types.Object) []fork {
	t := &trail{Finder: f, seen: make(map[types.Object]bool)}
	t.object(v)
	t.lengths(v.Type())
	var list []fork
	for _, obj := range t.objects {
		list = append(list, f.forksOf(obj)...)
	}
	return list
}

// forksOf looks for other declarations of an object, in files beside its own.
func (f *Finder) forksOf(obj types.Object) []fork {
	if list, ok := f.forks[obj]; ok {
		return list
	}
	if f.forks == nil {
		f.forks = make(map[types.Object][]fork)
	}
	pos := f.Fset.PositionFor(obj.Pos(), false)
	here := f.source(pos.Filename)
	var list []fork
	if name := here.at(pos.Line, obj.Name()); name != "" {
		own := here.texts(name)
		for _, there := range f.around(here) {
			texts := there.texts(name)
			if len(texts) > 0 && !slices.Equal(texts, own) {
				list = append(list, fork{obj.Pkg(), name, here, there, strings.Join(texts, "; ")})
			}
		}
	}
	f.forks[obj] = list
	return list
}
