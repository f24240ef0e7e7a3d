package bugs

import "regexp"

// severalName is what those are called that may be told of one thing after another, or
// for which it does not matter how often they are called.
var severalName = regexp.MustCompile(`(?i)err|warn|report|log|trace|print|emit|yield|visit|send|push|` +
	`publish|notif|update|progress|observ|listen|event|message|diag|issue|problem|cancel`)

// single says whether the completion is to be called once: neither its name nor its
// type is that of something else, and it is told of an outcome. Who is only told of
// failures may well be told of several, unless it is called like a completion.
func (c *completion) single() bool {
	name := c.param.Name()
	if severalName.MatchString(name) || isOf(c.param.Type(), "context", "CancelCauseFunc") {
		return false
	}
	return name == "k" || completionName.MatchString(name) || c.reportsBoth()
}
