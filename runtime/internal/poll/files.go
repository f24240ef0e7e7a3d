package poll

// A FileReader is told what the contents of a file are.
type FileReader interface {
	// Name is that of the file; it must not hold a zero.
	Name() string

	// Over reports whether nobody wants the contents any more. Then they need not be
	// all there is.
	Over() bool

	// Read takes the contents, on a goroutine that must not be held up. If ok is
	// false it has to be found out in another way why the file cannot be read. Read
	// returns what has to be posted and where; a nil completion is nothing.
	// Completions of one queue are posted together.
	Read(data []byte, ok bool) (Queue, Completion)
}

// A Queue takes completions for the loop that runs them.
type Queue interface {
	PostCompletions(cs ...Completion) bool
}
