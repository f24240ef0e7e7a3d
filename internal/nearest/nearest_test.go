package nearest

import "testing"

func TestOf(t *testing.T) {
	candidates := []string{"bugs", "depth", "diff", "explain", "fix"}
	for _, test := range []struct{ word, want string }{
		{"depht", "depth"},
		{"explian", "explain"},
		{"dif", "diff"},
		{"fix", "fix"},
		{"fxi", "fix"},
		{"frobnicate", ""},
		{"tags", ""},
		{"", ""},
	} {
		if got := Of(test.word, candidates); got != test.want {
			t.Errorf("Of(%q) = %q, want %q", test.word, got, test.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "ab", 2},
		{"ab", "", 2},
		{"abc", "abc", 0},
		{"ab", "ba", 1},
		{"kitten", "sitting", 3},
	} {
		if got := distance(test.a, test.b); got != test.want {
			t.Errorf("distance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
	}
}
