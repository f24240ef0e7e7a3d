package contextignored

import "context"

// The package is imported for this only.
func lastUse(r *request, done func(*user, error)) {
	ctx := r.Context()
	wait(ctx)
	find(context.Background(), "ann", done) // want `this operation does not end with ctx`
	find(context.TODO(), "bob", done)       // want `this operation does not end with ctx`
}
