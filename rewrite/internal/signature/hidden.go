package signature

import (
	"fmt"
	"go/types"
	"regexp"
	"slices"
)

// hides refuses functions with a parameter that has the name of a type, or of its package,
// that the promise delivers.
//
//	func resolve(url *url.URL, done func(*url.URL, error))
//
// The body becomes a literal that has to name the type.
func (p *Package) hides(f *Function) (text, remedy string) {
	named := make(map[string]bool)
	for _, i := range f.Op.Convention.Values() {
		for _, name := range p.namesIn(f.Op.Convention.Sig.Params().At(i).Type()) {
			named[name] = true
		}
	}
	names := f.parameters()
	i := slices.IndexFunc(names, func(name string) bool { return named[name] })
	if i < 0 {
		return "", ""
	}
	return fmt.Sprintf("its parameter %s hides what the type of its result has in its name", names[i]),
		"give the parameter another name"
}

// parameters are the names of the receiver and of the parameters of a function.
func (f *Function) parameters() []string {
	var names []string
	sig := f.Op.Func.Signature()
	if recv := sig.Recv(); recv != nil {
		names = append(names, recv.Name())
	}
	for v := range sig.Params().Variables() {
		names = append(names, v.Name())
	}
	return names
}

var identifier = regexp.MustCompile(`(^|[^.\pL\pN_])([\pL_][\pL\pN_]*)`)

// namesIn are the names that a type begins with where it is written: of packages, and of
// types of this one.
func (p *Package) namesIn(t types.Type) []string {
	text := types.TypeString(t, func(other *types.Package) string {
		if other == p.Types {
			return ""
		}
		return other.Name()
	})
	var names []string
	for _, match := range identifier.FindAllStringSubmatch(text, -1) {
		names = append(names, match[2])
	}
	return names
}
