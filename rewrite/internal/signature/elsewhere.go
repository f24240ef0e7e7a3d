package signature

import (
	"regexp"
	"slices"
)

// declaredElsewhere refuses functions that are declared once for each system: what is not in
// this build keeps its form, and the callers have one.
func (p *Package) declaredElsewhere(f *Function) (text, remedy string) {
	name := regexp.QuoteMeta(f.Op.Func.Name())
	if p.left(`(?m)^func\s*(\([^)]*\)\s*)?` + name + `\s*[\[(]`) {
		return "a file that is not in this build declares it, too", generate
	}
	if p.mentionedElsewhere(f.Name) {
		return "a file that is not in this build mentions " + f.Name, "give that another name"
	}
	return "", ""
}

// mentionedElsewhere reports whether a file that is not in this build mentions a name.
func (p *Package) mentionedElsewhere(name string) bool {
	return p.left(`(^|[^\pL\pN_])` + regexp.QuoteMeta(name) + `($|[^\pL\pN_])`)
}

// left looks for a pattern in the files that are not in this build.
func (p *Package) left(pattern string) bool {
	return slices.ContainsFunc(p.Left(), regexp.MustCompile(pattern).Match)
}
