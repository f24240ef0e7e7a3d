package load

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/packages"
)

// Whose a file is decides whether it may be written.
func TestElsewhere(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go/src/go.mod":     "module std\n\ngo 1.27\n",
		"go/src/cmd/go.mod": "module cmd\n\ngo 1.27\n",
		"vendor/app/go.mod": "module standard\n",

		"vendor/app/vendor/modules.txt": "",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	app := &packages.Module{Path: "app", Main: true}
	for _, test := range []struct {
		module     *packages.Module
		file, want string
	}{
		{app, "vendor/app/a.go", ""},
		{app, "vendor/app/vendored/a.go", ""},
		{app, "vendor/app/shop/vendor/a.go", ""},
		{app, "vendor/app/vendor/lib/a.go", "a module that is vendored"},
		{&packages.Module{Path: "lib"}, "vendor/app/vendor/lib/a.go", "the module lib"},
		{nil, "vendor/app/a.go", ""},
		{nil, "vendor/app/vendor/lib/a.go", "a module that is vendored"},
		{nil, "go/src/time/sleep.go", "the standard library"},
		{nil, "go/src/cmd/go/main.go", "the standard library"},
	} {
		file := filepath.Join(dir, filepath.FromSlash(test.file))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if got := Elsewhere(&packages.Package{Module: test.module}, file); got != test.want {
			t.Errorf("Elsewhere(%v, %s) = %q, want %q", test.module, test.file, got, test.want)
		}
	}
}

// A package of which this build has no files is of a module, too.
func TestModuleOfEmpty(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module app\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	want := Module{Dir: dir}
	if got := ModuleOf(&packages.Package{Dir: dir}); got != want {
		t.Errorf("ModuleOf = %v, want %v", got, want)
	}
}
