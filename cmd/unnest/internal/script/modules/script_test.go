package modules

import (
	"testing"

	"github.com/unnest-go/unnest/cmd/unnest/internal/script"
)

func TestScripts(t *testing.T) { script.Run(t, "../../../../..", "modules") }
