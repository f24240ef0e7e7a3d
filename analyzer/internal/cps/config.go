package cps

import (
	"fmt"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/internal/syntax"
)

// Config is what is declared from outside the code.
type Config struct {
	// Once has patterns of functions that call back at most once:
	//
	//	path/to/pkg.Type.Method, path/to/pkg.Func   in one package
	//	Type.Method, Func, pkg.Func                 in any package of that name
	//	path/to/pkg.Type                            all methods and fields of a type
	//	path/to/...                                 all of a tree of packages, path/to among them
	//	path/to/....Type.Method                     in such a tree
	//	Type.Method(done)                           this parameter only
	//
	// A * stands for any text within one segment.
	Once []string

	// Bodies of other packages, nil where facts tell what their types do when they are written.
	Bodies *syntax.Bodies
}

// A pattern is a compiled element of Config.Once.
type pattern struct {
	text   string         // as given
	name   *regexp.Regexp // of qualified names
	params []string       // the parameters meant, nil for all that qualify
}

// CheckPattern says what is wrong with a pattern, nil for nothing.
func CheckPattern(text string) error {
	_, err := parsePattern(text)
	return err
}

// parsePattern compiles a pattern.
func parsePattern(text string) (*pattern, error) {
	name, params, ok := strings.Cut(text, "(")
	p := &pattern{text: text}
	if ok {
		list, closed := strings.CutSuffix(params, ")")
		if !closed || strings.TrimSpace(list) == "" {
			return nil, fmt.Errorf("pattern %q: malformed parameter list", text)
		}
		for param := range strings.SplitSeq(list, ",") {
			p.params = append(p.params, strings.TrimSpace(param))
		}
	}
	if name == "" {
		return nil, fmt.Errorf("pattern %q: no name", text)
	}
	if strings.HasSuffix(name, "/...") {
		name += ".*" // whatever the packages of the tree have
	}
	quoted := regexp.QuoteMeta(name)
	for _, wild := range [][2]string{
		{`/\.\.\.`, `(/.*)?`},
		{`\.\.\.`, `.*`},
		{`\*`, `[^./]*`},
	} {
		quoted = strings.ReplaceAll(quoted, wild[0], wild[1])
	}
	var err error
	p.name, err = regexp.Compile("^" + quoted + "$")
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", text, err)
	}
	return p, nil
}

// parsePatterns compiles patterns.
func parsePatterns(texts []string) ([]*pattern, error) {
	var patterns []*pattern
	for _, text := range texts {
		p, err := parsePattern(text)
		if err != nil {
			return nil, err
		}
		patterns = append(patterns, p)
	}
	return patterns, nil
}

// matches says whether the pattern means the function with these names.
func (p *pattern) matches(names []string) bool {
	return slices.ContainsFunc(names, p.name.MatchString)
}

// covers says whether the pattern means this parameter, when it means the
// function.
func (p *pattern) covers(param string) bool {
	return p.params == nil || slices.Contains(p.params, param)
}

// namesOf returns the names by which a pattern may mean an object, the
// fullest first. Owner is the type that has it as a method or field, "" for
// none.
func namesOf(obj types.Object, owner string) []string {
	local := []string{obj.Name()}
	if owner != "" {
		local = []string{owner + "." + obj.Name(), owner}
	}
	pkg := obj.Pkg()
	if pkg == nil {
		return local // universe
	}
	var names []string
	for _, qualifier := range []string{pkg.Path() + ".", pkg.Name() + ".", ""} {
		for _, name := range local {
			names = append(names, qualifier+name)
		}
	}
	return names
}

// ownerOf is the name of the type that a method belongs to.
func ownerOf(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return ""
	}
	return typeName(recv.Type())
}

// typeName is the name of a named type or of what it points to, else "".
func typeName(t types.Type) string {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj().Name()
	}
	return ""
}
