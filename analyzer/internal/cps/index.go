package cps

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// An Index knows which arguments of the calls of a package are one-shot
// continuations.
type Index struct {
	pass     *analysis.Pass
	files    map[*token.File]*ast.File
	patterns []*pattern
	matched  map[*pattern]bool
	scopes   map[ast.Decl]*scope
	params   map[paramKey]*summary
	order    []*summary // of params, as they stand in the files
	joints   map[string]*summary
	looks    int                        // at bodies, so far
	current  *summary                   // whose body is being looked at
	funcs    map[*types.Var]*types.Func // by parameter
	facts    map[types.Object]*OneShot
	launches map[*ast.CallExpr][]Launch // that were asked for
	moved    *moved
	timers   *timers // nil as long as none was met

	exclusive map[*types.Var]bool // parameters that get no value beside an error
	parting   map[*types.Var]bool // parameters after whose call nothing happens
}

// A paramKey names a parameter of a function with a body, or a field of it.
type paramKey struct {
	param *types.Var
	field string
}

// A summary is what is known of a parameter from the body of its function.
type summary struct {
	paramKey
	others  []*types.Var // the other parameters of a joint summary
	scope   *scope
	body    *ast.BlockStmt
	weight  weight
	reasons map[token.Pos]string

	asked    map[*summary]bool // what the last look at the body asked for
	examined int               // the round of the last look
	changed  int               // the round in which the weight grew last
}

// Infer examines a package, exports what it finds as facts and returns the
// index of its calls. A package that is loaded without syntax has no calls
// and exports nothing.
func Infer(pass *analysis.Pass, cfg *Config) (*Index, error) {
	patterns, err := parsePatterns(cfg.Once)
	if err != nil {
		return nil, err
	}
	x := &Index{
		pass:     pass,
		files:    make(map[*token.File]*ast.File),
		patterns: patterns,
		matched:  make(map[*pattern]bool),
		scopes:   make(map[ast.Decl]*scope),
		params:   make(map[paramKey]*summary),
		joints:   make(map[string]*summary),
		funcs:    make(map[*types.Var]*types.Func),
		facts:    make(map[types.Object]*OneShot),
		launches: make(map[*ast.CallExpr][]Launch),
		moved:    &moved{pass: pass, bodies: cfg.Bodies},
	}
	for _, file := range pass.Files {
		x.files[pass.Fset.File(file.FileStart)] = file
		x.readDirectives(file)
	}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			x.collect(decl)
		}
	}
	x.settle()
	x.exclusives()
	x.partings()
	x.export()
	return x, nil
}

// collect notes the parameters of function type that a declaration has.
func (x *Index) collect(decl ast.Decl) {
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			x.enter(decl, n.Type, n.Body)
			x.name(n)
		case *ast.FuncLit:
			x.enter(decl, n.Type, n.Body)
		}
		return true
	})
}

// enter notes the parameters of function type of one function.
func (x *Index) enter(decl ast.Decl, typ *ast.FuncType, body *ast.BlockStmt) {
	if body == nil {
		return // implemented elsewhere
	}
	for _, field := range typ.Params.List {
		for _, name := range field.Names {
			v, ok := x.pass.TypesInfo.Defs[name].(*types.Var)
			if !ok {
				continue // does not type-check
			}
			if isCallback(v.Type()) {
				x.add(&summary{paramKey: paramKey{v, ""}, scope: x.scopeOf(decl), body: body})
			}
			for _, f := range callbackFields(v.Type()) {
				x.add(&summary{paramKey: paramKey{v, f.Name()}, scope: x.scopeOf(decl), body: body})
			}
		}
	}
}

// name notes which function the parameters of a declaration belong to.
func (x *Index) name(decl *ast.FuncDecl) {
	fn, ok := x.pass.TypesInfo.Defs[decl.Name].(*types.Func)
	if !ok {
		return // does not type-check
	}
	for v := range fn.Signature().Params().Variables() {
		x.funcs[v] = fn
	}
}

// add registers a summary.
func (x *Index) add(s *summary) {
	x.params[s.paramKey] = s
	x.order = append(x.order, s)
}

// scopeOf returns the scope of a declaration.
func (x *Index) scopeOf(decl ast.Decl) *scope {
	s := x.scopes[decl]
	if s == nil {
		s = newScope(x.pass.TypesInfo, decl, x.moved)
		x.scopes[decl] = s
	}
	return s
}

// settle examines the bodies until nothing more is learned. It starts from
// the best, so that functions that pass continuations to each other do not
// condemn each other. The reason for a verdict is the first that is found: the order is
// that of the files, whichever was read first.
func (x *Index) settle() {
	for grown := true; grown; {
		grown = false
		for i := 0; i < len(x.order); i++ { // joint summaries are added on the way
			if s := x.order[i]; s.outdated() && x.examine(s) {
				grown = true
			}
		}
	}
}

// outdated says whether the body was never looked at, or something that was
// asked for has changed since.
func (s *summary) outdated() bool {
	if s.examined == 0 {
		return true
	}
	for other := range s.asked {
		if other.changed >= s.examined {
			return true
		}
	}
	return false
}

// examine looks at one body with what is known so far and says whether more
// is known now.
func (x *Index) examine(s *summary) bool {
	x.looks++
	s.examined, s.asked = x.looks, make(map[*summary]bool)
	x.current = s
	t := &tracer{
		index: x, scope: s.scope, targets: append([]*types.Var{s.param}, s.others...), field: s.field,
		reasons: make(map[token.Pos]string),
		cleared: make(map[types.Object]ast.Node), interrupted: make(map[token.Pos]interruption),
	}
	w := t.trace(s.body)
	if w.verdict != Once {
		t.blame(&w)
	}
	if w.when != 0 {
		w.when = t.awaits(s.body, w.when)
	}
	x.current = nil
	s.reasons = t.reasons
	if !s.weight.grow(w) {
		return false
	}
	s.changed = x.looks
	return true
}

// ask notes that what is being found out about depends on a summary.
func (x *Index) ask(s *summary) *summary {
	if x.current != nil && s != nil {
		x.current.asked[s] = true
	}
	return s
}

// isCallback says whether a type is that of functions without results.
func isCallback(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	return ok && sig.Results().Len() == 0
}
