// Package verdict says what was to be reached and what was.
package verdict

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
)

// A Verdict is a target and what was measured.
type Verdict struct {
	Measure string
	Ours    string  // who has to reach it
	Cost    float64 // what ours takes
	Unit    string
	Peer    string  // whom ours is compared with; empty: the cost itself is limited
	Than    float64 // what the peer takes
	Limit   float64 // of the ratio of the two, or of the cost
}

// Got is what must not exceed the limit.
func (v Verdict) Got() float64 {
	if v.Peer == "" {
		return v.Cost
	}
	return v.Cost / v.Than
}

// Met reports whether the target was reached.
func (v Verdict) Met() bool { return v.Got() <= v.Limit } // not a number: no

// Print writes a table of all and says how many were met.
func Print(w io.Writer, all []Verdict) error {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintf(t, "\ntarget of\tours\tpeer\tmeasured\tat most\t\n")
	met := 0
	for _, v := range all {
		peer, word := "-", "missed"
		if v.Peer != "" {
			peer = fmt.Sprintf("%s %.1f", v.Peer, v.Than)
		}
		if v.Met() {
			met++
			word = "met"
		}
		fmt.Fprintf(t, "%s\t%s %.1f %s\t%s\t%.2f\t%g\t%s\n",
			v.Measure, v.Ours, v.Cost, v.Unit, peer, v.Got(), v.Limit, word)
	}
	fmt.Fprintf(t, "%d of %d met\n", met, len(all))
	return t.Flush()
}

// Write stores verdicts for Read.
func Write(file string, all []Verdict) error {
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}

// Read returns what Write has stored.
func Read(file string) (all []Verdict, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return all, json.Unmarshal(text, &all)
}
