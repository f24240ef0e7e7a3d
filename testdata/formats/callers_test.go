package formats

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	full "gopkg.in/yaml.v3"
)

// root is the repository.
var root = filepath.Join("..", "..")

func decode(t *testing.T, name string, into any) {
	t.Helper()
	f, err := os.Open(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // it was read
	decoder := full.NewDecoder(f)
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		t.Fatal(err)
	}
}

// A hook is one of pre-commit.
type hook struct {
	ID, Name, Description, Entry, Language string

	Types         []string
	PassFilenames *bool `yaml:"pass_filenames"`
	RequireSerial bool  `yaml:"require_serial"`
}

// TestHooks runs the hooks as pre-commit does, without names of files.
func TestHooks(t *testing.T) {
	var hooks []hook
	decode(t, ".pre-commit-hooks.yaml", &hooks)
	status := map[string]int{"unnest": 3, "unnest-fix": 3, "unnest-generate": 0}
	for _, h := range hooks {
		want, ok := status[h.ID]
		if !ok || h.Language != "golang" || h.PassFilenames == nil || *h.PassFilenames || !h.RequireSerial {
			t.Errorf("%+v", h)
		}
		delete(status, h.ID)
		entry(t, h.Entry, want)
	}
	for id := range status {
		t.Errorf("no hook %s", id)
	}
}

// entry runs that of a hook in a sample, where the command is installed as pre-commit has it. What
// generates has to find the directive.
func entry(t *testing.T, line string, status int) {
	t.Helper()
	var args []string
	for _, quoted := range strings.Fields(strings.ReplaceAll(line, `'\bunnest generate\b'`, "PATTERN")) {
		args = append(args, strings.ReplaceAll(quoted, "PATTERN", `\bunnest generate\b`))
	}
	dir := sample(t)
	generated := filepath.Join(dir, "sub", "unnest_promises.go")
	directive := "package sub\n\n//go:generate unnest generate\n"
	if err := os.WriteFile(filepath.Join(dir, "sub", "generate.go"), []byte(directive), 0o666); err != nil {
		t.Fatal(err)
	}
	path := filepath.Dir(tool) + string(filepath.ListSeparator) + os.Getenv("PATH")
	t.Setenv("PATH", path)
	output(t, dir, status, nil, args...)
	if _, err := os.Stat(generated); (err == nil) != slices.Contains(args, "generate") {
		t.Errorf("%s: %v", line, err)
	}
}

// An action is a composite one of GitHub.
type action struct {
	Name, Description string
	Branding          map[string]string
	Inputs            map[string]struct{ Description, Default string }
	Runs              struct {
		Using string
		Steps []step
	}
}

type step struct {
	Name, Shell, Run string

	Env map[string]string
	Dir string `yaml:"working-directory"`
}

// TestAction runs the steps with bash as the runner does, with the command in
// place of what the first one installs.
func TestAction(t *testing.T) {
	var a action
	decode(t, "action.yml", &a)
	if a.Runs.Using != "composite" || len(a.Runs.Steps) != 2 {
		t.Fatalf("%+v", a.Runs)
	}
	install, run := a.Runs.Steps[0], a.Runs.Steps[1]
	if !strings.Contains(install.Run, `GOBIN="$RUNNER_TEMP/unnest" go install`) {
		t.Errorf("installs by %s", install.Run)
	}
	for _, s := range a.Runs.Steps {
		if strings.Contains(s.Run, "${{") {
			t.Errorf("%s: the shell would read an input as code", s.Name)
		}
	}
	dir := sample(t)
	inputs := map[string]string{"args": "-bugs  -depth 2\n-pyramids\n./...\n", "working-directory": "sub"}
	at := filepath.Join(dir, expand(t, a, run.Dir, inputs))
	out := output(t, at, 3, environment(t, a, run, inputs, dir), "bash", "-e", "-c", run.Run)
	for _, want := range []string{
		"::warning file=sub/a b.go,line=8,", "title=unnest%3A unreaderror", "using Then",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
	inputs = map[string]string{"sarif": "out.sarif"}
	output(t, dir, 0, environment(t, a, run, inputs, dir), "bash", "-e", "-c", run.Run)
	log, err := os.ReadFile(filepath.Join(dir, "out.sarif"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems(t, schema(t), string(log)) {
		t.Error(p)
	}
}

// environment is what a step sees.
func environment(t *testing.T, a action, s step, inputs map[string]string, dir string) []string {
	t.Helper()
	env := []string{"RUNNER_TEMP=" + filepath.Dir(filepath.Dir(tool)), "GITHUB_WORKSPACE=" + dir}
	for name, value := range s.Env {
		env = append(env, name+"="+expand(t, a, value, inputs))
	}
	return env
}

// expand replaces an expression by the input that it names.
func expand(t *testing.T, a action, text string, inputs map[string]string) string {
	t.Helper()
	name, ok := strings.CutPrefix(text, "${{ inputs.")
	if !ok {
		return text
	}
	name = strings.TrimSuffix(name, " }}")
	input, ok := a.Inputs[name]
	if !ok {
		t.Fatalf("there is no input %s", name)
	}
	if given, ok := inputs[name]; ok {
		return given
	}
	return input.Default
}

// TestReleases checks what the configuration of releases names, and runs its
// hooks.
func TestReleases(t *testing.T) {
	var config struct {
		Before struct{ Hooks []string }
		Builds []struct {
			Main string
			Rest map[string]any `yaml:",inline"`
		}
		Archives []struct {
			Files []string
			Rest  map[string]any `yaml:",inline"`
		}
		Rest map[string]any `yaml:",inline"`
	}
	decode(t, ".goreleaser.yaml", &config)
	if _, err := os.Stat(filepath.Join(root, config.Builds[0].Main, "main.go")); err != nil {
		t.Error(err)
	}
	dir := t.TempDir()
	for _, h := range config.Before.Hooks {
		h = strings.Replace(h, "go run ./cmd/unnest", tool, 1)
		output(t, dir, 0, nil, "bash", "-c", h)
	}
	for _, pattern := range config.Archives[0].Files {
		in := root
		if strings.HasPrefix(pattern, "dist-extra/") {
			in = dir
		}
		if found, err := filepath.Glob(filepath.Join(in, pattern)); err != nil || len(found) == 0 {
			t.Errorf("%s: %d files, %v", pattern, len(found), err)
		}
	}
}
