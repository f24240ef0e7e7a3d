// Package kept has a pyramid that a comment keeps.
package kept

func get(n int, k func(int, error)) { go k(n, nil) }

func twice(done func(int, error)) {
	get(1, func(n int, err error) { //nolint:unnest // reads well
		get(n, func(n int, err error) { done(n, err) })
	})
}
