package signature

import (
	"go/types"
	"maps"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// Twins prepares for functions that stand beside their operations: what adapts
// the operations with these keys does what they do, and is to become a chain. The
// operations stay as they are.
//
// In such a chain others may be called in place of their operations, as if these
// were shims.
//
//	Pattern: F(x, k) => FPromise(x).Settle(k)
//	So long as:
//	- F returns nothing, and its callback is told of an outcome as that of Settle is
//	- F does not run itself again
//	Because: what an operation returns, its adapter returns beside the promise, or
//	rejects with; and every round of a function that runs itself again would leave
//	a promise behind that waits for the next one.
func (p *Package) Twins(ops []*chain.Operation, keys map[string]bool) {
	p.index()
	p.twins = true
	p.Chains = make(map[*types.Func]bool)
	p.Adapters, p.Shims = maps.Clone(p.Adapters), maps.Clone(p.Shims)
	for _, op := range ops {
		key := op.Key()
		if keys[key] {
			for _, fn := range p.Adapters[key] {
				p.Chains[fn] = true
			}
		}
		if p.Rounds.Recurs(op.Func) {
			delete(p.Adapters, key)
		} else if keys[key] && settles(op) {
			p.Shims[key] = true
		}
	}
}

// settles reports whether the promise of an operation settles with what its callback
// is told.
func settles(op *chain.Operation) bool {
	sig, conv := op.Func.Signature(), op.Convention
	if sig.Results().Len() > 0 || op.Index != sig.Params().Len()-1 || len(conv.Values()) > 1 {
		return false
	}
	for _, i := range conv.Values() {
		if conv.Error < 0 && isErrorLike(conv.Sig.Params().At(i).Type()) {
			return false
		}
	}
	return true
}
