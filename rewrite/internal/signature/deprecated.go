package signature

import "regexp"

// deprecation is a paragraph of a doc comment that tools understand.
var deprecation = regexp.MustCompile(`(^|\n\n)Deprecated: `)

// isDeprecated refuses functions whose callers have been told to go elsewhere. The shim would
// tell them to call the new function, and those that follow would not be told any more.
func (p *Package) isDeprecated(f *Function) (text, remedy string) {
	if !deprecation.MatchString(f.node.Doc.Text()) {
		return "", ""
	}
	return "it is deprecated, and callers of a new function would not be told",
		"let its callers call what its documentation names"
}
