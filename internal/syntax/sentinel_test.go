package syntax_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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

var base = errors.New("base")

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

	ErrPrinted = fmt.Errorf("process %d", os.Getpid())
	ErrText    = errors.New(fmt.Sprint(os.Getpid()))
	ErrOwn     = newFailure("text")
	ErrSame    = keep(wrapped{})
	ErrOfMade  = wrap(base, "text")

	ErrConvertedVariable = error(inner)
	ErrWrappedVariable   = Wrap(inner, "text")
	ErrJoinedVariable    = errors.Join(inner)
	ErrPicked            = pick("text")
	ErrFirst             = first(ErrNew, ErrNew)
	ErrFieldOf           = fieldOf(wrapped{})
	ErrAnyOf             = anyOf[error](ErrNew)
	ErrBehind            = behind(&inner)
	ErrGivenNone         = newError(inner)
	ErrBare              = bare("text")

	ErrElsewhere = lookup("text")
	ErrAbroad    = far.Lookup("text")
	ErrMethod    = config.failure("text")
	ErrOnValue   = conf{}.failure("text")
	ErrLikeOwn   = far.keep(wrapped{})
	ErrFound     = newFound("text")
	ErrByElse    = byElse("text")
	ErrDeclared  = declared("text")
	ErrLooped    = looped("text")
	ErrNoResult  = noResult("text")

	ErrAbroadMade = far.New("text")
	ErrKept       = conf{}.keep("text")
	ErrText2      = text("text")
	ErrPatched    = patched("text")
	ErrAgain      = again(1)

	ErrOne, ErrTwo = both()
	ErrLater       = errors.New("later")

	Last, errHidden error
)

func newFailure(text string) error { return &wrapped{text: text} }

func keep(w wrapped) error { return w }

func pick(text string) error {
	if text == "" {
		return ErrNew
	}
	return nil
}

func first(a, b error) error { return a }

func fieldOf(w wrapped) error { return w.err }

func anyOf[T any](v T) T { return v }

func behind(p *error) error { return *p }

func bare(text string) (err error) { return }

func (conf) failure(text string) error { return nil }

func (conf) keep(text string) error { return wrapped{text: text} }

type text string

func newFound(text string) error { return table[text] }

func byElse(text string) error { return lookup(text) }

func declared(text string) error {
	var err error
	if text == "" {
		err = ErrNew
	}
	return err
}

func looped(text string) error {
	for _, err := range failures {
		return err
	}
	return text2
}

func noResult(text string) (errNone error) { return errNone }

func patched(text string) error {
	e := &wrapped{}
	e.text = text
	return e
}

func again(n int) error {
	if n > 0 {
		return again(n - 1)
	}
	return text("again")
}

func clear() { ErrLater = nil }
`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", declarations, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"ErrAbroad", "ErrAnyOf", "ErrAsserted", "ErrAtOnce", "ErrBare", "ErrBehind", "ErrByElse",
		"ErrConverted", "ErrConvertedVariable", "ErrDeclared", "ErrElsewhere", "ErrFar", "ErrField",
		"ErrFieldOf", "ErrFirst", "ErrFound", "ErrGivenNone", "ErrIdent", "ErrJoined",
		"ErrJoinedVariable", "ErrLater", "ErrLikeOwn", "ErrLooped", "ErrMade", "ErrMethod", "ErrNear",
		"ErrNil", "ErrNoResult", "ErrNothing", "ErrOfNil", "ErrOnValue", "ErrOne", "ErrParens", "ErrPicked",
		"ErrReceived", "ErrTable", "ErrTwo", "ErrUnwrapped", "ErrWrappedVariable", "ErrZero",
	}
	if got := syntax.Unset(file); !slices.Equal(got, want) {
		t.Errorf("Unset = %q, want %q", got, want)
	}
}

// Packages of the standard library are known by their paths, those that it vendors as well.
func TestOfStandard(t *testing.T) {
	list, err := exec.Command("go", "list", "std").Output()
	if err != nil {
		t.Fatal(err)
	}
	for path := range strings.Lines(string(list)) {
		if path = strings.TrimSpace(path); !syntax.OfStandard("", path) || !syntax.OfStandard("std", path) {
			t.Errorf("%s is not of the standard library", path)
		}
	}
	for _, other := range []struct{ module, path string }{
		{"", "shop/api"},
		{"", "example.com/errors"},
		{"errors", "errors/kinds"},
		{"", "command-line-arguments"},
	} {
		if syntax.OfStandard(other.module, other.path) {
			t.Errorf("%s of the module %q is of the standard library", other.path, other.module)
		}
	}
}

// Functions that call each other are asked once, and none of them is taken to return no nil because
// another one was not known yet.
func TestUnsetByEachOther(t *testing.T) {
	const depth = 40
	text := `package p

var (
	ErrTurn  = turn("a")
	ErrBack  = back("a")
	ErrChain = e0("a")
)

func turn(s string) error {
	if s == "" {
		return nil
	}
	return back(s)
}

func back(s string) error { return turn(s) }
`
	for i := range depth {
		text += fmt.Sprintf("\nfunc e%d(s string) error {\n\tif s == \"\" {\n\t\treturn e%[2]d(s)\n\t}\n"+
			"\treturn e%[2]d(s)\n}\n", i, i+1)
	}
	text += fmt.Sprintf("\nfunc e%d(s string) error { return errors.New(s) }\n", depth)
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"ErrBack", "ErrTurn"}, syntax.Unset(file)); diff != "" {
		t.Error(diff)
	}
}

// What a function was taken for while another one was not known yet is asked again, even if the
// question itself has its answer already.
func TestUnsetAskedEarly(t *testing.T) {
	const text = `package p

var (
	ErrFirst = first("a")
	ErrGone  = gone("a")
	ErrX     = errors.New("x")
)

func first(s string) error { return errors.Join(half(s), ErrX) }

func half(s string) error {
	if s != "" {
		return gone(s[1:])
	}
	return nil
}

func gone(s string) error {
	if s == "b" {
		return errors.New(s)
	}
	return half(s)
}
`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"ErrGone"}, syntax.Unset(file)); diff != "" {
		t.Error(diff)
	}
}
