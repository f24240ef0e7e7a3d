package twin

import (
	"fmt"

	"github.com/unnest-go/unnest/rewrite"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// follow makes the changes of the first stage that has any in the functions.
func (j *Job) follow() (bool, error) {
	found := j.outcome.Result.(*rewrite.Signatures)
	for _, stage := range []rewrite.Stage{rewrite.Flatten, rewrite.Settle, rewrite.Adopt, rewrite.Tidy} {
		var changes []*rewrite.Change
		var inside []string
		for _, c := range found.Stages[stage] {
			key := j.twinAt(c.Pos)
			if key != "" && !j.withdrawn[fingerprint(stage, c)] {
				changes, inside = append(changes, c), append(inside, key)
			}
		}
		if len(changes) == 0 {
			continue
		}
		fixes, err := j.apply(changes)
		if err != nil {
			return false, err
		}
		if j.note(stage, changes, fixes, inside) {
			return true, nil
		}
	}
	return false, nil
}

// note remembers what became of changes, and reports whether one was made.
func (j *Job) note(stage rewrite.Stage, changes []*rewrite.Change, fixes []*patch.Fix, inside []string) bool {
	made := false
	for i, fix := range fixes {
		switch {
		case fix.Err != nil:
			j.withdrawn[fingerprint(stage, changes[i])] = true
			j.reasons[inside[i]] = fix.Err.Error()
		case !fix.Postponed:
			made = true
			j.flat[inside[i]] = j.flat[inside[i]] || stage == rewrite.Flatten
		}
	}
	return made
}

// fingerprint identifies a change in whatever version of the file.
func fingerprint(stage rewrite.Stage, c *rewrite.Change) string {
	var texts []string
	for _, e := range c.Edits {
		texts = append(texts, string(e.NewText))
	}
	return fmt.Sprintf("%d %s %q", stage, c.Func, texts)
}
