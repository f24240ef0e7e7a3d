package rewrite_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unnest-go/unnest/analyzer"
)

// TestReadme rewrites the pyramid that the README begins with into the chain
// that follows it there.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := goBlocks(string(readme))
	if len(blocks) < 2 {
		t.Fatalf("README.md has %d blocks of Go, want before and after", len(blocks))
	}
	head := "package main\n\nimport (\n\t\"fmt\"\n\n" +
		"\t\"github.com/unnest-go/unnest/testdata/pyramids/shop\"\n)\n\n"
	in := []byte(head + blocks[0])
	b := shared()
	// The bodies of package shop are not analyzed here, so that nothing is
	// proven of it; testdata/script does that.
	all := b.rewrites(t, analyzer.Config{Assume: true}, map[string][]byte{"in.go": in})
	_, out, _ := strings.Cut(string(b.apply(t, in, all)), ")\n\n")
	if diff := cmp.Diff(blocks[1], out); diff != "" {
		t.Errorf("the chain in README.md (-README +output):\n%s", diff)
	}
}

// goBlocks lists the fenced blocks of Go in a Markdown text.
func goBlocks(text string) []string {
	var blocks []string
	for {
		_, rest, ok := strings.Cut(text, "```go\n")
		if !ok {
			return blocks
		}
		block, after, _ := strings.Cut(rest, "```")
		blocks = append(blocks, block)
		text = after
	}
}
