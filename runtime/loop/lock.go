package loop

// lock is mu.Lock for those that post. A sync.Mutex lets its goroutine wait at once
// where another one is ready to run, as always when several post: to be woken costs
// many times what mu is held for. So lock tries a little longer first.
func (l *Loop) lock() {
	const tries = 7
	for range tries {
		if l.mu.TryLock() {
			return
		}
	}
	l.mu.Lock()
}
