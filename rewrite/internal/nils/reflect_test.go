package nils

import "testing"

// reached is what has functions and methods in it, for those that look into values when they run.
const reached = `
type user struct{}

type keeper struct{}

func (*keeper) Keep(u user, done Done) { op(1, done) }

type table struct{ Keep func(u user, done Done) }

type private struct{ keep func(u user, done Done) }

func with(u user, done Done) { op(1, done) }

type tables struct {
	n     int
	Table *table
}

type embedding struct{ table }

type keepers struct{ All []keeper }

type app struct{}

func (app) Keeper() *keeper { return nil }

type named struct{ By map[string]app }

type fetcher struct{}

func (fetcher) Fetch(n int, done Done) int { op(n, done); return n }

type lister struct{}

func (lister) List(n int, done Done) { op(n, done) }

type counts struct{ Count func(u user, done Done) int }

func count(u user, done Done) int { op(1, done); return 1 }

type closer struct{ F func(u user, done Done) }

func (*closer) Write([]byte) (int, error) { return 0, nil }
`

// Who calls by reflection needs no names of types, and goes from value to value.
func TestBecomesReflected(t *testing.T) {
	ask(t, reached, []question{
		{"method", `func main() { script.Set("a", &keeper{}) }`, true},
		{"field", `func main() { script.Set("a", table{with}) }`, true},
		{"field behind a pointer", `func main() { script.Set("a", &table{Keep: with}) }`, true},
		{"field set later", `func main() { var t table; t.Keep = with; script.Set("a", &t) }`, true},
		{"field of a field", `func main() { script.Set("a", tables{1, &table{with}}) }`, true},
		{"field of what is embedded", `func main() { script.Set("a", embedding{table{with}}) }`, true},
		{"field of an element", `func main() { script.Set("a", []*table{{with}}) }`, true},
		{"field that is not exported", `func main() { script.Set("a", private{with}) }`, false},
		{"field of a type argument", `func main() { dep.RunT(table{with}); script.Set("a", 1) }`, true},
		{"method of a type argument", `func main() { dep.RunT(&keeper{}) }`, true},
		{"method of a field of a type argument", "" +
			`func main() { dep.RunT(&keepers{}); script.Set("a", 1) }`, true},
		{"method of a field of a type argument that nobody calls", "" +
			`func main() { dep.RunT(&keepers{}) }`, false},
		{"method of a field", `func main() { script.Set("a", &keepers{}) }`, true},
		{"method of a result", `func main() { script.Set("a", app{}) }`, true},
		{"method of a result of an element", `func main() { script.Set("a", named{}) }`, true},
		{"method of what a function returns", "" +
			`func main() { script.Set("a", func() *keeper { return nil }) }`, true},
		{"result of a generic method", "type box[T any] struct{ V T }\n" +
			"func (b box[T]) Map[R any](f func(T) R) box[R] { return box[R]{f(b.V)} }\n" +
			`func main() { script.Set("a", box[table]{}); _ = table{with} }`, true},
		{"by another package", "" +
			`func main() { script.Set("a", 1); quiet.NotNil(&tables{}); _ = table{with} }`, true},
		{"as one of the standard library", "" +
			`func main() { script.Set("a", 1); dep.RunWriter(&closer{with}) }`, false},
		{"printed", `func main() { script.Set("a", 1); fmt.Println(table{with}, &keeper{}) }`, false},
		{"own alone", `func main() { script.Set("a", 1); table{with}.Keep(user{}, said) }`, false},
	})
}

// Who does one thing without the other gets at less.
func TestBecomesRead(t *testing.T) {
	ask(t, reached, []question{
		{"field that is read", "func main() { dump.Dump(&table{with}) }", false},
		{"method beside a field that is read", "func main() { dump.Dump(&keeper{}) }", false},
		{"field beside a call", "func main() { invoke.Call(table{with}) }", false},
		{"field that is read by one and called by another", "" +
			"func main() { dump.Dump(&table{with}); invoke.Call(1) }", true},
	})
}

// Templates, and servers of net/rpc, call nothing without a result.
func TestBecomesShown(t *testing.T) {
	ask(t, reached, []question{
		{"method with a result", "func main() { view.Show(nil, fetcher{}) }", true},
		{"method without a result", "func main() { view.Show(nil, lister{}) }", false},
		{"method by another package", "func main() { quiet.NotNil(lister{}); view.Show(nil, 1) }", false},
		{"template", "func main() { _ = template.Must(nil, nil).Execute(nil, fetcher{}) }", true},
		{"template without a result", "" +
			"func main() { _ = template.Must(nil, nil).Execute(nil, lister{}) }", false},
		{"read by a template", "func main() { view.Show(nil, counts{count}) }", true},
		{"read by a template without a result", "func main() { view.Show(nil, table{with}) }", false},
		{"server", "func main() { _ = rpc.Register(fetcher{}) }", true},
		{"server without a result", "func main() { _ = rpc.Register(lister{}) }", false},
	})
}
