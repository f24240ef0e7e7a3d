package emit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// value writes the type of what an operation delivers, beside an error.
func (w *Writer) value(s *plan.Step) string {
	types := make([]string, len(s.Values))
	for i, v := range s.Values {
		types[i] = w.typ(v.Type)
	}
	switch len(types) {
	case 0:
		return w.pkg + ".Unit"
	case 1:
		return types[0]
	case 2:
		return fmt.Sprintf("%s.Pair[%s]", w.pkg, strings.Join(types, ", "))
	case 3:
		return fmt.Sprintf("%s.Triple[%s]", w.pkg, strings.Join(types, ", "))
	}
	fields := make([]string, len(types))
	for i, t := range types {
		fields[i] = field(len(types), i) + " " + t
	}
	return fmt.Sprintf("struct{ %s }", strings.Join(fields, "; "))
}

// field is the name of the component at index i of n values.
func field(n, i int) string {
	if n <= 3 {
		return [...]string{"First", "Second", "Third"}[i]
	}
	return fmt.Sprintf("V%d", i+1)
}

// continuation writes what an operation is given in place of a literal: k, in
// the convention of the operation.
func (w *Writer) continuation(s *plan.Step) string {
	k, err, n := w.part.K, s.Convention.Error, len(s.Values)
	switch {
	case s.Concrete:
		return w.tested(s)
	case n == 1 && err == 1:
		return k
	case n == 1 && err == 0:
		return fmt.Sprintf("%s.ErrorFirst(%s)", w.pkg, k)
	case n == 0 && err == 0:
		return fmt.Sprintf("%s.ErrorOnly(%s)", w.pkg, k)
	case n == 1 && err < 0:
		return fmt.Sprintf("%s.ValueOnly(%s)", w.pkg, k)
	case n == 0 && err < 0:
		return fmt.Sprintf("%s.Signal(%s)", w.pkg, k)
	case n == 2 && err == 2:
		return fmt.Sprintf("%s.Paired(%s)", w.pkg, k)
	case n == 3 && err == 3:
		return fmt.Sprintf("%s.Tripled(%s)", w.pkg, k)
	case n == 2 && err < 0:
		return fmt.Sprintf("%s.PairOnly(%s)", w.pkg, k)
	case n == 3 && err < 0:
		return fmt.Sprintf("%s.TripleOnly(%s)", w.pkg, k)
	}
	return w.bridge(s)
}

// bridge writes a literal that packs several values into one.
func (w *Writer) bridge(s *plan.Step) string {
	var params, fields []string
	failure := "nil"
	index := 0
	for i := range len(s.Values) + btoi(s.Err != nil) {
		if i == s.Convention.Error {
			failure = w.part.Failure
			params = append(params, failure+" "+w.typ(s.Err.Type))
			continue
		}
		name := fmt.Sprintf("%s%d", w.part.Value, index+1)
		params = append(params, name+" "+w.typ(s.Values[index].Type))
		fields = append(fields, fmt.Sprintf("%s: %s", field(len(s.Values), index), name))
		index++
	}
	return fmt.Sprintf("func(%s) { %s(%s{%s}, %s) }",
		strings.Join(params, ", "), w.part.K, w.value(s), strings.Join(fields, ", "), failure)
}

// tested writes a literal that tests a pointer before it becomes an error.
func (w *Writer) tested(s *plan.Step) string {
	var params, fields []string
	for i, v := range s.Values {
		name := fmt.Sprintf("%s%d", w.part.Value, i+1)
		params = append(params, name+" "+w.typ(v.Type))
		fields = append(fields, fmt.Sprintf("%s: %s", field(len(s.Values), i), name))
	}
	value := fmt.Sprintf("%s{%s}", w.value(s), strings.Join(fields, ", "))
	if len(s.Values) == 1 {
		value = w.part.Value
		params[0] = value + " " + w.typ(s.Values[0].Type)
	}
	params = slices.Insert(params, s.ErrAt, w.part.Failure+" "+w.typ(s.Err.Type))
	const test = "func(%[1]s) {\nif %[2]s != nil {\n%[3]s(%[4]s, %[2]s)\nreturn\n}\n%[3]s(%[4]s, nil)\n}"
	return fmt.Sprintf(test, strings.Join(params, ", "), w.part.Failure, w.part.K, value)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
