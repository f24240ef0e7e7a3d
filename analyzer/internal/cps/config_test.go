package cps

import (
	"go/token"
	"go/types"
	"strings"
	"testing"
)

func TestPatterns(t *testing.T) {
	for _, test := range []struct {
		pattern  string
		path     string // of the package
		pkg      string // its name
		function string // Type.Method or Func
		want     bool
	}{
		{"example.com/kv.Client.Get", "example.com/kv", "kv", "Client.Get", true},
		{"example.com/kv.Client.Get", "example.com/kv", "kv", "Client.Put", false},
		{"example.com/kv.Client.Get", "example.org/kv", "kv", "Client.Get", false},
		{"example.com/kv.Client.*", "example.com/kv", "kv", "Client.Get", true},
		{"example.com/kv.Client.*", "example.com/kv", "kv", "Conn.Get", false},
		{"example.com/kv.Client", "example.com/kv", "kv", "Client.Get", true},
		{"example.com/kv.*", "example.com/kv", "kv", "Get", true},
		{"example.com/kv.*.Get", "example.com/kv", "kv", "Client.Get", true},
		{"example.com/....Client.Get", "example.com/kv", "kv", "Client.Get", true},
		{"example.com/....Client.Get", "example.com/a/b/kv", "kv", "Client.Get", true},
		{"example.com/....Client.Get", "example.com", "example", "Client.Get", true},
		{"example.com/....Client.Get", "example.common/kv", "kv", "Client.Get", false},
		{"example.com/...", "example.com", "example", "Get", true},
		{"example.com/...", "example.com", "example", "Client.Get", true},
		{"example.com/...", "example.com/a/b.c/kv", "kv", "Get", true},
		{"example.com/...", "example.com/kv", "kv", "Client.Get", true},
		{"example.com/...", "example.common/kv", "kv", "Get", false},
		{"example.com/...", "example.org/example.com/kv", "kv", "Get", false},
		{"example.com/...(k)", "example.com", "example", "Get", true},
		{"example.com/*/kv.Get", "example.com/a/kv", "kv", "Get", true},
		{"example.com/*/kv.Get", "example.com/a/b/kv", "kv", "Get", false},
		{"Client.Get", "example.com/kv", "kv", "Client.Get", true},
		{"kv.Client.Get", "example.com/kv", "kv", "Client.Get", true},
		{"kv.Get", "example.com/kv", "kv", "Get", true},
		{"Get", "example.com/kv", "kv", "Get", true},
		{"Get", "example.com/kv", "kv", "Client.Get", false},
		{"Get", "example.com/kv", "kv", "GetAll", false},
		{"Get*", "example.com/kv", "kv", "GetAll", true},
		{"*Client*", "example.com/kv", "kv", "TestClient2.Get", true},
		{"*.Get", "example.com/kv", "kv", "Client.Get", true},
		{"gopkg.in/kv.v3.Get", "gopkg.in/kv.v3", "kv", "Get", true},
		{"Client.Get(k)", "example.com/kv", "kv", "Client.Get", true},
	} {
		p, err := parsePattern(test.pattern)
		if err != nil {
			t.Errorf("parsePattern(%q): %v", test.pattern, err)
			continue
		}
		owner, name, ok := strings.Cut(test.function, ".")
		if !ok {
			owner, name = "", owner
		}
		obj := types.NewFunc(token.NoPos, types.NewPackage(test.path, test.pkg), name,
			types.NewSignatureType(nil, nil, nil, nil, nil, false))
		if got := p.matches(namesOf(obj, owner)); got != test.want {
			t.Errorf("%q matches %s.%s = %t, want %t", test.pattern, test.path, test.function, got, test.want)
		}
	}
}

func TestPatternParameters(t *testing.T) {
	p, err := parsePattern("Client.Get(done, failed)")
	if err != nil {
		t.Fatal(err)
	}
	for param, want := range map[string]bool{"done": true, "failed": true, "progress": false} {
		if got := p.covers(param); got != want {
			t.Errorf("covers(%q) = %t, want %t", param, got, want)
		}
	}
}

func TestMalformedPatterns(t *testing.T) {
	for _, text := range []string{"", "(k)", "Get(", "Get(k", "Get()", "Get( )"} {
		if _, err := parsePattern(text); err == nil {
			t.Errorf("parsePattern(%q) succeeded", text)
		}
	}
}

func TestWords(t *testing.T) {
	for id, want := range map[string]string{
		"":               "",
		"k":              "k",
		"onError":        "on error",
		"OnHTTPError":    "on http error",
		"ForEachKey":     "for each key",
		"snake_case_2":   "snake case 2",
		"_private":       "private",
		"doInUIThread":   "do in ui thread",
		"AsyncReadFrom2": "async read from2",
	} {
		if got := strings.Join(words(id), " "); got != want {
			t.Errorf("words(%q) = %q, want %q", id, got, want)
		}
	}
}
