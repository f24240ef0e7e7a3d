package several

func more(done func(int, error)) {
	get(1, func(a int, err error) {
		get(a, func(b int, err error) { done(b, err) })
	})
	get(2, func(a int, err error) {
		get(a, func(b int, err error) { done(b, err) })
	})
}
