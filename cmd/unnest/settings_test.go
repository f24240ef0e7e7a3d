package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/unnest-go/unnest/analyzer"
)

// TestManual checks that the manual has every setting, where the table has it.
func TestManual(t *testing.T) {
	var manual bytes.Buffer
	c := &command{Stdout: &manual}
	if status := c.help(nil); status != exitNothing {
		t.Fatal("help ends with", status)
	}
	for _, set := range []optionSet{newOptions(), newGenerateOptions()} {
		for _, s := range forUsers(set.table()) {
			if !strings.Contains(manual.String(), "-"+s.Name) {
				t.Errorf("the manual lacks -%s", s.Name)
			}
			if s.Usage == "" {
				t.Errorf("-%s has no usage", s.Name)
			}
		}
	}
	var cfg analyzer.Config
	for _, a := range analyzer.Bugs(cfg) {
		if !strings.Contains(manual.String(), a.Name) {
			t.Errorf("the manual lacks %s", a.Name)
		}
	}
}

// TestQuoted checks that a text is read from a file as it was.
func TestQuoted(t *testing.T) {
	for text, want := range map[string]string{
		"":           "''",
		"2":          "2",
		"*.Get":      "'*.Get'",
		"a/b.C":      "a/b.C",
		"Get(done)":  "Get(done)",
		"a,b":        "'a,b'",
		"it's":       "'it''s'",
		"-x":         "'-x'",
		"a: b # c\"": "'a: b # c\"'",
	} {
		if got := quoted(text); got != want {
			t.Errorf("quoted(%s) = %s, want %s", text, got, want)
		}
	}
}
