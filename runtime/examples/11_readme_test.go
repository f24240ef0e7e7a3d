package examples

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// save fetches two pages at the same time and writes them to a file.
func save(ctx context.Context, first, second, name string) *promise.Promise[promise.Unit] {
	return promise.All(aio.HTTPGet(ctx, first), aio.HTTPGet(ctx, second)).
		Timeout(5 * time.Second).
		Then(func(pages []*aio.Response) *promise.Promise[promise.Unit] {
			return aio.WriteFile(ctx, name, slices.Concat(pages[0].Body, pages[1].Body), 0o600)
		}).
		MapErr(func(err error) error { return fmt.Errorf("save %s: %w", name, err) })
}

// What is shown in the README.
func Example_readme() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, r.URL.Path)
	}))
	defer server.Close()
	name, remove := file("")
	defer remove()
	l := loop.New()
	ctx := aio.On(context.Background(), l)
	save(ctx, server.URL+"/a", server.URL+"/b", name).
		Then(func(promise.Unit) *promise.Promise[[]byte] { return aio.ReadFile(ctx, name) }).
		Settle(func(saved []byte, err error) { fmt.Printf("%q %v\n", saved, err) })
	if err := l.Run(ctx); err != nil {
		fmt.Println(err)
	}

	// Output:
	// "/a\n/b\n" <nil>
}

// TestReadme compares the function with what the README shows of it.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	here, err := os.ReadFile("11_readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, function, _ := strings.Cut(string(here), "\n// save ")
	function, _, _ = strings.Cut(function, "\n}\n")
	if !strings.Contains(string(readme), "```go\n// save "+function+"\n}\n```\n") {
		t.Error("README.md shows another function save")
	}
}
