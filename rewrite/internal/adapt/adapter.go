package adapt

import (
	"errors"
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/typewalk"
)

// An adapter is one function to write.
type adapter struct {
	op       *Operation
	sig      *types.Signature
	owner    string // the type that the operation is a method of, "" for a function
	method   bool   // the adapter is a method, too
	kept     Name   // those that the file has for it already
	prefixes int    // how many names stand before its own: of the owner, of the package
	tparams  []*types.TypeParam
	recv     *param   // the receiver, or the parameter that stands for it; nil for a function
	params   []*param // without the continuation
	outcome  outcome
	result   *result  // for several values
	beside   []*param // the launch's results that are returned beside the promise
	fails    bool     // the launch returns an error last
	spelling *spelling

	// Derived:
	k, promise, err string // names
	done            string // the continuation's in the operation
}

// A param is a parameter or a result.
type param struct {
	name string
	typ  types.Type
}

// An outcome is how the continuation is told.
type outcome struct {
	params   []*param // of the continuation
	failure  int      // index of the one that tells of failure, -1 for none
	concrete bool     // it is a pointer type: its nil is not the nil of error
	values   []int    // indexes of the others
}

// A result is a struct that several values come as.
type result struct {
	name    string
	fields  []*param
	tparams []*types.TypeParam
}

func newAdapter(pkg *types.Package, op *Operation) (*adapter, error) {
	a := &adapter{op: op, sig: op.Func.Signature()}
	a.done = a.sig.Params().At(op.Index).Name()
	if t := op.Type(); t != nil {
		a.owner = t.Name()
		a.method = op.Via == nil && op.Func.Pkg() == pkg && !types.IsInterface(t.Type())
	}
	a.spelling = newSpelling(pkg)
	if op.Body != nil {
		a.spelling.taken = op.Body.Names
	}
	a.typeParams()
	a.collect()
	a.names()
	if err := a.check(pkg); err != nil {
		return a, err
	}
	return a, a.armed()
}

// typeParams lists those that the adapter declares or, as a method, has from
// its receiver.
func (a *adapter) typeParams() {
	own := a.sig.RecvTypeParams()
	if t := a.op.Type(); t != nil && (own == nil || a.op.Via != nil) {
		own = typeParamsOf(t.Type()) // an interface's method, or one that another type has
	}
	for _, list := range []*types.TypeParamList{own, a.sig.TypeParams()} {
		for p := range list.TypeParams() {
			a.tparams = append(a.tparams, p)
		}
	}
	a.spelling.nameTypeParams(a.tparams)
}

// collect lists what goes in and comes out.
func (a *adapter) collect() {
	if recv := a.sig.Recv(); recv != nil {
		a.recv = &param{"", a.receiver()}
		if a.method {
			a.recv.name = recv.Name()
		}
	}
	for i := range a.sig.Params().Len() {
		if v := a.sig.Params().At(i); i != a.op.Index {
			a.params = append(a.params, &param{v.Name(), v.Type()})
		}
	}
	a.outcome = outcomeOf(a.op.Convention)
	if len(a.outcome.values) > 1 {
		a.result = new(result)
		for _, i := range a.outcome.values {
			a.result.fields = append(a.result.fields, a.outcome.params[i])
		}
		a.result.tparams = mentioned(a.tparams, a.result.fields)
	}
	results := a.sig.Results()
	n := results.Len()
	if n > 0 && failureOf(results.At(n-1).Type()) != noFailure {
		a.fails = true
		n--
	}
	for i := range n {
		a.beside = append(a.beside, &param{results.At(i).Name(), results.At(i).Type()})
	}
}

// receiver is the type of the receiver with its type arguments. That of an interface's
// method has none: they are the type parameters of the interface. A struct that has the
// method from what is embedded in it is not copied.
func (a *adapter) receiver() types.Type {
	recv := a.sig.Recv().Type()
	if a.op.Via == nil {
		return ofItself(recv)
	}
	t := ofItself(a.op.Via.Type())
	pointer := types.NewPointer(t)
	_, isStruct := t.Underlying().(*types.Struct)
	if types.Identical(recv, pointer) || isStruct && !types.Identical(recv, t) {
		return pointer
	}
	return t
}

// ofItself is a generic type with its own type parameters as arguments; others stay.
func ofItself(t types.Type) types.Type {
	generic, ok := t.(interface{ TypeArgs() *types.TypeList })
	params := typeParamsOf(t)
	if !ok || params.Len() == 0 || generic.TypeArgs().Len() > 0 {
		return t
	}
	var targs []types.Type
	for p := range params.TypeParams() {
		targs = append(targs, p)
	}
	if instance, err := types.Instantiate(nil, t, targs, false); err == nil {
		return instance
	}
	return t
}

// typeParamsOf lists the type parameters of a declared type, none for others.
func typeParamsOf(t types.Type) *types.TypeParamList {
	if generic, ok := t.(interface{ TypeParams() *types.TypeParamList }); ok {
		return generic.TypeParams()
	}
	return nil
}

// errHidden is the reason for operations of other packages that nobody expects
// to be adapted.
var errHidden = errors.New("it is not exported")

// check says why an adapter cannot be written.
func (a *adapter) check(pkg *types.Package) error {
	if from := a.op.Pkg(); from != pkg {
		if !a.op.Exported() {
			return errHidden
		}
		if err := a.spelling.importable(from); err != nil {
			return err
		}
	}
	for _, t := range a.types() {
		if err := a.spelling.check(t); err != nil {
			return err
		}
	}
	return nil
}

// types lists those that the adapter is written with.
func (a *adapter) types() []types.Type {
	var list []types.Type
	for _, p := range slices.Concat(a.params, a.beside, a.outcome.params) {
		list = append(list, p.typ)
	}
	if a.recv != nil {
		list = append(list, a.recv.typ)
	}
	for _, p := range a.tparams {
		list = append(list, p.Constraint())
	}
	return list
}

// base is the name that what is declared for the operation begins with.
func (a *adapter) base() string {
	if a.kept.Func != "" {
		return strings.TrimSuffix(a.kept.Func, suffix)
	}
	name := a.op.Func.Name()
	prefixes := []string{a.op.Pkg().Name()}
	if a.owner != "" {
		prefixes = []string{a.owner, a.op.Pkg().Name()}
	}
	n := min(a.prefixes, len(prefixes))
	if a.method {
		n = 1
	}
	for _, prefix := range prefixes[:n] {
		name = upperFirst(prefix) + upperFirst(name)
	}
	if !a.op.Exported() {
		name = lowerFirst(name)
	}
	return name
}

// suffix ends the name of an adapter.
const suffix = "Promise"

// function is the name of the adapter.
func (a *adapter) function() string {
	switch {
	case a.kept.Func != "":
		return a.kept.Func
	case a.method:
		return a.op.Func.Name() + suffix
	}
	return a.base() + suffix
}

// label is the name by which the adapter may clash with others.
func (a *adapter) label() string {
	if a.method {
		return a.owner + "." + a.function()
	}
	return a.function()
}

// link is the operation in documentation.
func (a *adapter) link(pkg *types.Package) string {
	name := a.op.Name()
	if a.op.Pkg() != pkg {
		name = a.op.Pkg().Name() + "." + name
	}
	return name
}

// outcomeOf reads the convention of a continuation.
func outcomeOf(c chain.Convention) outcome {
	o := outcome{failure: c.Error}
	for i := range c.Sig.Params().Len() {
		v := c.Sig.Params().At(i)
		o.params = append(o.params, &param{v.Name(), v.Type()})
		if kind := failureOf(v.Type()); c.Error < 0 && kind != noFailure {
			o.failure, o.concrete = i, kind == pointerFailure
		}
	}
	for i := range o.params {
		if i != o.failure {
			o.values = append(o.values, i)
		}
	}
	return o
}

// A failure kind is how a type tells of failure.
type failureKind int

const (
	noFailure failureKind = iota
	interfaceFailure
	pointerFailure
)

// failureOf says whether values of a type are errors, nil meaning none.
func failureOf(t types.Type) failureKind {
	errorType := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	_, param := types.Unalias(t).(*types.TypeParam)
	switch {
	case param || !types.Implements(t, errorType):
		return noFailure
	case types.IsInterface(t):
		return interfaceFailure
	}
	if _, ok := types.Unalias(t).(*types.Pointer); ok {
		return pointerFailure
	}
	return noFailure // a value that is never nil
}

// isError says whether a type is the interface error itself.
func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// mentioned lists the type parameters that the types of fields have in them.
func mentioned(tparams []*types.TypeParam, fields []*param) []*types.TypeParam {
	var found []*types.TypeParam
	for _, p := range tparams {
		for _, f := range fields {
			if typewalk.Mentions(f.typ, p) {
				found = append(found, p)
				break
			}
		}
	}
	return found
}

func unsupported(t types.Type, why string) error { return fmt.Errorf("type %s %s", t, why) }
