package chain

import "go/types"

// An Operation is a function that takes a one-shot continuation, seen from its
// declaration.
type Operation struct {
	Func       *types.Func // the generic one, when it has type parameters; with Via, that which Via has
	Index      int         // of the parameter that is the continuation
	Convention Convention
	Evidence   Evidence
	Timing     Timing
	NilTested  bool // it treats a nil continuation differently
	Relies     bool // no code tells what becomes of the continuation in the end
	Misnamed   bool // its name or that of the parameter says that it is something else
	Reasons    []Reason

	// Via is the type by which other packages call a method of a type that they cannot
	// name, nil for none. In func (c *conn) Get(id int, k func(Item, error)) it is Client:
	//
	//	type Client struct{ *conn }
	Via *types.TypeName
}

// Name is the operation's name within its package: Func or Type.Method.
func (o *Operation) Name() string {
	if t := o.Type(); t != nil {
		return t.Name() + "." + o.Func.Name()
	}
	return o.Func.Name()
}

// Key is the operation's name in the whole program.
func (o *Operation) Key() string {
	if o.Via != nil {
		return o.Pkg().Path() + "." + o.Name()
	}
	return KeyOf(o.Func)
}

// Pkg is the package that callers have the operation from.
func (o *Operation) Pkg() *types.Package {
	if o.Via != nil {
		return o.Via.Pkg()
	}
	return o.Func.Pkg()
}

// Type is the type that callers know the operation as a method of, nil for a function.
func (o *Operation) Type() *types.TypeName {
	if owner := o.Owner(); o.Via == nil && owner != nil {
		return owner.Obj()
	}
	return o.Via
}

// Exported reports whether other packages can name the operation.
func (o *Operation) Exported() bool {
	t := o.Type()
	return o.Func.Exported() && (t == nil || t.Exported())
}

// Owner is the type that the operation is a method of, nil for a function.
func (o *Operation) Owner() *types.Named { return ownerOf(o.Func) }

// KeyOf is the name of a function in the whole program: path/to/pkg.Func or
// path/to/pkg.Type.Method. The methods of interfaces without a name have that of none.
func KeyOf(fn *types.Func) string {
	key := fn.Name()
	if owner := ownerOf(fn); owner != nil {
		key = owner.Obj().Name() + "." + key
	} else if fn.Signature().Recv() != nil {
		key = "interface." + key
	}
	if fn.Pkg() == nil {
		return key // of the universe
	}
	return fn.Pkg().Path() + "." + key
}

func ownerOf(fn *types.Func) *types.Named {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, _ := t.(*types.Named)
	return named
}
