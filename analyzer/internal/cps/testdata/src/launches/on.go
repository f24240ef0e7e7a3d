package launches

// A parameter with the name of a handler is a continuation where its body shows that: what is
// registered is stored.
func fetch(name string, onLoaded func(int)) {
	go func() {
		n := lengthOf(name)
		onLoaded(n)
	}()
}

func lengthOf(name string) int { return len(name) }

var tapped func(int)

func tap(onTapped func(int)) { tapped = onTapped }

// Other words say that it is a handler all the same.
func stop(name string, onStopHandler func(int)) {
	go func() {
		n := lengthOf(name)
		onStopHandler(n)
	}()
}

type options struct{ onLoaded func(int) }

// A field is set by who registers something.
func (o options) fetch() {
	go func() {
		n := lengthOf("b")
		o.onLoaded(n)
	}()
}

func loaded() {
	fetch("a", func(int) {}) // want "^fetch func\\(int\\) proven later$"
	tap(func(int) {})
	stop("a", func(int) {})
	options{onLoaded: func(int) {}}.fetch()
}

type hooks interface {
	Before(key string, k func(error))
}

// What ends in Locked is called with the lock held, and runs nothing under one.
func selectLocked(h hooks, k func(error)) {
	h.Before("a", k) // want "^Before .* assumed"
}

func held(h hooks) {
	selectLocked(h, func(error) {}) // want "^selectLocked func\\(error\\) assumed"
}

type source interface {
	Download(name string, progressCallback func(int, error)) error
	Load(name string, onProgressCb func(int, error)) error
	Save(name string, progressDone func(int, error)) error
}

// That a function is called back does not say how often.
func progress(s source) {
	_ = s.Download("a", func(int, error) {})
	_ = s.Load("a", func(int, error) {})
	_ = s.Save("a", func(int, error) {}) // want "^Save .* assumed"
}
