package emit

import (
	"fmt"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// delegate gives k to the operation at the tail, and tells k what the last body tells the completion.
func (w *Writer) delegate() {
	arg, passed := w.part.Tail.Arg, w.part.K
	if w.part.TellsError() {
		passed = fmt.Sprintf("%s.ErrorOnly(%s)", w.pkg, w.part.K)
	}
	w.replace(arg.Pos(), arg.End(), passed)
	for _, call := range w.part.Told {
		w.replace(call.Fun.Pos(), call.Fun.End(), w.part.K)
		if w.part.TellsError() {
			w.replace(call.Lparen, call.Lparen+1, fmt.Sprintf("(%s.Unit{}, ", w.pkg))
		}
	}
}

// tail writes the type of what the operation at the tail delivers.
func (w *Writer) tail() string {
	if value := w.part.TailValue(); value != "" {
		return value
	}
	return w.pkg + ".Unit"
}

// tellError writes the end of a chain whose completion takes an error alone.
func (w *Writer) tellError(s *plan.Step) string {
	value := w.value(s)
	if w.part.End == plan.EndDelegate {
		value = w.tail()
	}
	err := w.part.Completion.Err
	return fmt.Sprintf("Settle(func(_ %s, %s error) { %s(%[2]s) })", value, err, w.completion())
}
