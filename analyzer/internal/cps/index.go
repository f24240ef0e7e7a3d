package cps

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// An Index knows which arguments of the calls of a package are one-shot
// continuations.
type Index struct {
	pass     *analysis.Pass
	patterns []*pattern
	matched  map[*pattern]bool
	scopes   map[ast.Decl]*scope
	params   map[paramKey]*summary
	order    []*summary // of params, by position
	facts    map[types.Object]*OneShot
}

// A paramKey names a parameter of a function with a body, or a field of it.
type paramKey struct {
	param *types.Var
	field string
}

// A summary is what is known of a parameter from the body of its function.
type summary struct {
	paramKey
	scope   *scope
	body    *ast.BlockStmt
	weight  weight
	reasons map[token.Pos]string
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
		patterns: patterns,
		matched:  make(map[*pattern]bool),
		scopes:   make(map[ast.Decl]*scope),
		params:   make(map[paramKey]*summary),
		facts:    make(map[types.Object]*OneShot),
	}
	for _, file := range pass.Files {
		x.readDirectives(file)
		for _, decl := range file.Decls {
			x.collect(decl)
		}
	}
	x.settle()
	x.export()
	return x, nil
}

// collect notes the parameters of function type that a declaration has.
func (x *Index) collect(decl ast.Decl) {
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			x.enter(decl, n.Type, n.Body)
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
		}
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
		s = newScope(x.pass.TypesInfo, decl)
		x.scopes[decl] = s
	}
	return s
}

// settle examines the bodies until nothing more is learned. It starts from
// the best, so that functions that pass continuations to each other do not
// condemn each other.
func (x *Index) settle() {
	slices.SortFunc(x.order, func(a, b *summary) int {
		return cmp.Compare(a.param.Pos(), b.param.Pos())
	})
	for grown := true; grown; {
		grown = false
		for _, s := range x.order {
			t := &tracer{index: x, scope: s.scope, target: s.param, field: s.field, reasons: make(map[token.Pos]string)}
			if s.weight.grow(t.trace(s.body)) {
				grown = true
			}
			s.reasons = t.reasons
		}
	}
}

// export turns the summaries of declared functions into facts.
func (x *Index) export() {
	for _, file := range x.pass.Files {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			obj, ok := x.pass.TypesInfo.Defs[fn.Name].(*types.Func)
			if !ok {
				continue // does not type-check
			}
			x.exportFunc(obj)
		}
	}
}

// exportFunc adds what the bodies say to what directives say of a function.
func (x *Index) exportFunc(fn *types.Func) {
	fact := x.facts[fn]
	if fact == nil {
		fact = new(OneShot)
	}
	params := fn.Signature().Params()
	for i := range params.Len() {
		s := x.params[paramKey{params.At(i), ""}]
		if s == nil {
			continue // not a function, or unnamed
		}
		p := s.fact(i)
		if declared := fact.param(i, ""); declared != nil {
			p.Declared = declared.Declared
			*declared = p
			continue
		}
		fact.Params = append(fact.Params, p)
	}
	if len(fact.Params) == 0 {
		return
	}
	slices.SortFunc(fact.Params, func(a, b Param) int {
		return cmp.Or(cmp.Compare(a.Index, b.Index), cmp.Compare(a.Field, b.Field))
	})
	x.facts[fn] = fact
	x.pass.ExportObjectFact(fn, fact)
}

// fact is a summary as other packages see it.
func (s *summary) fact(index int) Param {
	w := s.weight
	p := Param{
		Index:     index,
		Field:     s.field,
		Name:      s.param.Name(),
		Verdict:   w.verdict,
		Timing:    w.when.timing(),
		NilTested: w.nilTested,
		Spawned:   w.spawned(),
		Why:       w.why,
	}
	if w.verdict == Once && w.when == 0 {
		p.Verdict, p.Why = Lost, "is never called"
	}
	return p
}

// spawned says whether the calls are all that happens: the function is an
// executor.
func (w weight) spawned() bool {
	return w.verdict == Once && w.when&later != 0 && !w.worked
}

// isCallback says whether a type is that of functions without results.
func isCallback(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	return ok && sig.Results().Len() == 0
}
