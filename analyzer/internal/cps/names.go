package cps

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// nameVeto is the row of a table by which a callee's name, or that of its parameter or field,
// speaks against a continuation; nil when it does not. What a body shows outweighs
// the names of scopes and iterations, which call at once or often.
func nameVeto(at slot, k knowledge) *name {
	return cmp.Or(paramVeto(at, k), calleeVeto(at, k))
}

// paramVeto is the row that the name of the parameter or field matches.
func paramVeto(at slot, k knowledge) *name {
	id := at.param().Name()
	if at.field != nil {
		id = at.field.Name()
	}
	row := vetoOf(parameters, words(id))
	if row == nil || row.spares(words(id), at.field == nil) {
		return nil
	}
	return row.holding(at, k)
}

// calleeVeto is the row that the name of the callee matches.
func calleeVeto(at slot, k knowledge) *name {
	if at.callee.obj == nil {
		return nil
	}
	id := words(at.callee.obj.Name())
	row := vetoOf(callees, id)
	if row == nil && at.alone() && !at.does(id) {
		row = vetoOf(loners, id)
	}
	return row.holding(at, k)
}

// spares reports whether other words of a parameter's name outweigh those of the row: onDone,
// completionHandler or, if it may be one of a pair, onSuccess. That a function is called back says
// nothing of how often: progressCallback.
func (n *name) spares(words []string, pair bool) bool {
	if n.often {
		words = slices.DeleteFunc(slices.Clone(words), func(w string) bool {
			return w == "cb" || w == "callback"
		})
	}
	return share(words, completions) || pair && share(words, outcomes)
}

// holding is the row if the name counts, after what a body shows.
func (n *name) holding(at slot, k knowledge) *name {
	if n == nil || k.proven() && !n.always && (!n.field || at.field == nil) {
		return nil
	}
	return n
}

// A name is a row of a table of names, in lower-case words.
type name struct {
	always bool     // even if a body shows that the function is called at most once
	field  bool     // even then, if it is in a field
	often  bool     // speaks of many calls
	either []string // with one of these a continuation may have it as well
	first  []string // the name begins with one of these words
	with   []string // and, unless nil, contains one of these
	but    []string // and none of these
	short  bool     // and has no more than another word
	long   bool     // and has another word
	actors bool     // and does not end with a word for who does something
	last   []string // or ends with one of these
	before []string // or with one of these and another word
	has    []string // or contains one
	whole  []string // or is one of these words alone
	why    string
}

// made says why a function that is given to a constructor is no continuation.
const made = "is part of what the callee makes or sets"

// makes says whether a callee is a constructor by its name. It launches nothing, and what it
// makes may launch more than once.
func (c *callee) makes() bool {
	if c.obj == nil {
		return false
	}
	row := vetoOf(callees, words(c.obj.Name()))
	return row != nil && row.why == made
}

// callees are the names of functions that do something else with a function
// than to call it when an operation is done.
var callees = []name{
	{
		first:  list("on subscribe handle watch listen register observe hook bind intercept notify"),
		has:    list("handler handlers listener listeners observer subscriber middleware interceptor"),
		whole:  list("use"),
		always: true,
		why:    "is a handler by the name of the callee",
	},
	{
		first:  list("connect"),
		with:   list("signal signals"),
		always: true,
		why:    "is a handler by the name of the callee",
	},
	{
		first: list("iterate walk visit ascend descend traverse inspect sort filter " +
			"reduce consume scan"),
		has:   list("each foreach walk repeating repeat interval ticker"),
		whole: list("range map find any all some every select iter seq tick"),
		why:   "is called for every element by the name of the callee",
	},
	{
		first: list("with try must describe convey measure transact locked when"),
		last:  list("transaction txn lock"), // what ends in Locked is called with the lock held
		whole: list("run it locked context view update batch modify block wrap claim specify " +
			"provide invoke apply"),
		why: "is run in a scope by the name of the callee",
	},
	{
		first:  list("go submit spawn fork retry poll every loop"),
		always: true,
		why:    "is a task by the name of the callee",
	},
	{
		first:  list("set add append install put push attach"),
		with:   list("hook hooks func fn callback callbacks"),
		always: true,
		why:    "is a handler by the name of the callee",
	},
	{
		first:  list("new make default option"),
		always: true,
		why:    made,
	},
}

// parameters are names that APIs give to functions they call for other
// reasons.
var parameters = []name{
	{
		first:  list("each visit yield iter walk"),
		has:    list("progress"),
		often:  true,
		always: true,
		why:    "is called for every element by the name of the parameter",
	},
	{
		last:   list("handler listener observer hook visitor subscriber iterator yield progress filter"),
		always: true,
		why:    "is a handler by the name of the parameter",
	},
	{
		first:  list("on"), // a handler that is registered is stored, and so no body shows it
		field:  true,
		either: list("loaded saved ready opened fetched written sent created deleted stored parsed answered"),
		why:    "is a handler by the name of the parameter",
	},
	{
		whole: list("resolve reject unlock cancel"),
		why:   "is a capability by the name of the parameter",
	},
}

// completions are words for a continuation. A field has one of them in its
// name, or it is not assumed to be one.
var completions = list("done cb callback completion complete completed finish finished then " +
	"next result reply response k")

// outcomes are more such words, for the parameters of a pair.
var outcomes = list("success succeeded ok failure failed fail")

// namesCompletion says whether a name has a word for a continuation.
func namesCompletion(id string) bool {
	return share(words(id), completions)
}

// list splits a text into words.
func list(text string) []string { return strings.Fields(text) }

// vetoOf finds the row that a name matches, nil for none.
func vetoOf(table []name, words []string) *name {
	if len(words) == 0 {
		return nil
	}
	for i := range table {
		row := &table[i]
		if row.begins(words) ||
			slices.Contains(row.last, words[len(words)-1]) ||
			len(words) > 1 && slices.Contains(row.before, words[len(words)-2]) ||
			len(words) == 1 && slices.Contains(row.whole, words[0]) || share(words, row.has) {
			return row
		}
	}
	return nil
}

// begins says whether a name begins as the row says, and goes on so.
func (n *name) begins(words []string) bool {
	return slices.Contains(n.first, words[0]) && (n.with == nil || share(words, n.with)) &&
		!share(words, n.but) && (!n.short || len(words) <= 2) && (!n.long || len(words) > 1) &&
		(!n.actors || !isActor(words[len(words)-1]))
}

// isActor says whether a word is one for who does something: a processor, a logger.
func isActor(word string) bool {
	return (strings.HasSuffix(word, "er") || strings.HasSuffix(word, "or")) && !slices.Contains(things, word)
}

// things are words that end as those do.
var things = list("user order member customer number server owner folder layer buffer cluster container " +
	"header letter offer player timer transfer error door floor color author")

// executors are words for a callee that runs functions elsewhere and has no
// outcome to report.
var executors = []name{{
	first: list("dispatch schedule queue enqueue"),
	last:  list("thread"),
	whole: list("act async do post defer after"),
}, {
	first: list("run do call invoke"),
	with:  list("on in later async"),
}, {
	first: list("idle after timeout"),
	with:  list("add func"),
}}

// namesExecutor says whether a callee that takes a function without parameters
// is an executor by its name.
func namesExecutor(id string) bool { return vetoOf(executors, words(id)) != nil }

// share says whether two lists have a word in common.
func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// words splits an identifier into lower-case words.
func words(id string) []string {
	var words []string
	start := 0
	runes := []rune(id)
	for i := 1; i <= len(runes); i++ {
		if i < len(runes) && !boundary(runes, i) {
			continue
		}
		word := strings.ToLower(strings.Trim(string(runes[start:i]), "_"))
		if word != "" {
			words = append(words, word)
		}
		start = i
	}
	return words
}

// boundary says whether a word begins at i.
func boundary(r []rune, i int) bool {
	if r[i-1] == '_' {
		return true
	}
	if !unicode.IsUpper(r[i]) {
		return false
	}
	return !unicode.IsUpper(r[i-1]) || i+1 < len(r) && unicode.IsLower(r[i+1])
}
