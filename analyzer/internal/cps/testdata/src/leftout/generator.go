//go:build ignore

package leftout

func (c *same) renew() { c.closed.Store(false) }
