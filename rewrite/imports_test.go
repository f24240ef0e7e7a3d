package rewrite

import "testing"

func TestMentioned(t *testing.T) {
	url := addition{name: "url"}
	for text, want := range map[string]bool{
		"":                 false,
		"url":              false,
		"url.URL":          true,
		"*url.URL":         true,
		"var u *url.URL":   true,
		"curl.Get":         false,
		"_url.Get, url.Go": true,
		"r.url.Host":       false,
		"éurl.Host":        false,
		"url2.Host":        false,
	} {
		if got := url.mentioned([]byte(text)); got != want {
			t.Errorf("mentioned(%q) = %v, want %v", text, got, want)
		}
	}
}
