package rewrite

// promisePath is the import path of the package that chains are made with.
const promisePath = "github.com/unnest-go/unnest/runtime/promise"

// promiseName is the name of that package.
const promiseName = "promise"
