// Package aio has the declarations that rules know.
package aio

import (
	"context"

	"github.com/unnest-go/unnest/runtime/promise"
)

func ReadFile(ctx context.Context, name string) *promise.Promise[[]byte]   { return nil }
func ReadFileThen(ctx context.Context, name string, k func([]byte, error)) {}
