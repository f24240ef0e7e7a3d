package verify

import "testing"

func TestComments(t *testing.T) {
	for _, test := range []struct{ name, before, after, want string }{
		{"moved", "a // x\nb // y\n", "b // y\na // x\n", ""},
		{"indented", "\t/* x\n\t   y */ a\n", "/* x\ny */ a\n", ""},
		{"carriage returns", "a // x\r\n", "a // x\n", ""},
		{"not in a string", "a(`// x`)\n", "b()\n", ""},
		{"lost", "a\n// x\nb\n", "a\nb\n", `the comment "// x" of line 2 stands nowhere instead of once`},
		{
			"one of two lost", "// x\n// x\n", "// x\n",
			`the comment "// x" of line 1 stands once instead of twice`,
		},
		{"twice", "// x\n", "// x\n// x\n", `the comment "// x" of line 1 stands twice instead of once`},
		{"set apart", "// x\n//y:z\n", "// x\n//\n//y:z\n", ""},
		{"new", "a\n", "a // x\n", `the comment "// x" is new`},
		{"long", "/* x\ny */", "", `the comment "/* x…" of line 1 stands nowhere instead of once`},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := Comments([]byte(test.before), []byte(test.after))
			if got := errorText(err); got != test.want {
				t.Errorf("Comments: %q, want %q", got, test.want)
			}
		})
	}
}
