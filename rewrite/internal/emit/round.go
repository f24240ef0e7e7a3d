package emit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// again writes the function around a chain as the receiver of its outcome. Its
// parameters have other names than the variable, which they would hide.
func (w *Writer) again() string {
	s, name := w.part.Round, w.named(w.part.Again())
	n := len(s.Values)
	if n == 1 && s.ErrAt == 1 {
		return name
	}
	value, failure := "_", "_"
	var args []string
	for i, v := range s.Values {
		value = w.part.Tuple
		arg := value + "." + field(n, i)
		if n == 1 {
			value = cmp.Or(v.Name, w.part.Value)
			arg = value
		}
		args = append(args, arg)
	}
	if s.ErrAt >= 0 {
		failure = cmp.Or(s.Err.Name, "err")
		if failure == value || failure == name {
			failure = "failure"
		}
		args = slices.Insert(args, s.ErrAt, failure)
	}
	return fmt.Sprintf("func(%s %s, %s error) { %s(%s) }",
		value, w.value(s), failure, name, strings.Join(args, ", "))
}
