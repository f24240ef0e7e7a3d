// Package kept has pyramids and a mistake that comments keep.
package kept

func get(n int, k func(int, error)) { go k(n, nil) }

func head(done func(int, error)) {
	get(1, func(n int, _ error) { //nolint:unnest // reads well
		get(n, func(n int, err error) { done(n, err) })
	})
}

func everything(done func(int, error)) {
	//nolint // reads well
	get(1, func(n int, _ error) {
		get(n, func(n int, err error) { done(n, err) })
	})
}

func pattern(done func(int, error)) {
	get(1, func(n int, _ error) { //nolint:un* // golangci-lint knows no patterns
		get(n, func(n int, err error) { done(n, err) })
	})
}

func ignored(done func(int, error)) {
	//lint:ignore unnest reads well
	get(1, func(n int, _ error) {
		get(n, func(n int, err error) { done(n, err) })
	})
}

func both(done func(int, error)) {
	//lint:ignore unnest reads well
	get(1, func(n int, _ error) { //nolint:unnest // reads well
		get(n, func(n int, err error) { done(n, err) })
	})
}

func inner(done func(int, error)) {
	get(1, func(n int, _ error) {
		get(n, func(n int, _ error) { //nolint:unnest // reads well
			get(n, func(n int, err error) { done(n, err) })
		})
	})
}

func rest(done func(int, error)) {
	get(1, func(n int, _ error) {
		get(n, func(n int, _ error) {
			get(n, func(n int, _ error) { //nolint:unnest // reads well
				get(n, func(n int, err error) { done(n, err) })
			})
		})
	})
}

func among(done func(int, error)) {
	get(1, func(n int, _ error) {
		//nolint:errcheck // another linter
		//nolint:unnest // golangci-lint reads the first of two above a statement
		get(n, func(n int, _ error) {
			get(n, func(n int, err error) { done(n, err) })
		})
	})
}

func mistakes(done func(int)) {
	get(1, func(n int, err error) { done(n) }) //nolint:unnest // it cannot fail
	get(1, func(n int, err error) { done(n) }) //nolint:unreaderror // golangci-lint knows no kinds
	//lint:ignore unreaderror it cannot fail
	get(1, func(n int, err error) { done(n) })
}
