package plan

import (
	"fmt"
	"strings"
)

// Explain says how each step is translated, a line for each.
func (p *Part) Explain() []string {
	var lines []string
	for i, s := range p.Steps {
		lines = append(lines, fmt.Sprintf("%s: %s", s.Name, strings.Join(p.explain(i, s), "; ")))
	}
	if p.Finale != nil {
		lines = append(lines, p.Finale.Exit.Name()+": what it does first stands in a Finally")
	}
	if p.NoLoop != "" {
		lines = append(lines, "no Recurse: "+p.NoLoop)
	}
	return append(lines, p.notes...)
}

func (p *Part) explain(i int, s *Step) []string {
	var notes []string
	if s.Adapter != nil {
		notes = append(notes, s.Adapter.Func+" is its promise")
	}
	if s.Sync != nil {
		notes = append(notes, "the error of its start rejects the promise")
	}
	if i == 0 && s.Through != nil {
		notes = append(notes, fmt.Sprintf("what is done with its result, up to line %d, goes with it",
			p.Src.line(s.Through)))
	}
	if s.Map != nil {
		notes = append(notes, "MapErr changes its error alone")
	}
	if s.Keep != nil {
		notes = append(notes, fmt.Sprintf("Keep stores its value in %s for later steps", s.Keep.Name))
	}
	for _, c := range s.Captures {
		if c.Moves() != nil {
			note := fmt.Sprintf("%s goes before the chain for later steps", c.Obj.Name())
			if p.Apart {
				note += ", in a block with it"
			}
			notes = append(notes, note)
		}
	}
	for _, v := range append(s.Values, s.Err) {
		if v != nil && v.Hoist != nil {
			notes = append(notes,
				fmt.Sprintf("%s is declared before the chain for later steps", v.Hoist.Name))
		}
	}
	return append(notes, p.handler(i, s))
}

// handler says what receives the outcome of a step.
func (p *Part) handler(i int, s *Step) string {
	if i == len(p.Steps)-1 && p.End != EndDelegate && p.End != EndRound {
		return ends[p.End](p)
	}
	text := "its continuation sees value and error as before"
	switch {
	case s.Guard != nil:
		text = "its continuation sees the value, its error exit is the one at the end"
	case s.Err == nil:
		text = "its continuation sees the value, there is no error"
	}
	if i == len(p.Steps)-1 {
		text += "; " + ends[p.End](p)
	}
	return text
}

// ends describes the ends of a chain.
var ends = map[End]func(*Part) string{
	EndBody: func(*Part) string { return "its continuation settles the chain" },
	EndGuarded: func(*Part) string {
		return "its continuation settles the chain, with the error exit of the others"
	},
	EndDelegate: func(p *Part) string {
		return fmt.Sprintf("%s settles the chain in place of %s", p.Done, p.Tail.Name)
	},
	EndPass:  func(p *Part) string { return p.Done + " settles the chain" },
	EndError: func(p *Part) string { return p.Done + " settles the chain, with the error alone" },
	EndRound: func(p *Part) string {
		return fmt.Sprintf("%s settles the chain in place of %s, which runs again",
			p.Again().Name, p.Round.Name)
	},
	EndTurn: func(*Part) string { return "its continuation begins the next turn of a Recurse" },
	EndMap: func(p *Part) string {
		return "its continuation returns what " + p.Done + " settles the chain with"
	},
}

// Explain says what becomes of the members of a group, a line for each step.
func (g *Group) Explain() []string {
	var lines []string
	for _, m := range g.Members {
		if m.Part != nil {
			lines = append(lines, m.Part.Explain()...)
		} else {
			line := g.Src.line(m.Stmt)
			lines = append(lines, fmt.Sprintf("line %d: it launches and calls back as before", line))
		}
	}
	switch g.Kind {
	case GroupAwait:
		return append(lines, g.Call.Name()+": the function waits for the chain with Await")
	case GroupRace:
	case GroupAll:
		return append(lines, g.Call.Name()+": what it does in the end is done after All")
	}
	end := fmt.Sprintf("%s: the first outcome settles a Race, and goes to %s", g.Call.Name(), g.Done)
	return append(lines, end)
}
