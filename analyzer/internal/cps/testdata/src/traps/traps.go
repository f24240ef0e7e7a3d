// Calls that look like continuation-passing style and are not: nothing here
// is a launch.
package traps

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"sort"
	"sync"
	"testing"
	"time"
)

type Tx interface {
	ForEach(f func(k, v []byte) error) error
	OnCommit(f func())
	OnFailure(f func(error))
}

type DB interface {
	View(f func(Tx) error) error
	Update(f func(Tx, error))
	Batch(f func(Tx, error))
	WithTx(f func(Tx, error))
}

type Item interface {
	Value(f func([]byte) error) error
	Consume(f func([]byte, error)) bool
}

// Scopes of a transaction, an item or a lock, under names and by results.
func scopes(db DB, item Item, mu *sync.Mutex) {
	_ = db.View(func(tx Tx) error {
		return tx.ForEach(func(k, v []byte) error { return nil })
	})
	db.Update(func(tx Tx, err error) {
		tx.OnCommit(func() {})
		tx.OnFailure(func(error) {})
	})
	db.Batch(func(Tx, error) { db.WithTx(func(Tx, error) {}) })
	_ = item.Value(func([]byte) error { return nil })
	item.Consume(func([]byte, error) { item.Consume(func([]byte, error) {}) })
	locked(mu, func() {})
	withFile("a", func(*conn, error) {})
}

func locked(mu *sync.Mutex, f func()) {
	mu.Lock()
	defer mu.Unlock()
	f()
}

type conn struct{}

func withFile(name string, f func(*conn, error)) {
	f(new(conn), nil)
}

// Iteration.
type Array interface {
	ForEach(f func(int, error))
	ForEachDeadline(f func(int, error))
	Walk(f func(int, error))
	RangeKeys(f func(string))
}

func iteration(a Array, xs []int, m *sync.Map) {
	a.ForEachDeadline(func(int, error) {
		a.ForEach(func(int, error) { a.Walk(func(int, error) {}) })
	})
	a.RangeKeys(func(string) {})
	sort.Slice(xs, func(i, j int) bool { return xs[i] < xs[j] })
	m.Range(func(k, v any) bool { return true })
	_ = filepath.WalkDir(".", func(string, fs.DirEntry, error) error { return nil })
	for range func(yield func(int) bool) {} {
	}
}

// Emulated exceptions.
type attempt struct{ err error }

func Try(f func()) *attempt {
	a := new(attempt)
	defer func() {
		if err, ok := recover().(error); ok {
			a.err = err
		}
	}()
	f()
	return a
}

func (a *attempt) Catch(f func(error)) {
	if a.err != nil {
		f(a.err)
	}
}

func exceptions() {
	Try(func() { panic(errors.New("x")) }).Catch(func(error) {})
}

// A request that blocks until the answer has been handled on another
// goroutine.
func request(k func(string, error)) error {
	result := make(chan error, 1)
	go func() {
		k("answer", nil)
		result <- nil
	}()
	return <-result
}

// An actor that is asked and waited for.
type actor struct{ inbox chan func() }

func (a *actor) Block(f func()) {
	done := make(chan struct{})
	a.inbox <- func() {
		f()
		close(done)
	}
	<-done
}

func blocking(a *actor) {
	_ = request(func(string, error) {})
	a.Block(func() {})
}

// Directory and router languages, tests.
type Router interface {
	Route(path string, f func(r Router))
	Get(path string, f func(w, r any))
	Use(f func(any, error))
}

func routes(r Router) {
	r.Route("/", func(r Router) {
		r.Route("/a", func(r Router) { r.Get("/b", func(w, r any) {}) })
		r.Use(func(any, error) {})
	})
}

func TestTree(t *testing.T) {
	t.Run("a", func(t *testing.T) {
		t.Run("b", func(t *testing.T) { t.Cleanup(func() {}) })
	})
	Describe("x", func() { It("y", func() {}) })
	Each(func(t *testing.T, err error) {})
	parallel(func(t *testing.T) {})
}

func parallel(f func(*testing.T)) {
	go func() {
		time.Sleep(1)
		f(nil)
	}()
}

func Describe(text string, f func()) { specs = append(specs, f) }
func It(text string, f func())       { specs = append(specs, f) }
func Each(f func(*testing.T, error)) { tests = append(tests, f) }

var (
	specs []func()
	tests []func(*testing.T, error)
)

// Polling helpers call until it works.
func checkFor(f func() error) {
	for f() != nil {
	}
}

func eventually(f func(error)) {
	for range 3 {
		go f(nil)
	}
}

func polling() {
	checkFor(func() error { return nil })
	eventually(func(error) {})
}

// Events and registrations.
type Peer interface {
	OnDataChannel(f func(string, error))
	OnOpen(f func())
	OnError(f func(error))
	Subscribe(topic string, f func(string, error)) (cancel func())
	Listen(f func(*conn, error))
	ReadStart(onRead func([]byte, error))
	AddHandler(f func(any, error))
	RegisterTick(f func(error))
	SetErrorHandler(f func(error))
	HandleFunc(path string, f func(any, error))
	WatchKey(key string, f func(string, error))
	ConnectSignal(name string, f func(any, error))
	Observe(f func(int, error))
	Notify(f func(error))
	SetInterval(d time.Duration, f func(error))
	ScheduleRepeating(d time.Duration, f func(error))
	Handlers(map[string]func(error))
	All(fs ...func(error))
}

func events(p Peer) {
	p.OnDataChannel(func(string, error) {
		p.OnOpen(func() {})
		p.OnError(func(error) {})
	})
	p.Subscribe("a", func(string, error) {})
	p.Listen(func(*conn, error) { p.ReadStart(func([]byte, error) {}) })
	p.AddHandler(func(any, error) {})
	p.RegisterTick(func(error) {})
	p.SetErrorHandler(func(error) {})
	p.HandleFunc("/", func(any, error) {})
	p.WatchKey("a", func(string, error) {})
	p.ConnectSignal("clicked", func(any, error) {})
	p.Observe(func(int, error) {})
	p.Notify(func(error) {})
	p.SetInterval(1, func(error) {})
	p.ScheduleRepeating(1, func(error) {})
	p.Handlers(map[string]func(error){"a": func(error) {}})
	p.All(func(error) {}, func(error) {})
}

type emitter struct {
	listeners []func(error)
	pending   map[int]func(error)
	failed    func(error)
}

func (e *emitter) Fail(f func(error))        { e.failed = f }
func (e *emitter) Add(f func(error))         { e.listeners = append(e.listeners, f) }
func (e *emitter) Send(id int, f func(error)) { e.pending[id] = f }
func (e *emitter) Once(f func(error)) {
	var once sync.Once
	e.listeners = append(e.listeners, func(err error) {
		once.Do(func() {})
		f(err)
	})
}

func emitters(e *emitter) {
	e.Fail(func(error) {})
	e.Add(func(error) {})
	e.Send(1, func(error) {})
	e.Once(func(error) {})
}

// Tasks: the function is the work, not what comes after it.
type Pool interface {
	Submit(f func(error))
	Go(f func(error))
}

type group struct{ wg sync.WaitGroup }

func (g *group) GoAttach(f func()) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		f()
	}()
}

func (g *group) SpawnContext(f func(context.Context)) {
	go func() {
		time.Sleep(1)
		f(context.Background())
	}()
}

func tasks(p Pool, g *group, wg *sync.WaitGroup, once *sync.Once) {
	p.Submit(func(error) { p.Go(func(error) {}) })
	g.GoAttach(func() { g.GoAttach(func() {}) })
	g.SpawnContext(func(context.Context) {})
	wg.Go(func() { wg.Go(func() {}) })
	once.Do(func() {})
}

// Constructors, options, declarative builders.
type Config struct {
	OnError  func(error)
	Handler  func(any, error)
	Less     func(a, b int) bool
	Check    func(string, error)
	Validate func(error)
}

type Bar interface {
	AddBottomBar(f func(Bar))
	OnClick(f func(any, error))
	Maker(f func(Bar))
}

func NewServer(c Config) int                     { return 0 }
func NewClient(f func(error)) int                { return 0 }
func WithErrorFunc(f func(error)) func()         { return nil }
func MakeReader(f func([]byte, error)) any       { return f }
func Provide(f func(any, error))                 {}
func serve(c Config)                             {}

func constructors(b Bar) {
	NewServer(Config{OnError: func(error) {}, Handler: func(any, error) {}})
	serve(Config{
		Check:    func(string, error) {},
		Validate: func(error) {},
		OnError:  func(error) {},
	})
	NewClient(func(error) {})
	WithErrorFunc(func(error) {})
	MakeReader(func([]byte, error) {})
	Provide(func(any, error) {})
	b.AddBottomBar(func(b Bar) {
		b.OnClick(func(any, error) {})
		b.Maker(func(Bar) {})
	})
}

// Results that the callee uses.
type Hooks struct {
	OnStop func(context.Context) error
}

func results(append func(Hooks), compute func(func(int) (int, error))) {
	append(Hooks{OnStop: func(context.Context) error { return nil }})
	compute(func(int) (int, error) { return 0, nil })
}

// A promise library.
type Promise struct{ done chan struct{} }

func NewPromise(f func(resolve func(int), reject func(error))) *Promise {
	p := &Promise{make(chan struct{})}
	go f(func(int) { close(p.done) }, func(error) { close(p.done) })
	return p
}

func (p *Promise) Then(f func(int) error, g func(error) error) *Promise { return p }

func promises() {
	NewPromise(func(resolve func(int), reject func(error)) {
		NewPromise(func(resolve func(int), reject func(error)) { resolve(1) })
	}).Then(func(int) error { return nil }, func(error) error { return nil })
}

// Two functions in one call, both for data.
type Scanner interface {
	ScanRows(onRow func(int, error), each func(string, error))
}

func scans(s Scanner) {
	s.ScanRows(func(int, error) {}, func(string, error) {})
}

// What is passed is not a function of the callee's parameter.
func anything(print func(...any), any func(any)) {
	print(func(error) {})
	any(func(error) {})
	_ = append([]func(error){}, func(error) {})
	func() {}()
}

// A function that waits for signals and calls each of its handlers once.
func onSignals(interrupt, stop chan int, gracefulHandler, onHardStop func(int)) {
	go func() {
		gracefulHandler(<-interrupt)
		onHardStop(<-stop)
	}()
}

func awaitSignals(interrupt, stop chan int, gracefulHandler, onHardStopHandler func(int)) {
	go func() {
		gracefulHandler(<-interrupt)
		onHardStopHandler(<-stop)
	}()
}

func signals(c chan int) {
	onSignals(c, c, func(int) {}, func(int) {})
	awaitSignals(c, c, func(int) {}, func(int) {})
}
