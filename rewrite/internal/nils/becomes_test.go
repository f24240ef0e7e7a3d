package nils

import "testing"

// servers are what other packages may call with nil, if they see it.
const servers = `
type server struct{}

func (server) Error() string            { return "" }
func (server) Close() error             { return nil }
func (server) Serve(n int, done Done)   { op(n, done) }

type hidden struct{}

func (hidden) Close() error           { return nil }
func (hidden) serve(n int, done Done) { op(n, done) }

type own interface{ Close() error }

type both interface {
	Close() error
	Serve(n int, done Done)
}

type embeds struct{ dep.Reg }

type other dep.Reg

type alias = dep.Reg
`

// What another package gets as something of an interface it may ask for more, and call with nil.
func TestBecomes(t *testing.T) {
	ask(t, servers, []question{
		// a call
		{"interface", "func main() { dep.Run(server{}) }", true},
		{"any", "func main() { dep.RunAny(serve) }", true},
		{"methods", "func main() { dep.RunAny(server{}) }", true},
		{"methods of a pointer", "func main() { dep.RunAny(&server{}) }", true},
		{"unexported", "func main() { dep.RunAny(hidden{}) }", false},
		{"named", "func main() { dep.RunNamed(serve) }", true},
		{"error", "func main() { dep.RunError(server{}) }", true},
		{"another interface", "func main() { dep.RunCloser(server{}) }", true},
		{"variadic", "func main() { dep.RunAll(1, serve) }", true},
		{"spread", "func main() { dep.RunAll([]any{serve}...) }", true},
		{"several values", "func two() (int, Done2) { return 1, serve }\n" +
			"type Done2 = func(int, Done)\nfunc main() { dep.RunAll(two()) }", true},
		{"function value", "func main() { f := dep.RunAny; f(serve) }", true},
		{"method of a field", "type m struct{ s server }\n" +
			"func main() { var x m; x.s = server{}; dep.RunCloser(x.s) }", true},
		{"function that sets", "func main() { dep.Setter()(serve) }", true},
		{"result of a function", "func main() { dep.RunFunc(func() any { return serve }) }", true},
		{"result of a method", "type getter struct{}\n" +
			"func (getter) Get() any { return serve }\n" +
			"func main() { dep.RunGetter(getter{}) }", true},
		{"pointer", "func main() { var x any = serve; dep.RunPointer(&x) }", true},
		{"pointer to a function", "func main() { f := serve; dep.RunAny(&f) }", true},
		{"pointer to an interface", "func main() { var f both = server{}; dep.RunAny(&f) }", true},
		{"conversion", "func main() { dep.RunAny(any(serve)) }", true},
		{"append", "func main() { dep.RunSlice(append([]any{}, serve)) }", true},
		{"deferred", "func main() { defer dep.RunAny(serve) }", true},
		{"goroutine", "func main() { go dep.RunAny(serve) }", true},
		{"method value", "func main() { dep.RunAny(server{}.Serve) }", true},
		{"method expression", "func main() { dep.RunAny(server.Serve) }", false},

		// what is of a literal
		{"slice", "func main() { dep.RunSlice([]any{server{}}) }", true},
		{"map", `func main() { dep.RunMap(map[string]any{"a": serve}) }`, true},
		{"keys", "func main() { dep.RunKeys(map[any]int{server{}: 1}) }", true},
		{"array", "func main() { x := [...]any{serve}; dep.RunSlice(x[:]) }", true},
		{"struct", "func main() { dep.RunStruct(struct{ V any }{serve}) }", true},
		{"field", "func main() { dep.Reg{V: serve}.Run() }", true},
		{"field without a name", "func main() { dep.Reg{serve}.Run() }", true},
		{"field of what is embedded", "func main() { embeds{dep.Reg{serve}}.Run() }", true},
		{"field of another type", "func main() { dep.Reg(other{V: serve}).Run() }", true},
		{"field by an alias", "func main() { alias{V: serve}.Run() }", true},
		{"elided", "func main() { _ = []dep.Reg{{V: serve}} }", true},
		{"elided pointer", "func main() { _ = []*dep.Reg{{V: serve}} }", true},
		{"elided pointer without a name", "func main() { _ = []*dep.Reg{{serve}} }", true},
		{"named map", `func main() { dep.Funcs{"a": serve}.Run() }`, true},

		// an assignment
		{"variable", "func main() { dep.Hook = serve }", true},
		{"element", `func main() { dep.Hooks["a"] = serve }`, true},
		{"field later", "func main() { var r dep.Reg; r.V = serve; r.Run() }", true},
		{"field of what is embedded later", "func main() { var r embeds; r.V = serve; r.Run() }", true},
		{"through a pointer", "func main() { p := &dep.Hook; *p = serve }", true},
		{"declaration", "var x any = serve\nfunc main() { dep.RunAny(x) }", true},
		{"of a package", `var table = map[string]any{"a": serve}` + "\n" +
			"func main() { dep.RunMap(table) }", true},
		{"several", "func main() { var x, y any = 1, serve; dep.RunAny(x); dep.RunAny(y) }", true},
		{"of a call", "func two() (int, server) { return 1, server{} }\n" +
			"func main() { var x, y any = two(); dep.RunAny(x); dep.RunAny(y) }", true},
		{"of an element that is there", "func main() { m := map[int]server{}; var x any\n" +
			"x, _ = m[1]; dep.RunAny(x) }", true},
		{"of a range", "func main() { var x any; for _, x = range []server{{}} { dep.RunAny(x) } }", true},
		{"of the keys of a range", "func main() { var x any\n" +
			"for x = range map[server]int{} { dep.RunAny(x) } }", true},
		{"of an iterator", "func main() { var x any\n" +
			"for x = range slices.Values([]server{{}}) { dep.RunAny(x) } }", true},
		{"closure", "func main() { var x any; set := func() { x = serve }; set(); dep.RunAny(x) }", true},
		{"got", `func main() { dep.Registry()["a"] = serve }`, true},
		{"got with a type", `func main() { dep.Table()["a"] = serve }`, true},

		// others
		{"channel", "func main() { dep.Chan <- serve }", true},
		{"return", "func f() any { return serve }\nfunc main() { dep.RunAny(f()) }", true},
		{"return of a call", "func f() (any, error) { return g() }\n" +
			"func g() (server, error) { return server{}, nil }\n" +
			"func main() { x, _ := f(); dep.RunAny(x) }", true},
		{"key", "func main() { " +
			"m := map[any]int{}; _ = m[server{}]; m[server{}]++; dep.RunKeys(m) }", true},
		{"panic", "func main() { defer func() { dep.RunAny(recover()) }(); panic(server{}) }", true},

		// through an interface of its own
		{"own interface", "func f(x own) { dep.RunAny(x) }\nfunc main() { f(server{}) }", true},
		{"two of them", "func f(x both) { g(x) }\nfunc g(x own) { dep.RunAny(x) }\n" +
			"func main() { f(server{}) }", true},
		{"asserted", "func f(x any) { dep.RunError(x.(error)) }\nfunc main() { f(server{}) }", true},
		{"switched", "func f(x own) { switch x := x.(type) { case error: dep.RunError(x) } }\n" +
			"func main() { f(server{}) }", true},
		{"own interface alone", "func f(x both) { x.Serve(1, said) }\nfunc main() { f(server{}) }", false},
		{"own interface alone beside another", "func f(x own) { x.Close() }\n" +
			"func main() { f(server{}); dep.RunCloser(hidden{}) }", false},
	})
}

func TestBecomesGeneric(t *testing.T) {
	const generic = `
func wrap[T any](x T) any { return x }

type holder[T any] struct{ x T }

func (h holder[U]) run() { dep.RunAny(h.x) }
`
	ask(t, servers+generic, []question{
		{"constraint", "func main() { dep.RunServer(server{}) }", true},
		{"any", "func main() { dep.RunT(server{}) }", true},
		{"slice", "func main() { dep.RunTs([]server{{}}) }", true},
		{"function", "func main() { dep.RunF(serve) }", true},
		{"pointer", "func main() { dep.RunP[server]() }", true},
		{"value", "func main() { f := dep.RunServer[server]; f(server{}) }", true},
		{"type", "func main() { _ = dep.Box[server]{V: server{}} }", true},
		{"own function", "func main() { dep.RunAny(wrap(server{})) }", true},
		{"own type", "func main() { holder[server]{}.run() }", true},
		{"own type of a function", "func main() { holder[func(int, Done)]{serve}.run() }", true},
		{"own function that hands on", "func f[T dep.Server](x T) { dep.RunServer(x) }\n" +
			"func main() { f(server{}) }", true},
		{"alone", "func same[T any](x T) T { return x }\n" +
			"func main() { _ = same(server{}) }", false},
	})
}

// Of some packages it is known that they call nothing of what they get.
func TestBecomesKnown(t *testing.T) {
	ask(t, servers, []question{
		{"printed", "func main() { fmt.Println(server{}); dep.RunAny(1) }", false},
		{"function printed", `func main() { fmt.Printf("%p", serve); dep.RunAny(1) }`, false},
		{"logged", "func main() { log.Print(server{}); dep.RunAny(1) }", false},
		{"own interface printed", "func f(x own) { fmt.Println(x) }\n" +
			"func main() { f(server{}); dep.RunAny(1) }", false},
		{"wrapped", `func main() { dep.RunError(fmt.Errorf("%w", server{})) }`, true},
		{"joined", "func main() { dep.RunError(errors.Join(server{})) }", true},
		{"kept", "func main() { var m sync.Map; " +
			"m.Store(1, server{}); x, _ := m.Load(1); dep.RunAny(x) }", true},
		{"in a context", "func main() { " +
			"dep.RunAny(context.WithValue(context.Background(), 1, serve)) }", true},
		{"pointer", "func main() { " +
			"var p atomic.Pointer[server]; p.Store(&server{}); dep.RunAny(1) }", false},
		{"slices", "func main() { _ = slices.Contains([]server{}, server{}); dep.RunAny(1) }", false},
		{"inserted", "func main() { " +
			"dep.RunSlice(slices.Insert[[]any, any](nil, 0, server{})) }", true},
		{"told", `func main() { slog.Info("a", "server", server{}); dep.RunAny(1) }`, false},
		{"encoded", "func main() { _, _ = xml.Marshal(server{}); dep.RunAny(1) }", false},
		{"its type", "func main() { _ = reflect.TypeOf(server{}); dep.RunAny(1) }", false},
		{"its value", "func main() { _ = reflect.ValueOf(server{}).Kind(); dep.RunT(1) }", false},
		{"writer", "func (server) Write([]byte) (int, error) { return 0, nil }\n" +
			`func main() { _, _ = io.WriteString(server{}, "a"); dep.RunAny(1) }`, false},
		{"by its name", "func main() { _ = rpc.Register(server{}) }", true},
		{"template", `func main() { _ = template.Must(nil, nil).Execute(nil, server{}) }`, true},
		{"functions of a template", "func main() { " +
			`template.New("").Funcs(template.FuncMap{"a": serve}) }`, true},
	})
}

// Of what is behind an interface others call the methods that they ask for, and what has types that
// they can write.
func TestBecomesAsked(t *testing.T) {
	const types = `
type fetcher struct{}

func (fetcher) Fetch(n int, done Done) { op(n, done) }

type user struct{}

type keeper struct{}

func (keeper) Keep(u user, done Done) { op(1, done) }

type counter struct{}

func (counter) Count(u user, done Done) int { op(1, done); return 1 }

type server struct{}

func (server) Listen(n int, done Done) { op(n, done) }
func (server) Serve(done Done)         { op(1, done) }

type list[T any] struct{ dep.List[T] }

type lists[T any] struct{ list[map[string]T] }

func handle[T any](h any) { dep.List[T]{}.Handle(h) }

func (list[T]) handle(h any) { handle[T](h) }

func run(w io.Writer) { dep.RunAny(w) }

type listener interface {
	io.Writer
	Listen(n int, done Done)
}

type conn struct{ server }

func (conn) Write([]byte) (int, error) { return 0, nil }

func runAll(l listener) { run(l) }

type users = []user

func with(u user, done Done) { op(2, done) }

type handler func(int, Done)
`
	ask(t, types, []question{
		{"asked for", "func main() { dep.RunAny(fetcher{}) }", true},
		{"as one of the standard library", "func (fetcher) Write([]byte) (int, error) { return 0, nil }\n" +
			"func main() { dep.RunWriter(fetcher{}) }", true},
		{"by one of the standard library", "func (fetcher) Write([]byte) (int, error) { return 0, nil }\n" +
			"func main() { run(fetcher{}) }", true},
		{"not asked for", "func main() { dep.RunAny(server{}) }", false},
		{"of one of its own that is not asked for", "func main() { runAll(conn{}) }", false},
		{"of one of its own", "func (conn) Fetch(n int, done Done) { op(n, done) }\n" +
			"func main() { runAll(conn{}) }", true},
		{"of a type of its own", "func main() { dep.RunAny(keeper{}) }", false},
		{"of a type that others are told", "func main() { " +
			"_ = dep.List[user]{}; dep.RunAny(keeper{}) }", true},
		{"of a type that others are told by another name", "func main() { " +
			"_ = dep.List[users]{}; dep.RunAny(keeper{}) }", true},
		{"of a type that others are told by a type", "func main() { list[user]{}.Handle(keeper{}) }", true},
		{"by a type of a type", "func main() { lists[user]{}.Handle(keeper{}) }", true},
		{"by a function", "func main() { handle[user](keeper{}) }", true},
		{"by a method", "func main() { list[user]{}.handle(keeper{}) }", true},
		{"of another one", "func main() { list[int]{}.Handle(keeper{}) }", false},
		{"function of one", "func main() { _ = dep.List[user]{}; dep.RunAny(with) }", true},
		{"function of a type of its own", "func main() { dep.RunAny(with) }", false},
		{"function with a type of its own", "func main() { dep.RunAny(handler(serve)) }", false},
		{"function of a type of its own that is called", "func main() { invoke.Call(with) }", true},
		{"function with a type of its own that is called", "" +
			"func main() { invoke.Call(handler(serve)) }", true},
		{"method of a type of its own", "func main() { invoke.Call(keeper{}) }", false},
		{"reflected", "func main() { _ = rpc.Register(counter{}) }", true},
		{"reflected later", "func main() { dep.RunAny(1); f(counter{}) }\n" +
			"func f(x any) { _ = rpc.Register(x) }", true},
		{"type argument", "func main() { dep.RunT(keeper{}) }", true},
	})
}

// Where nothing is asked for, nothing is called that is none of an interface.
func TestBecomesQuiet(t *testing.T) {
	const fetcher = "type fetcher struct{}\nfunc (fetcher) Fetch(n int, done Done) { op(n, done) }\n"
	ask(t, fetcher, []question{
		{"method", "func main() { quiet.NotNil(fetcher{}) }", false},
		{"method, beside others", "func main() { quiet.NotNil(fetcher{}); dep.RunAny(1) }", true},
		{"function", "func main() { quiet.Wrap(serve) }", true},
	})
}

// Some look for methods when they run.
func TestBecomesFound(t *testing.T) {
	const types = `
type fetcher struct{}

func (fetcher) Fetch(n int, done Done) { op(n, done) }

type suite struct{ find.Suite }

type user struct{}

type keeper struct{ find.Suite }

func (keeper) Keep(u user, done Done) { op(1, done) }

type server struct{ find.Suite }

func (server) Serve(n int, done Done) { op(n, done) }

type conn struct{}

func (conn) Write([]byte) (int, error) { return 0, nil }
func (conn) Listen(n int, done Done)   { op(n, done) }
`
	ask(t, types, []question{
		{"method", "func main() { find.Call(fetcher{}) }", true},
		{"by an interface", "func main() { find.Run(server{}) }", true},
		{"of a type of its own", "func main() { find.Call(keeper{}) }", true},
		{"by whom they give it to", "func main() { find.Run(suite{}); quiet.NotNil(fetcher{}) }", true},
		{"as one of the standard library", "func main() { find.Run(suite{}); dep.RunWriter(conn{}) }", false},
	})
}

// What another package gets without an interface: types of its own with functions in them.
func TestBecomesOthers(t *testing.T) {
	const of = "type of struct{ F func(int, Done) }\n"
	ask(t, servers+of, []question{
		{"map with methods", `func main() { var r runner = dep.Handlers{"a": serve}; r.Run() }` +
			"\ntype runner interface{ Run() }", true},
		{"converted", "func main() { dep.Conf(of{serve}).Run() }", true},
		{"assigned", "func main() { dep.RunConf(struct{ F func(int, Done) }{serve}) }", true},
		{"declared", "func main() { var c dep.Conf = struct{ F func(int, Done) }{serve}; c.Run() }", true},
		{"pointer", "func main() { dep.RunConfs((*dep.Conf)(&of{serve})) }", true},
		{"own alone", "func main() { of{serve}.F(1, said) }", false},
		{"converted from it", "func main() { var c dep.Conf; op(1, got(of(c))) }\n" +
			"func got(o of) Done { o.F(1, said); return said }", false},
	})
}

// What comes from other packages as something of an interface is theirs.
func TestComesAs(t *testing.T) {
	ask(t, servers, []question{
		{"asserted", "func main() { op(1, dep.Look().(func() Done)()) }", true},
		{"asserted later", "func main() { f, ok := dep.Look().(func() Done); if ok { op(1, f()) } }", true},
		{"switched", "func main() { switch f := dep.Look().(type) { case func() Done: op(1, f()) } }", true},
		{"filled", "func main() { f := func() Done { return said }; dep.Fill(&f); op(1, f()) }", true},
		{"asserted by a generic function", "func as[T any](x any) T { v, _ := x.(T); return v }\n" +
			"func main() { op(1, as[func() Done](dep.Look())()) }", true},
		{"own", "func f() any { return func() Done { return said } }\n" +
			"func main() { op(1, f().(func() Done)()) }", false},
	})
}
