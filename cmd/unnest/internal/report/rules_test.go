package report

import (
	"os"
	"regexp"
	"testing"
)

// Every rule that the documentation explains is described.
func TestDescribed(t *testing.T) {
	doc, err := os.ReadFile("../../../../analyzer/doc.go")
	if err != nil {
		t.Fatal(err)
	}
	rules := regexp.MustCompile(`(?m)^// # ([a-z]+)$`).FindAllSubmatch(doc, -1)
	if len(rules) < len(descriptions)/2 {
		t.Fatalf("the documentation has %d rules", len(rules))
	}
	for _, rule := range rules {
		name := string(rule[1])
		if name != "kept" && described(name) == name { // what is kept is not reported
			t.Errorf("%s is not described", name)
		}
	}
}
