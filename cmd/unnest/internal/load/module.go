package load

import (
	"context"
	"encoding/json"
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
	Lacks     Lack   // of one that cannot be compiled with the runtime
}

// A Lack is what a module needs before it can be compiled with the runtime.
type Lack int

// What modules lack.
const (
	Runtime     Lack = iota // it does not find the runtime
	Requirement             // it finds the runtime only because others in its workspace require it
	Needs                   // it does not find what the runtime imports
	Language                // it is of an older version of Go
)

// Has reports whether a directory is in the module, so that the go command works on it there.
func (m Module) Has(dir string) bool { return canonical(ModuleRoot(dir)) == canonical(m.Dir) }

// ModuleOf is the module of a package, which need not have files of this build: they may all be
// tests, which are another package.
func ModuleOf(pkg *packages.Package) Module {
	if m := pkg.Module; m != nil {
		return Module{Path: m.Path, Dir: m.Dir, GoVersion: GoVersion(pkg)}
	}
	return Module{Dir: ModuleRoot(pkg.Dir)}
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
// that there is no module, if that is the reason, or that there are several.
func (p *Program) missing(ctx context.Context, err error, patterns []string) error {
	if nothing, ok := errors.AsType[*PatternError](err); ok && nothing.Module != "" {
		nothing.Shared = p.environment(ctx).GOMOD == os.DevNull && p.inWorkspace(ctx)
	}
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
	env := p.environment(ctx)
	return env.GOMOD == os.DevNull && !env.workspace()
}

// inWorkspace reports whether the directory where patterns are resolved belongs to a
// workspace.
func (p *Program) inWorkspace(ctx context.Context) bool { return p.environment(ctx).workspace() }

// requiresOnDemand reports whether the go command requires what packages import and
// go.mod does not have yet.
func (p *Program) requiresOnDemand(ctx context.Context) bool {
	return slices.Contains(strings.Fields(p.environment(ctx).GOFLAGS), "-mod=mod")
}

// An environment is what the go command says of a directory: the files of its module and
// of its workspace, and the flags that hold everywhere.
type environment struct{ GOMOD, GOWORK, GOFLAGS string }

func (e *environment) workspace() bool { return e.GOWORK != "" && e.GOWORK != "off" }

// environment is that of the directory where patterns are resolved, empty when it cannot be
// found out.
func (p *Program) environment(ctx context.Context) *environment {
	if p.env == nil {
		cmd := exec.CommandContext(ctx, "go", "env", "-json", "GOMOD", "GOWORK", "GOFLAGS")
		cmd.Dir, cmd.Env = p.config.Dir, p.config.Env
		env := new(environment)
		if out, err := cmd.Output(); err != nil || json.Unmarshal(out, env) != nil {
			*env = environment{}
		}
		p.env = env
	}
	return p.env
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
