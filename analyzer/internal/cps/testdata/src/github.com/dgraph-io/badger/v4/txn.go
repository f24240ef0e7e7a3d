// Package badger stands for that of the database: what is to come after a commit is
// kept until then.
package badger

type Txn struct{ after func(error) }

func (t *Txn) CommitWith(cb func(error)) { t.after = cb }

func (t *Txn) OnDiscard(cb func(error)) { t.after = cb }
