package cps_test

import (
	"go/token"
	"go/types"
	"testing"

	"github.com/unnest-go/unnest/analyzer/internal/cps"
)

// A package of tests has thousands of tables with fields of the same names: each of their types
// is looked at once, not together with each of the others.
func TestAlike(t *testing.T) {
	structs := make([]*types.Struct, 1000)
	for i := range structs {
		length := types.NewArray(types.Typ[types.Int], int64(i/2)) // so two are identical
		field := types.NewField(token.NoPos, nil, "want", length, false)
		structs[i] = types.NewStruct([]*types.Var{field}, nil)
	}
	if n := cps.Joined(structs...); n != len(structs) {
		t.Errorf("%d structs are joined %d times", len(structs), n)
	}
}
