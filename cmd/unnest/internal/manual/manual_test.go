package manual

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const source = `// Tool does one thing
// well. And another.
//
// Usage:
//
//	tool [-x] file
//
// # Flags and files
//
//	-x
//		Do it, \n twice.
//		.hidden stays.
//	-y FILE
//		Not it.
//
// There are:
//   - one
//   - two of [Kind]
//
// 'Quoted' at last.
package main
`

const wantPage = `.TH TOOL 1 "" "tool v1.0.0\-rc"
.SH NAME
tool \- does one thing well
.SH DESCRIPTION
.PP
Tool does one thing
well. And another.
.PP
Usage:
.PP
.nf
.RS
tool [\-x] file
.RE
.fi
.SH FLAGS AND FILES
.TP
.B \-x
Do it, \en twice.
\&.hidden stays.
.TP
.B \-y FILE
Not it.
.PP
There are:
.IP \(bu 2
one
.IP \(bu 2
two of [Kind]
.PP
\&'Quoted' at last.
`

func TestPage(t *testing.T) {
	text, err := Parse([]byte(source))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	if err := Page(&got, "tool", "v1.0.0-rc", text); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wantPage, got.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
