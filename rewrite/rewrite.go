package rewrite

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"iter"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/analyzer/chain"
)

// Result is what the analyzer proposes for a package.
type Result struct {
	Rewrites []*Rewrite // in source order
}

// A Rewrite is the proposal for one finding.
type Rewrite struct {
	Finding    *chain.Finding
	Beside     []*chain.Finding    // others that are rewritten with it, as one
	Edits      []analysis.TextEdit // in the finding's file, sorted and disjoint; none when refused
	Refusal    *chain.Refusal      // why nothing is proposed, or nil
	Strategies []string            // how each step is translated, for people

	loops []*types.Func // functions that call themselves no more with these edits
}

// Chains is the chain of the finding in one line, with those beside it.
func (r *Rewrite) Chains() string {
	all := []string{r.Finding.Chain.String()}
	for _, f := range r.Beside {
		all = append(all, f.Chain.String())
	}
	return strings.Join(all, ", ")
}

// New returns an analyzer that reports pyramids with a fix for those that may
// be flattened, and declarations that are wrong.
func New(cfg analyzer.Config) *analysis.Analyzer { return NewFrom(&cfg) }

// NewFrom is New for a configuration that may change until the analyzer runs,
// because flags set it.
func NewFrom(cfg *analyzer.Config) *analysis.Analyzer {
	finder := analyzer.NewFrom(cfg)
	return &analysis.Analyzer{
		Name:       "unnest",
		Doc:        "report nested callbacks and flatten them into Then chains",
		URL:        "https://pkg.go.dev/github.com/unnest-go/unnest/analyzer",
		Requires:   []*analysis.Analyzer{finder},
		ResultType: reflect.TypeFor[*Result](),
		Run: func(pass *analysis.Pass) (any, error) {
			found := pass.ResultOf[finder].(*analyzer.Result)
			return run(pass, found)
		},
	}
}

func run(pass *analysis.Pass, found *analyzer.Result) (any, error) {
	result := new(Result)
	for _, warning := range found.Warnings() {
		pass.Report(warning)
	}
	files := newFiles(pass, found)
	for file, findings := range byFile(found.Findings) {
		all, err := files.all(file, findings)
		if err != nil {
			return nil, err
		}
		var offered offer
		for _, r := range all {
			if !r.Refusal.Kept() {
				r.lock()
				result.Rewrites = append(result.Rewrites, r)
				pass.Report(diagnostic(r, &offered))
			}
			tell(pass, found, r)
		}
	}
	return result, nil
}

// tell reports what comments keep to a driver that reads them itself.
func tell(pass *analysis.Pass, found *analyzer.Result, r *Rewrite) {
	for _, f := range append([]*chain.Finding{r.Finding}, r.Beside...) {
		for _, pos := range found.Told(f) {
			pass.Report(analysis.Diagnostic{
				Pos: pos, Category: nested, Message: fmt.Sprintf(canBeFlattened, f.Chain),
			})
		}
	}
}

// byFile yields the findings of each file, in their order.
func byFile(findings []*chain.Finding) iter.Seq2[*ast.File, []*chain.Finding] {
	return func(yield func(*ast.File, []*chain.Finding) bool) {
		for len(findings) > 0 {
			file := findings[0].Chain.File
			n := 1
			for n < len(findings) && findings[n].Chain.File == file {
				n++
			}
			if !yield(file, findings[:n]) {
				return
			}
			findings = findings[n:]
		}
	}
}

// What is reported of a pyramid that may be flattened.
const (
	nested         = "nested"
	canBeFlattened = "nested callbacks can be flattened using Then (%s)"
)

// diagnostic is the report of a finding, with a fix if that can be applied beside those offered
// before.
func diagnostic(r *Rewrite, offered *offer) analysis.Diagnostic {
	c := r.Finding.Chain
	call := c.Head().Call
	if r.Refusal != nil {
		return analysis.Diagnostic{
			Pos:      call.Pos(),
			End:      launchEnd(call),
			Category: r.Refusal.Rule,
			Message:  fmt.Sprintf("%v (%s)", r.Refusal, c),
		}
	}
	d := analysis.Diagnostic{
		Pos:      call.Pos(),
		End:      launchEnd(call),
		Category: nested,
		Message:  fmt.Sprintf(canBeFlattened, r.Chains()),
	}
	if offered.take(r.Edits) {
		d.SuggestedFixes = []analysis.SuggestedFix{{Message: "Flatten into a Then chain", TextEdits: r.Edits}}
	}
	return d
}

// launchEnd is the end of the callee in a launch: a diagnostic that covers the
// whole pyramid would cover the screen.
func launchEnd(call *ast.CallExpr) token.Pos { return call.Fun.End() }
