package cps

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A moved is what a package does to the variables and fields that may be guards, and to
// those that may hold one. It is collected when the first guard is met.
type moved struct {
	pass    *analysis.Pass
	motions map[types.Object][]motion
	pointed map[types.Object]bool // guards of which somebody has the address
	guards  map[string]types.Object
	initial map[*types.Var]ast.Expr   // values of the declarations of the package
	places  map[*types.Var]*types.Var // of fields, nil as long as nobody asked
	lent    []*types.Var              // places of fields that other packages have, too
	surface *surface                  // nil as long as nobody asked
	hidden  *hidden                   // nil as long as nobody asked

	generic  bool          // something of a type parameter gets another value
	cut      elements      // of slices that become shorter
	appended elements      // to slices
	promoted []*types.Var  // embedded atomics
	indirect []*types.Func // methods of interfaces that are called

	decls      map[*types.Func]*ast.FuncDecl // nil as long as nobody asked
	recoverers []types.Type                  // of function values that recover, nil as long as nobody asked

	outspoken map[*types.Package]*Outspoken // that were asked for
	bodies    *syntax.Bodies                // of other packages, nil where facts tell
}

// of lists what is done to a variable or field.
func (m *moved) of(v *types.Var) []motion {
	if m.motions == nil {
		m.motions = make(map[types.Object][]motion)
		m.pointed = make(map[types.Object]bool)
		m.guards = make(map[string]types.Object)
		m.initial = make(map[*types.Var]ast.Expr)
		for _, file := range m.pass.Files {
			m.collect(file)
		}
		m.collectHidden()
		m.linked()
		m.overwritten()
		m.setIndirectly()
		m.instances()
	}
	return m.motions[m.place(v)]
}

// guard returns what stands for the field at the end of a path. Its place is that of
// the variable: so far as this is one and the same, the field is.
func (m *moved) guard(path []*types.Var) types.Object {
	v := path[0]
	if len(path) == 1 {
		return v
	}
	name, field := v.Name(), path[len(path)-1]
	for _, f := range path[1:] {
		name += "." + f.Name()
	}
	key := fmt.Sprint(v.Pos(), name)
	if m.guards[key] == nil {
		m.guards[key] = types.NewVar(v.Pos(), v.Pkg(), name, field.Type())
	}
	return m.guards[key]
}

// collect notes what a file does.
func (m *moved) collect(file *ast.File) {
	var around []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			around = around[:len(around)-1]
			return true
		}
		if len(around) > 0 {
			m.node(n, around[len(around)-1])
		}
		around = append(around, n)
		return true
	})
}

// node notes what a node does.
func (m *moved) node(n, parent ast.Node) {
	switch n := n.(type) {
	case *ast.CallExpr:
		if on, o := motionOf(m.pass.TypesInfo, n); on != nil {
			m.note(on.object(m.pass.TypesInfo), o)
		}
		m.elements(n)
		m.converted(n)
		m.overlaid(n)
	case *ast.SliceExpr:
		m.cut.add(m.pass.TypesInfo.TypeOf(n))
	case *ast.StructType:
		m.promotes(n)
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			if id, ok := lhs.(*ast.Ident); !ok || m.pass.TypesInfo.Defs[id] == nil {
				m.assign(n, i) // one of several may be old where others are defined
			}
		}
	case *ast.ValueSpec:
		m.declares(n)
	case *ast.IncDecStmt:
		m.store(n.X)
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			m.store(n.Key)
			m.store(n.Value)
		}
	case *ast.UnaryExpr:
		call, ok := parent.(*ast.CallExpr)
		if n.Op == token.AND && (!ok || !ofAtomic(calleeObject(m.pass.TypesInfo, call))) {
			m.point(n.X)
		}
	case *ast.Ident:
		m.alias(n, parent)
	case *ast.SelectorExpr:
		m.alias(n, parent)
		m.method(n, parent)
		m.byInterface(n)
	}
}

// method notes that a method of an atomic is handed on, to be called later.
func (m *moved) method(sel *ast.SelectorExpr, parent ast.Node) {
	fn, ok := m.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if !ok || !ofAtomic(fn) {
		return
	}
	if call, ok := parent.(*ast.CallExpr); ok && call.Fun == sel {
		return
	}
	on := &operand{at: sel.X, embedded: embedded(m.pass.TypesInfo, sel)}
	m.note(on.object(m.pass.TypesInfo), motion{op: storeOp})
}

// shared says whether all that the package does to the guards of which it hands on the
// address is of some kind, if the last variable of a path is the address of one.
func (m *moved) shared(v *types.Var, holds func(motion) bool) bool {
	p, ok := v.Type().Underlying().(*types.Pointer)
	if !ok {
		return true
	}
	if !isGuard(p.Elem()) {
		return false // a number, of which nobody looks for the others that have its address
	}
	for guard := range m.pointed {
		for _, o := range m.motions[guard] {
			if o.op != addressOp && !holds(o) {
				return false
			}
		}
	}
	return true
}

// note adds a motion.
func (m *moved) note(obj types.Object, o motion) {
	if v, ok := obj.(*types.Var); ok {
		at := m.place(v)
		m.motions[at] = append(m.motions[at], o)
	}
}

// assign notes one of the assignments of a statement.
func (m *moved) assign(stmt *ast.AssignStmt, i int) {
	if len(stmt.Lhs) == len(stmt.Rhs) && stmt.Tok == token.ASSIGN {
		if value := constant(m.pass.TypesInfo, stmt.Rhs[i]); value == "true" {
			m.note(based(m.pass.TypesInfo, stmt.Lhs[i]), motion{op: storeOp, to: value})
			return
		}
	}
	m.store(stmt.Lhs[i])
}

// store notes that something gets another value, and all that is in it.
func (m *moved) store(e ast.Expr) {
	if e == nil {
		return
	}
	m.fields(m.pass.TypesInfo.TypeOf(e))
	m.note(based(m.pass.TypesInfo, e), motion{op: storeOp})
}

// fields notes that the fields of a struct, or of the elements of an array, get other
// values.
func (m *moved) fields(t types.Type) {
	if t == nil {
		return // the blank identifier
	}
	if syntax.IsParameter(t) {
		m.generic = true
		return
	}
	switch t := t.Underlying().(type) {
	case *types.Struct:
		for f := range t.Fields() {
			m.note(f, motion{op: storeOp})
			m.fields(f.Type())
		}
	case *types.Array:
		m.fields(t.Elem())
	}
}

// point notes that somebody has the address of a guard, and may set it.
func (m *moved) point(e ast.Expr) {
	t := m.pass.TypesInfo.TypeOf(e)
	if t == nil {
		return
	}
	if _, ok := t.Underlying().(*types.Struct); !ok || isGuard(t) {
		obj := based(m.pass.TypesInfo, e)
		m.note(obj, motion{op: addressOp})
		if v, ok := obj.(*types.Var); ok && isGuard(t) {
			m.pointed[m.place(v)] = true
		}
	}
}

// alias notes that a pointer to a guard is handed on, and what it is given to as well.
func (m *moved) alias(e ast.Expr, parent ast.Node) {
	switch p := parent.(type) {
	case *ast.SelectorExpr, *ast.StarExpr, *ast.BinaryExpr:
		return // used where it is
	case *ast.Field:
		return
	case *ast.KeyValueExpr:
		if p.Key == e {
			return
		}
	case *ast.AssignStmt:
		if slices.Contains(p.Lhs, e) {
			return
		}
	}
	if !m.points(e) {
		return
	}
	m.note(named(m.pass.TypesInfo, e), motion{op: storeOp})
	switch p := parent.(type) {
	case *ast.KeyValueExpr:
		m.note(named(m.pass.TypesInfo, p.Key), motion{op: storeOp})
	case *ast.AssignStmt:
		for _, lhs := range p.Lhs {
			m.note(named(m.pass.TypesInfo, lhs), motion{op: storeOp})
		}
	case *ast.ValueSpec:
		for _, name := range p.Names {
			m.note(m.pass.TypesInfo.Defs[name], motion{op: storeOp})
		}
	}
}

// points says whether an expression is a pointer to a guard.
func (m *moved) points(e ast.Expr) bool {
	if id, ok := e.(*ast.Ident); ok && m.pass.TypesInfo.Uses[id] == nil {
		return false // its declaration
	}
	t := m.pass.TypesInfo.TypeOf(e)
	if t == nil {
		return false
	}
	p, ok := t.Underlying().(*types.Pointer)
	return ok && isGuard(p.Elem())
}

// isGuard says whether a type is sync.Once or one of package atomic.
func isGuard(t types.Type) bool {
	obj := typeObject(types.Unalias(t))
	if obj == nil || obj.Pkg() == nil {
		return false
	}
	return ofAtomic(obj) || obj.Pkg().Path() == "sync" && obj.Name() == "Once"
}

// ofAtomic says whether a declaration is one of package atomic.
func ofAtomic(obj types.Object) bool {
	return obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "sync/atomic"
}
