package load

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A Module is one that has packages of the program.
type Module struct {
	Path      string // empty for files that are named by themselves
	Dir       string // that has go.mod, empty when there is none
	GoVersion string // such as "go1.27", empty when it is not known
	Requires  bool   // the runtime, in a workspace: what is missing is the version of Go
}

// ModuleOf is the module of a package.
func ModuleOf(pkg *packages.Package) Module {
	if m := pkg.Module; m != nil {
		return Module{Path: m.Path, Dir: m.Dir, GoVersion: GoVersion(pkg)}
	}
	return Module{Dir: ModuleRoot(filepath.Dir(firstOf(pkg)))}
}

// Elsewhere says whose a file of a package is when it is not one of the modules asked for:
// the standard library's, or a module's that is a dependency, vendored or not. It is empty
// for a file of one's own. The go command names no module for the standard library, and
// none for files that are named by themselves.
func Elsewhere(pkg *packages.Package, file string) string {
	dir := filepath.Dir(file)
	switch m := pkg.Module; {
	case m != nil && !m.Main:
		return "the module " + m.Path
	case m == nil && ofToolchain(ModuleRoot(dir)):
		return "the standard library"
	case vendored(dir):
		return "a module that is vendored"
	}
	return ""
}

// vendored reports whether a directory is in one that the go command copies modules to.
func vendored(dir string) bool {
	for parent := filepath.Dir(dir); parent != dir; dir, parent = parent, filepath.Dir(parent) {
		if filepath.Base(dir) != "vendor" {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, "modules.txt")); err == nil {
			return true
		}
	}
	return false
}

// ofToolchain reports whether a module is one of the two of a Go toolchain.
func ofToolchain(root string) bool {
	if root == "" {
		return false
	}
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return false
	}
	line, _, _ := strings.Cut(string(text), "\n")
	return slices.Contains([]string{"module std", "module cmd"}, strings.TrimSpace(line))
}

// ModuleRoot is the root of the module that a directory is in, empty for none.
func ModuleRoot(dir string) string {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return ""
	}
	for {
		if info, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil && !info.IsDir() {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// A NoModuleError is a pattern of directories where no module is.
type NoModuleError struct {
	Dir     string
	Pattern string
}

// Error says what is missing, and what to do.
func (e *NoModuleError) Error() string {
	return fmt.Sprintf("pattern %s: there is no go.mod in %s or above it, "+
		`and packages are those of a module; make one with "go mod init", `+
		"or name the directory of one with -C", e.Pattern, e.Dir)
}

// missing says of an error of the go command, or of a pattern that matches nothing,
// that there is no module, if that is the reason.
func (p *Program) missing(ctx context.Context, err error, patterns []string) error {
	if !p.outside(ctx) {
		return err
	}
	for _, pattern := range patterns {
		if directory(pattern) {
			return &NoModuleError{canonical(p.config.Dir), pattern}
		}
	}
	return err
}

// outside reports whether the directory where patterns are resolved belongs to no
// module and no workspace.
func (p *Program) outside(ctx context.Context) bool {
	mod, work, err := p.environment(ctx)
	return err == nil && mod == os.DevNull && work == ""
}

// inWorkspace reports whether the directory where patterns are resolved belongs to a
// workspace.
func (p *Program) inWorkspace(ctx context.Context) bool {
	_, work, err := p.environment(ctx)
	return err == nil && work != ""
}

// environment names the files of the module and of the workspace, empty for none, that
// the go command uses where patterns are resolved.
func (p *Program) environment(ctx context.Context) (mod, work string, err error) {
	if p.env == "" {
		cmd := exec.CommandContext(ctx, "go", "env", "GOMOD", "GOWORK")
		cmd.Dir, cmd.Env = p.config.Dir, p.config.Env
		out, err := cmd.Output()
		if err != nil {
			return "", "", err
		}
		p.env = strings.ReplaceAll(string(out), "\r", "")
	}
	mod, work, _ = strings.Cut(p.env, "\n")
	if work = strings.TrimSpace(work); work == "off" {
		work = ""
	}
	return mod, work, nil
}

// errNoGo is the error that there is no go command.
var errNoGo = errors.New("the go command, which knows where packages are, is not in PATH;" +
	" install Go, or add its bin directory to PATH")

// said is what the go command itself says in an error of the package that runs it.
func said(err error) error {
	if _, missing := exec.LookPath("go"); errors.Is(missing, exec.ErrNotFound) {
		return errNoGo
	}
	if _, text, ok := strings.Cut(err.Error(), "exit status 1: stderr: "); ok {
		return errors.New(strings.TrimSpace(text))
	}
	return err
}
