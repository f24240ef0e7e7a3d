package syntax_test

import (
	"go/parser"
	"go/token"
	"slices"
	"testing"

	"github.com/unnest-go/unnest/internal/syntax"
)

// Whatever may be nil is among the errors of which a file does not tell that they are some.
func TestUnset(t *testing.T) {
	const declarations = `package p

import (
	"errors"
	"io/fs"
	other "io"

	"example.com/far"
	"shop/near"
)

var inner error

var (
	ErrNew      = errors.New("new")
	ErrPointer  = &wrapped{}
	ErrStruct   = wrapped{}
	ErrNumber   = Errno(5)
	ErrNamed    = newError(code, "text")
	ErrWrapped  = wrap(ErrNew, "text")
	ErrStandard = fs.ErrExist
	ErrRenamed  = other.EOF

	ErrNothing  error
	ErrNil      error = nil
	ErrIdent          = inner
	ErrParens         = (inner)
	ErrTable          = table["a"]
	ErrField          = config.err
	ErrFar            = far.ErrGone
	ErrNear           = near.ErrGone
	ErrZero           = *new(error)
	ErrReceived       = <-failures
	ErrAsserted       = value.(error)
	ErrMade           = made()
	ErrAtOnce         = func() error { return nil }()
	ErrJoined         = errors.Join(nil, nil)
	ErrOfNil          = wrap(nil, "text")
	ErrUnwrapped      = errors.Unwrap(ErrNew)
	ErrConverted      = error(nil)

	ErrOne, ErrTwo = both()
	ErrLater       = errors.New("later")

	Last, errHidden error
)

func clear() { ErrLater = nil }
`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", declarations, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"ErrAsserted", "ErrAtOnce", "ErrConverted", "ErrFar", "ErrField", "ErrIdent", "ErrJoined",
		"ErrLater", "ErrMade", "ErrNear", "ErrNil", "ErrNothing", "ErrOfNil", "ErrOne", "ErrParens",
		"ErrReceived", "ErrTable", "ErrTwo", "ErrUnwrapped", "ErrZero",
	}
	if got := syntax.Unset(file); !slices.Equal(got, want) {
		t.Errorf("Unset = %q, want %q", got, want)
	}
}
