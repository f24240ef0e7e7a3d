package edit

import (
	"bytes"
	"go/format"
)

const bom = "\ufeff"

// Format returns the edited text formatted: as a whole when the original had
// gofmt's form, otherwise only where it was replaced, so that no other line of
// the file changes but those of a declaration that can be formatted only as a whole.
func (b *Buffer) Format() ([]byte, error) {
	text, spans := b.apply()
	formatted, err := gofmt([]byte(inset(string(text), 0)))
	if err != nil {
		return nil, err
	}
	if isFormatted(b.src) {
		return formatted, nil
	}
	return formatSpans(text, formatted, b.balanced(spans)), nil
}

// Reformat formats a text as a whole when the original had gofmt's form.
func Reformat(original, text []byte) ([]byte, error) {
	if !isFormatted(original) {
		return text, nil
	}
	return gofmt(text)
}

func isFormatted(src []byte) bool {
	formatted, err := gofmt(src)
	return err == nil && bytes.Equal(formatted, src)
}

// gofmt formats a file and keeps its byte order mark and line ending, which
// are no part of gofmt's form but the user's choice.
func gofmt(src []byte) ([]byte, error) {
	body, marked := bytes.CutPrefix(src, []byte(bom))
	ending := lineEnding(body, 0)
	if ending != "\n" {
		body = bytes.ReplaceAll(body, []byte(ending), []byte("\n"))
	}
	out, err := format.Source(body)
	if err != nil {
		return nil, err
	}
	if ending != "\n" {
		out = bytes.ReplaceAll(out, []byte("\n"), []byte(ending))
	}
	if marked {
		out = append([]byte(bom), out...)
	}
	return out, nil
}
