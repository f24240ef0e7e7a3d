package launches

// What local functions are given, and what they store in variables of their own.
func inside() {
	get := func(done func(int, error)) {
		var fire func(int)
		fire = func(n int) { done(n, nil) }
		go func() {
			n, _ := read("a")
			fire(n)
		}()
	}
	get(func(int, error) {}) // want "^get func\\(int, error\\) proven later, error 1$"

	chosen := func(done func(int, error)) {
		if done == nil {
			done = func(int, error) {}
		}
		load("a", done) // want ", named"
	}
	chosen(func(int, error) {}) // want "^chosen func\\(int, error\\) proven later, error 1"

	// What is around the variable and the function is no matter.
	func() {
		var k func(int, error)
		k = func(int, error) {}
		load("a", k) // want "^load func\\(int, error\\) proven later, error 1$"
	}()
}
