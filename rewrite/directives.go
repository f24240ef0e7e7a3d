package rewrite

import (
	"fmt"
	"go/ast"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// stranded refuses what would leave directives alone, nil when there are none: what they speak
// of goes or moves, and on a line of their own they would speak of the next one.
func stranded(src *plan.Source, directives []*ast.Comment) *chain.Refusal {
	if len(directives) == 0 {
		return nil
	}
	first := directives[0]
	return &chain.Refusal{
		Rule: "comment", Pos: first.Pos(),
		Text:   fmt.Sprintf("the directive on line %d would speak of other lines", src.Line(first.Pos())),
		Remedy: "put it above the function, or remove it",
	}
}
