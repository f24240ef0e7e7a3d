package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/unnest-go/unnest/cmd/unnest/internal/script"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"unnest": main})
}

func TestScripts(t *testing.T) { script.Run(t, "../..", "") }
