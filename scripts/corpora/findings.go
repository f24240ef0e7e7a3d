package main

import (
	"bufio"
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A finding is what the command says of one place.
type finding struct {
	file    string
	line    int
	depth   int
	reason  string   // why it stays, empty when it is flattened
	steps   string   // the operations
	nested  []string // why parts of it stay
	matched bool     // it belongs to a tree of the row
}

func (f *finding) String() string {
	s := fmt.Sprintf("%s:%d: depth %d: %s", f.file, f.line, f.depth, f.steps)
	if f.reason != "" {
		s += ": " + f.reason
	}
	return s
}

var (
	headline = regexp.MustCompile(`^\./([^:]+):(\d+):\d+: (.*) \(depth (\d+): ([^()]*)\)$`)
	staying  = regexp.MustCompile(`^\tstays nested: (.*)$`)
)

const refused = "cannot flatten callbacks: "

// parseFindings reads what -explain prints.
func parseFindings(text []byte) ([]*finding, error) {
	var all []*finding
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if m := headline.FindStringSubmatch(line); m != nil {
			f := &finding{file: m[1], steps: m[5]}
			f.line, _ = strconv.Atoi(m[2])  // digits
			f.depth, _ = strconv.Atoi(m[4]) // digits
			if reason, ok := strings.CutPrefix(m[3], refused); ok {
				f.reason = reason
			}
			all = append(all, f)
			continue
		}
		if m := staying.FindStringSubmatch(line); m != nil && len(all) > 0 {
			last := all[len(all)-1]
			last.nested = append(last.nested, m[1])
		}
	}
	return all, lines.Err()
}
