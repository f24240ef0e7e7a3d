package completion_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unnest-go/unnest/analyzer/setting"
	"github.com/unnest-go/unnest/cmd/unnest/internal/completion"
)

func commands() []completion.Command {
	var depth int
	var fix bool
	var dir, file string
	var once []string
	root := setting.Table{
		{Name: "depth", Usage: "at least `n`", Value: setting.Int(&depth, 1, "")},
		{Name: "fix", Usage: "rewrite", Value: setting.Bool(&fix)},
		{Name: "C", Usage: "go to `dir`", Value: setting.Text(&dir)},
		{Name: "profile", Usage: "write `file`", Value: setting.Text(&file)},
		{Name: "once", Usage: "many `pattern`s", Value: setting.List(&once, nil)},
	}
	return []completion.Command{
		{Flags: root, Packages: true},
		{Name: "make", Usage: "make it", Flags: root[:1], Packages: true},
		{Name: "shell", Usage: "print a script", Words: []string{"bash", "zsh"}},
	}
}

func script(t *testing.T, shell string) string {
	t.Helper()
	var b strings.Builder
	if err := completion.Write(&b, shell, "tool", commands()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestBash asks bash for the completions of lines, the last word of which is to
// be completed.
func TestBash(t *testing.T) {
	for line, want := range map[string]string{
		"tool -":            "-depth -fix -C -profile -once",
		"tool -f":           "-fix",
		"tool m":            "make",
		"tool make -":       "-depth",
		"tool shell ":       "bash zsh dir",
		"tool shell z":      "zsh",
		"tool -fix d":       "dir",
		"tool -C ":          "dir",
		"tool -profile ":    "dir f.txt",
		"tool make -depth ": "dir",
	} {
		t.Run(line, func(t *testing.T) {
			words := strings.Split(line, " ")
			code := script(t, "bash") + `
mkdir dir; touch f.txt
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_tool
printf '%s\n' "${COMPREPLY[@]}"`
			cmd := exec.Command("bash", append([]string{"-c", code, "bash"}, words...)...)
			cmd.Dir = t.TempDir()
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			got, want := strings.Fields(string(out)), strings.Fields(want)
			slices.Sort(got) // bash has files in the order of the directory
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

const zsh = `_arguments \
		'-depth[at least n]:n:' \
		'-fix[rewrite]' \
		'-C[go to dir]:dir:_directories' \
		'-profile[write file]:file:_files' \
		'*-once[many patterns]:pattern:' \
		'*:package:_directories'
`

const fish = `complete -c tool -n __fish_use_subcommand -o depth -x -d 'at least n'
complete -c tool -n __fish_use_subcommand -o fix -d 'rewrite'
complete -c tool -n __fish_use_subcommand -o C -x -a '(__fish_complete_directories)' -d 'go to dir'
complete -c tool -n __fish_use_subcommand -o profile -r -F -d 'write file'
complete -c tool -n __fish_use_subcommand -o once -x -d 'many patterns'
complete -c tool -n __fish_use_subcommand -a '(__fish_complete_directories)'
complete -c tool -n __fish_use_subcommand -a make -d 'make it'
complete -c tool -n '__fish_seen_subcommand_from make' -o depth -x -d 'at least n'
complete -c tool -n '__fish_seen_subcommand_from make' -a '(__fish_complete_directories)'
complete -c tool -n __fish_use_subcommand -a shell -d 'print a script'
complete -c tool -n '__fish_seen_subcommand_from shell' -a bash
complete -c tool -n '__fish_seen_subcommand_from shell' -a zsh
`

func TestOtherShells(t *testing.T) {
	for shell, want := range map[string]string{"zsh": zsh, "fish": fish} {
		got := script(t, shell)
		if at := strings.LastIndex(got, want[:strings.Index(want, "\n")]); at >= 0 {
			got = got[at:] // what is for the command without a subcommand, and on
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", shell, diff)
		}
	}
}

func TestUnquotable(t *testing.T) {
	list := []completion.Command{{Flags: setting.Table{
		{Name: "x", Usage: "don't", Value: setting.Text(new(string))},
	}}}
	for _, shell := range []string{"zsh", "fish"} {
		if err := completion.Write(new(strings.Builder), shell, "tool", list); err == nil {
			t.Errorf("%s: a usage with a quote is accepted", shell)
		}
	}
}
