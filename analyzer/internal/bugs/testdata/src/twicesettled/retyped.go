package twicesettled

type completed func(int, error)

//unnest:once k
func ask[F ~func(int, error)](id int, k F) { go k(id, nil) }

// The callee may ask for the type, and so the completion has to stay in the call. It is called all
// the same.
func askedBehind(id int, done completed) {
	if id < 0 {
		done(0, errEmpty)
	}
	ask(id, done) // want `done is called a second time here`
}
