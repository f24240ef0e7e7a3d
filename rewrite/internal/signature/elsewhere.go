package signature

import (
	"regexp"
	"slices"
)

// declaredElsewhere refuses functions that are declared once for each system: what is not in
// this build keeps its form, and the callers have one.
func (p *Package) declaredElsewhere(f *Function) (text, remedy string) {
	if p.Elsewhere(f.Op.Name()) {
		return "a file that is not in this build declares it, too", generate
	}
	if p.mentionedElsewhere(f.Name) {
		return "a file that is not in this build mentions " + f.Name, "give that another name"
	}
	return "", ""
}

// mentionedElsewhere reports whether a file that is not in this build mentions a name.
func (p *Package) mentionedElsewhere(name string) bool {
	word := regexp.MustCompile(`(^|[^\pL\pN_])` + regexp.QuoteMeta(name) + `($|[^\pL\pN_])`)
	return slices.ContainsFunc(p.Left(), word.Match)
}
