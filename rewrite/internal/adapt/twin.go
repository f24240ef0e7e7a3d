package adapt

import "github.com/dave/jennifer/jen"

// A Twin is a function that returns the promise of an operation, written by
// somebody else: what the operation does, flattened.
type Twin struct {
	Pieces  []Piece
	Imports map[string]string // the names that its file has for packages, by path
	Names   map[string]bool   // all names in it but those of packages
}

// A Piece is a part of a twin: text as it stands, or a name of a package.
type Piece struct {
	Text          string // the name, when there is a path
	Path, Package string
}

// code writes the twin.
func (t *Twin) code() *jen.Statement {
	code := jen.Null()
	for _, p := range t.Pieces {
		if p.Path == "" {
			code.Op(p.Text)
		} else {
			code.Qual(p.Path, p.Text)
		}
	}
	return code
}
