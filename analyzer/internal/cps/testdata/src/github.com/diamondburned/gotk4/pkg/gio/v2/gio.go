// Package gio stands for that of gotk4.
package gio

import "context"

type AsyncResulter interface{}

type AsyncReadyCallback func(res AsyncResulter)

type File struct{}

var callbacks []any

func (*File) LoadContentsAsync(ctx context.Context, callback AsyncReadyCallback) {
	callbacks = append(callbacks, callback)
}

func (*File) LoadContentsFinish(AsyncResulter) ([]byte, error) { return nil, nil }

func (*File) ConnectChanged(f func(AsyncResulter)) { callbacks = append(callbacks, f) }
