package report

import (
	"fmt"
	"io"
	"strings"
)

// GitHub writes the findings as commands of a GitHub workflow, which shows them
// at their lines. Names of files have to be relative to the repository: where
// it is, the runner says.
//
// See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
func GitHub(w io.Writer, paths Paths, all []*Finding) {
	for _, f := range all {
		level := "warning"
		if f.Note {
			level = "notice"
		}
		from, to := f.Position, f.Package.Fset.PositionFor(f.End, false)
		name, ok := paths.relative(from.Filename)
		if !ok {
			name = from.Filename
		}
		fmt.Fprintf(w, "::%s file=%s,line=%d,endLine=%d", level, property(name), from.Line, to.Line)
		if from.Line == to.Line { // it refuses columns of several lines
			fmt.Fprintf(w, ",col=%d,endColumn=%d", from.Column, to.Column)
		}
		title := analyzerName
		if f.pyramid == nil {
			title += ": " + f.Category
		}
		fmt.Fprintf(w, ",title=%s::%s\n", property(title), data(f.Full()))
	}
}

// data is a text as the message of a command.
func data(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

// property is a text as the value of a property of a command.
func property(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}
