package rewrite

import "github.com/unnest-go/unnest/internal/promises"

// promisePath is the import path of the package that chains are made with.
const promisePath = promises.Path

// promiseName is the name of that package.
const promiseName = "promise"
