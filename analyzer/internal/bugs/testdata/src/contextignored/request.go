package contextignored

import "context"

type request struct{ ctx context.Context }

func (r *request) Context() context.Context { return r.ctx }
