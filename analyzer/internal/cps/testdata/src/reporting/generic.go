package reporting

import "errors"

// A result of the type of a parameter may be an error.
func spawned[R any](v int, k func(int, error), r R) R { // want spawned:"^k once later, spawned, called beside an error, exclusive, parting$"
	go k(v, nil)
	return r
}

func spawnedText[R ~string](v int, k func(int, error), r R) R { // want spawnedText:"^k once later, spawned, exclusive, parting$"
	go k(v, nil)
	return r
}

func viaSpawned(k func(int, error)) { // want viaSpawned:"^k many: may be called twice on one path"
	if err := spawned(1, k, errors.New("bad")); err != nil {
		k(0, err)
	}
}
