package edit

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUnified(t *testing.T) {
	for _, test := range []struct{ name, before, after, want string }{
		{"equal", "a\n", "a\n", ""},
		{"one line", "a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"},
		{"only line", "a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n"},
		{"from nothing", "", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b\n"},
		{"to nothing", "a\n", "", "@@ -1 +0,0 @@\n-a\n"},
		{
			"context is three lines", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
			"@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n",
		},
		{
			"near changes share a hunk", "1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n",
			"@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n",
		},
		{
			"far changes do not", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
			"@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n",
		},
		{
			"old without a line end", "a\nb", "a\nb\n",
			"@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n",
		},
		{
			"both without a line end", "a\nb", "x\nb",
			"@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n",
		},
		{"moved lines", "a\nb\nc\n", "c\na\nb\n", "@@ -1,3 +1,3 @@\n+c\n a\n b\n-c\n"},
		{"carriage returns are part of the line", "a\r\n", "b\r\n", "@@ -1 +1 @@\n-a\r\n+b\r\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := test.want
			if want != "" {
				want = "--- a/p/f.go\n+++ b/p/f.go\n" + want
			}
			got := string(Unified("p/f.go", []byte(test.before), []byte(test.after)))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("diff (-want +got):\n%s", diff)
			}
		})
	}
}

// To patch, a name ends at its first blank, unless a tab stands behind it.
func TestUnifiedNameWithBlank(t *testing.T) {
	got := string(Unified("a b.go", []byte("a\n"), []byte("b\n")))
	if want := "--- a/a b.go\t\n+++ b/a b.go\t\n@@ -1 +1 @@\n-a\n+b\n"; got != want {
		t.Errorf("diff %q, want %q", got, want)
	}
}

// A diff applied to the old text gives the new one, whatever the texts are.
func TestUnifiedApplies(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		before := randomText(random, 1+random.IntN(12))
		after := randomText(random, 1+random.IntN(12))
		diff := Unified("f", []byte(before), []byte(after))
		if got := patch(t, before, string(diff)); got != after {
			t.Fatalf("before %q, after %q, patched %q with\n%s", before, after, got, diff)
		}
	}
}

func randomText(random *rand.Rand, lines int) string {
	var text strings.Builder
	for range lines {
		fmt.Fprintf(&text, "%c\n", 'a'+rune(random.IntN(8)))
	}
	if random.IntN(2) == 0 {
		return strings.TrimSuffix(text.String(), "\n")
	}
	return text.String()
}

// patch applies a unified diff as strictly as git apply does.
func patch(t *testing.T, before, diff string) string {
	t.Helper()
	if diff == "" {
		return before
	}
	old := lines([]byte(before))
	var out []string
	at := 0
	body := lines([]byte(diff))[2:]
	for i, l := range body {
		text := l[1:]
		if i+1 < len(body) && body[i+1][0] == '\\' {
			text = strings.TrimSuffix(text, "\n")
		}
		switch l[0] {
		case '@':
			at = skip(t, l, old, at, &out)
		case '+':
			out = append(out, text)
		case '-', ' ':
			if at >= len(old) || old[at] != text {
				t.Fatalf("line %d of %q is not %q in\n%s", at+1, before, text, diff)
			}
			if l[0] == ' ' {
				out = append(out, text)
			}
			at++
		}
	}
	return strings.Join(append(out, old[at:]...), "")
}

// skip copies the lines before a hunk and returns the hunk's first line.
func skip(t *testing.T, header string, old []string, at int, out *[]string) int {
	t.Helper()
	from, _, _ := strings.Cut(strings.Fields(header)[1][1:], ",")
	var line int
	if _, err := fmt.Sscan(from, &line); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(header, ",0 +") {
		line-- // lines count from one; an empty extent names the line before it
	}
	*out = append(*out, old[at:line]...)
	return line
}
