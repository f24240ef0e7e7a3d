package twin

import (
	"go/token"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/rewrite"
)

// declare declares the twins beside the functions.
func (j *Job) declare(found *rewrite.Signatures) error {
	judged := make(map[string]bool)
	keys := make(map[token.Pos]string)
	for _, s := range found.Functions {
		key := chain.KeyOf(s.Func)
		if !j.Wanted[key] {
			continue
		}
		judged[key] = true
		if s.Refusal != nil {
			j.result.Refused[key] = s.Refusal.Text
			continue
		}
		keys[s.Func.Pos()] = key
		j.names[twinName(s)] = key
	}
	for key := range j.Wanted {
		if !judged[key] {
			j.result.Refused[key] = "its callback is not told of an outcome"
		}
	}
	if len(j.result.Refused) > 0 {
		return nil
	}
	var changes []*rewrite.Change
	for _, c := range found.Stages[rewrite.Declare] {
		if keys[c.Pos] != "" {
			changes = append(changes, c)
		}
	}
	fixes, err := j.apply(changes, j.Sound)
	for i, c := range changes {
		if err := fixes[i].Err; err != nil {
			j.result.Refused[keys[c.Pos]] = err.Error()
		}
	}
	return err
}

// twinName is the name of the function that returns the promise.
func twinName(s *rewrite.Signature) string {
	op := &chain.Operation{Func: s.Func}
	if owner := op.Owner(); owner != nil {
		return owner.Obj().Name() + "." + s.Name
	}
	return s.Name
}
