//lint:file-ignore unnest this file is history

package kept

func file(done func(int, error)) {
	get(1, func(n int, err error) {
		get(n, func(n int, err error) { done(n, err) })
	})
}
