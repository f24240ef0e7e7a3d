package syntax

import (
	"go/ast"
	"go/types"
	"sync"
)

// A Package is what its files declare, type-checked with the bodies of functions.
type Package struct {
	Types *types.Package
	Info  *types.Info
	Files []*ast.File
}

// Bodies has the bodies of packages that importers know without, and what has been worked out of
// them, for whoever asks next: many packages import the same. Several goroutines may ask at once.
type Bodies struct {
	read  func(*types.Package) *Package
	texts func(*types.Package) [][]byte

	mu    sync.Mutex // for known alone, never while anything is worked out
	known map[work]func() any
}

// A work is what is worked out once: something of a package, the kind of which a key says.
type work struct {
	pkg *types.Package
	key any
}

// NewBodies returns the bodies that read finds, which returns nil for a package that is not read.
// Its types may be others than those that importers of the package have: names say which are the
// same. The texts are those of its files, none for a package of which they are not known either.
func NewBodies(
	read func(*types.Package) *Package, texts func(*types.Package) [][]byte,
) *Bodies {
	return &Bodies{read: read, texts: texts, known: make(map[work]func() any)}
}

// Texts returns the texts of a package's files, for who looks for words alone.
func (b *Bodies) Texts(pkg *types.Package) [][]byte { return b.texts(pkg) }

// Of returns a package with its bodies, nil for one that is not read.
func (b *Bodies) Of(pkg *types.Package) *Package {
	type key struct{}
	return WorkOut(b, pkg, key{}, func() *Package { return b.read(pkg) })
}

// WorkOut returns what find says of a package, under a key of a type that nobody else has. It is
// called once for both, and others wait for it. It may have things worked out of the packages that
// this one imports: nobody imports in circles, so nobody waits for who waits for him.
func WorkOut[T any](b *Bodies, pkg *types.Package, key any, find func() T) T {
	b.mu.Lock()
	result, ok := b.known[work{pkg, key}]
	if !ok {
		result = sync.OnceValue(func() any { return find() })
		b.known[work{pkg, key}] = result
	}
	b.mu.Unlock()
	return result().(T)
}
