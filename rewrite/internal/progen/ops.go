package progen

import (
	"slices"
	"strings"
)

// An op is an operation of the lab.
type op struct {
	before, after string // what stands around the continuation; values go where a $ is
	params        []typ  // of the continuation
	result        result
	names         []string // that must not be hidden
}

// A result says what the launch returns.
type result int

const (
	returnsNothing  result = iota
	returnsErr             // whether the launch failed
	returnsIntErr          // a value, and whether the launch failed
	returnsFunc            // a function that logs
	returnsReceiver        // something without meaning
)

// ops are all operations, those with usual conventions more than once.
func ops() []op {
	usual := usualOps()
	var all []op
	for range 7 {
		all = append(all, usual...)
	}
	return slices.Concat(all, unusual(), conventions(), withArguments(), receivers())
}

// usualOps are the operations with the usual conventions.
func usualOps() []op {
	return []op{
		{"Get($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Get"}},
		{"Find($ID, ", ")", []typ{tUser, tErr}, returnsNothing, []string{"Find"}},
		{"Name($ID, $STR, ", ")", []typ{tString, tErr}, returnsNothing, []string{"Name"}},
		{"Dial($ID, ", ")", []typ{tInt, tErr}, returnsErr, []string{"Dial"}},
		{"Delete($ID, ", ")", []typ{tErr}, returnsNothing, []string{"Delete"}},
	}
}

// anyOp picks an operation, at times one of the program itself.
func (g *gen) anyOp() op {
	if len(g.own) > 0 && g.chance(30) {
		return pick(g, g.own)
	}
	return pick(g, ops())
}

// unusual are the operations with other conventions, or that are launched in other ways.
func unusual() []op {
	return []op{
		{"Sure($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Sure"}},
		{"Sure($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Sure"}},
		{"Thing($ID, ", ")", []typ{tAny, tErr}, returnsNothing, []string{"Thing"}},
		{"Trial($ID, ", ")", []typ{tInt, tErr}, returnsErr, []string{"Trial"}},
		{"Trial($ID, ", ")", []typ{tInt, tErr}, returnsErr, []string{"Trial"}},
		{"Trial($ID, ", ")", []typ{tInt, tErr}, returnsErr, []string{"Trial"}},
		{"Read($ID, ", ")", []typ{tErr, tString}, returnsNothing, []string{"Read"}},
		{"Check($ID, ", ")", []typ{tErr, tInt, tUser}, returnsNothing, []string{"Check"}},
		{"Count($ID, ", ")", []typ{tInt}, returnsNothing, []string{"Count"}},
		{"Tick($ID, ", ")", nil, returnsNothing, []string{"Tick"}},
		{"Pair($ID, ", ")", []typ{tUser, tInt, tErr}, returnsNothing, []string{"Pair"}},
		{"Both($ID, ", ")", []typ{tString, tUser}, returnsNothing, []string{"Both"}},
		{"Triple($ID, ", ")", []typ{tUser, tInt, tString, tErr}, returnsNothing, []string{"Triple"}},
		{"Quad($ID, ", ")", []typ{tInt, tString, tUser, tInts, tErr}, returnsNothing, []string{"Quad"}},
		{"Middle($ID, ", ")", []typ{tInt, tErr, tString}, returnsNothing, []string{"Middle"}},
		{"Store($ID, ", ")", []typ{tInt, tOpErr}, returnsNothing, []string{"Store"}},
		{"Drop($ID, ", ")", []typ{tOpErr}, returnsNothing, []string{"Drop"}},
		{"List($ID, ", ")", []typ{tInts, tErr}, returnsNothing, []string{"List"}},
		{"Pick($ID, ", ")", []typ{tUserPtr, tErr}, returnsNothing, []string{"Pick"}},
		{"Fetch($ID, $BOX, ", ")", []typ{tBox, tErr}, returnsNothing, []string{"Fetch"}},
		{"Fetch[string]($ID, $STR, ", ")", []typ{tString, tErr}, returnsNothing, []string{"Fetch", "string"}},
		{"First(", ", $ID)", []typ{tInt, tErr}, returnsNothing, []string{"First"}},
		{"Many(", ", $ID, $INT, $INT)", []typ{tString, tErr}, returnsNothing, []string{"Many"}},
		{"Many(", ", $ID, $INTS...)", []typ{tString, tErr}, returnsNothing, []string{"Many"}},
		{"Fork($ID, ", ", $FAIL)", []typ{tInt}, returnsNothing, []string{"Fork", "error"}},
		{"Fork($ID, $OK, ", ")", []typ{tErr}, returnsNothing, []string{"Fork", "int"}},
		{"Open($ID, ", ")", []typ{tString, tErr}, returnsIntErr, []string{"Open"}},
		{"Stop($ID, ", ")", []typ{tInt, tErr}, returnsFunc, []string{"Stop"}},
		{
			"go Start(ticket(\"go\"), $ID, ", ")",
			[]typ{tInt, tErr},
			returnsNothing,
			[]string{"Start", "ticket"},
		},
		{"defer Get($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Get"}},
		{"Defer($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Defer"}},
		{
			"Do($ID, Opts{Name: $STR, Done: ", ", Rest: $INTS})",
			[]typ{tInt, tErr},
			returnsNothing,
			[]string{"Do", "Opts"},
		},
		{"Do($ID, Opts{$STR, ", ", nil})", []typ{tInt, tErr}, returnsNothing, []string{"Do", "Opts"}},
		{"(&Client{$INT}).Get($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Client"}},
		{"Client{$INT}.Ask($ID, ", ")", []typ{tString, tErr}, returnsReceiver, []string{"Client"}},
		{"(*Client).Get(&Client{1}, $ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Client"}},
		{"Get($ID, Handler(", "))", []typ{tInt, tErr}, returnsNothing, []string{"Get", "Handler"}},
		{"Get($ID, (", "))", []typ{tInt, tErr}, returnsNothing, []string{"Get"}},
		{"Save($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Save"}},
	}
}

// done is the type of a completion that the operation takes as it is, if any.
func (o op) done() typ {
	for _, t := range []typ{tDoneInt, tDoneString, tDoneUser, tDoneErr, tDoneValue, tDoneAny, tDoneParam} {
		if text := signature(o.params); text == string(t) {
			return t
		}
	}
	return tNothing
}

// signature is the type of a continuation.
func signature(params []typ) string {
	var text strings.Builder
	text.WriteString("func(")
	for i, p := range params {
		if i > 0 {
			text.WriteString(", ")
		}
		text.WriteString(string(p))
	}
	return text.String() + ")"
}
