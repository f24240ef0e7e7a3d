package otherbuilds

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/unnest-go/unnest/internal/builds"
)

// A question is whether a variable has the type in other builds that a text writes.
type question struct {
	*Finder
	file  *ast.File
	v     types.Object
	text  string
	again map[string]*source // as in world
	asked map[string]bool    // what declarations mean in builds that were asked
}

// differs asks builds that have the other declaration of a fork. Those in which the file does not compile
// are none of it; after some of them there is no use in more.
func (q *question) differs(one fork) bool {
	const most = 12
	broken := 0
	for build := range q.builds(one) {
		meaning := one.name + " " + q.meaning(one, build)
		if q.asked[meaning] {
			continue
		}
		w := q.world(q.file, build, q.again)
		if w.broken {
			if broken++; broken == most {
				return false
			}
			continue
		}
		q.asked[meaning] = true
		if w.differs(q.v, q.text) {
			return true
		}
	}
	return false
}

// builds are those of the file that have the other declaration.
func (q *question) builds(one fork) func(func(*builds.Build) bool) {
	if q.ports == nil {
		q.ports = builds.NewPorts()
	}
	both := builds.And(q.of(q.file).when, one.there.when)
	return q.ports.Having(builds.Without(both, []constraint.Expr{one.here.when}))
}

// A spelling is how a file declares a name, or what has that before a dot.
type spelling struct {
	in   *source
	text string
}

// meaning is the text of a declaration with those of all that it mentions, as a build of the package has
// them.
func (f *Finder) meaning(one fork, build *builds.Build) string {
	seen := make(map[string]bool)
	all := []string{one.text}
	for next := words(one.text); len(next) > 0; {
		word := next[0]
		next = next[1:]
		if seen[word] {
			continue
		}
		seen[word] = true
		for _, s := range f.spellings(one.there, word) {
			if build.Usually(s.in.when) {
				all = append(all, s.text)
				next = append(next, words(s.text)...)
			}
		}
	}
	return strings.Join(all, "; ")
}

// spellings lists how the files of a package declare a name, those that all builds have excepted.
func (f *Finder) spellings(s *source, name string) []spelling {
	key := fmt.Sprint(filepath.Dir(s.name), s.pkg, s.isTest(), name)
	list, ok := f.words[key]
	if ok {
		return list
	}
	for _, file := range f.around(s) {
		if file.when == nil {
			continue
		}
		for _, d := range file.declares(name) {
			if d.name == name || strings.HasPrefix(d.name, name+".") {
				list = append(list, spelling{file, d.name + " " + d.text})
			}
		}
	}
	if f.words == nil {
		f.words = make(map[string][]spelling)
	}
	f.words[key] = list
	return list
}

// words lists the names in a text that are not those of the language.
func words(text string) []string {
	list := strings.FieldsFunc(text, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return slices.DeleteFunc(list, func(word string) bool { return types.Universe.Lookup(word) != nil })
}
