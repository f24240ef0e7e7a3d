package adapt

import (
	"go/token"
	"go/types"
	"maps"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A scope gives out names, each once.
type scope map[string]bool

// fresh returns the name, with a number when somebody has it.
func (s scope) fresh(name string) string {
	try := name
	for i := 2; s[try] || token.IsKeyword(try); i++ {
		try = name + strconv.Itoa(i)
	}
	s[try] = true
	return try
}

// names gives every parameter and result of the adapter a name: its own, where
// that means nothing else.
//
// The body of an operation knows them by their own names, whatever these mean. All
// others mean nothing outside of it.
func (a *adapter) names() {
	s := make(scope)
	for name := range a.meanings() {
		s[name] = true
	}
	bridge := maps.Clone(s)
	if a.op.Body != nil {
		a.reserve(s)
	}
	if recv := a.sig.Recv(); recv != nil && !a.known(recv.Name()) {
		a.recv.name = a.nameIn(s, a.recv)
	}
	for _, list := range [][]*param{a.params, a.beside} {
		for _, p := range list {
			if !a.known(p.name) {
				p.name = a.nameIn(s, p)
			}
		}
	}
	a.promise = s.fresh("p")
	if a.k = a.done; !a.known(a.done) || !a.settlesDirectly() {
		a.k = s.fresh("k")
	}
	if a.op.Body == nil {
		bridge = maps.Clone(s)
	}
	if a.fails {
		a.err = s.fresh("err")
	}
	bridge[a.k] = true
	a.nameOutcome(bridge)
}

// known reports whether the operation's body may use a name.
func (a *adapter) known(name string) bool { return a.op.Body != nil && !blank(name) }

// reserve takes the names that mean something in the operation's body and are
// declared outside of it.
func (a *adapter) reserve(s scope) {
	maps.Copy(s, a.op.Body.Free)
	lists := []*types.Tuple{a.sig.Params(), a.sig.Results()}
	if recv := a.sig.Recv(); recv != nil {
		lists = append(lists, types.NewTuple(recv))
	}
	for _, list := range lists {
		for v := range list.Variables() {
			s[v.Name()] = true
		}
	}
}

// nameOutcome names the continuation's parameters, and the fields that they
// become.
func (a *adapter) nameOutcome(s scope) {
	fields := make(scope)
	for i, p := range a.outcome.params {
		if i == a.outcome.failure {
			p.name = "err"
		}
		if a.result != nil && i != a.outcome.failure {
			field := fields.fresh(fieldName(nameFor(p)))
			a.result.fields[index(a.outcome.values, i)] = &param{field, p.typ}
		}
		p.name = a.nameIn(s, p)
	}
}

func index(list []int, want int) int {
	for i, n := range list {
		if n == want {
			return i
		}
	}
	return -1
}

// meanings lists the names that the body uses for other things than
// parameters.
func (a *adapter) meanings() map[string]bool {
	used := map[string]bool{"nil": true, "error": true, runtimeName: true}
	for _, p := range a.outcome.params {
		a.spelling.mentions(p.typ, used)
	}
	for _, p := range a.tparams {
		used[a.spelling.typeParam(p)] = true
	}
	if a.owner == "" {
		a.spelling.mention(a.op.Func, used)
	}
	return used
}

// nameIn gives out a name for a parameter: its own, or one after its type. The latter is that
// of no package whose types the adapter has: the file would have to call that something else.
func (a *adapter) nameIn(s scope, p *param) string {
	if !blank(p.name) {
		return s.fresh(p.name)
	}
	name := nameFor(p)
	if p == a.recv {
		name = variableName(a.owner)
	}
	if usual := usualNames[types.TypeString(types.Unalias(p.typ), nil)]; usual != "" {
		name = usual
	}
	free := maps.Clone(s)
	for _, t := range a.types() {
		a.spelling.packages(t, free)
	}
	name = free.fresh(name)
	s[name] = true
	return name
}

// usualNames are those that everybody has for parameters of a type.
var usualNames = map[string]string{"context.Context": "ctx", "error": "err"}

// nameFor is a name for a parameter: its own, or one after its type.
func nameFor(p *param) string {
	if !blank(p.name) {
		return p.name
	}
	t := types.Unalias(p.typ)
	if pointer, ok := t.(*types.Pointer); ok {
		t = types.Unalias(pointer.Elem())
	}
	if named, ok := t.(*types.Named); ok {
		return variableName(named.Obj().Name())
	}
	return "value"
}

func blank(name string) bool { return name == "" || name == "_" }

// initialisms are words that Go writes in capitals.
var initialisms = map[string]string{
	"id": "ID", "ok": "OK", "url": "URL", "uri": "URI", "ip": "IP", "http": "HTTP", "cas": "CAS",
}

// fieldName is the exported form of a parameter's name.
func fieldName(name string) string {
	if upper, ok := initialisms[name]; ok {
		return upper
	}
	name = strings.TrimLeft(name, "_")
	if name == "" {
		return "Value"
	}
	if upper := upperFirst(name); token.IsExported(upper) {
		return upper
	}
	return "V" + name // a script without capitals
}

// variableName is a name for a value of a type: client for Client, api for API,
// dcpAgent for DCPAgent.
func variableName(typ string) string {
	r := []rune(typ)
	for i := range r {
		if !unicode.IsUpper(r[i]) || i > 0 && i+1 < len(r) && unicode.IsLower(r[i+1]) {
			break
		}
		r[i] = unicode.ToLower(r[i])
	}
	return string(r)
}

func upperFirst(name string) string {
	r, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[size:]
}

func lowerFirst(name string) string {
	r, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(r)) + name[size:]
}
