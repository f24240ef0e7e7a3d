package several

// The chain of one of these has a name of another package, which the file does not import.

func needsTime() {
	get(1, func(a int, err error) {
		now := stamp()
		get(a, func(b int, err error) { show(now, b) })
	})
}

func needsNothing() {
	get(1, func(a int, err error) {
		get(a, func(b int, err error) { show(stamp(), b) })
	})
}
