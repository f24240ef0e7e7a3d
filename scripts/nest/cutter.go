package nest

import (
	"fmt"
	"go/ast"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// A cutter puts the statements of one function into callbacks.
type cutter struct {
	*file
	*function
	random *rand.Rand
	names  int // given out

	// Of the function or literal that is being cut:
	queue string // the variable, empty when callbacks are called at once
	leave leave
}

// ranks of edits at one place.
const (
	atStart = iota - 3 // of the body
	beforeReturn
	before // a statement
	_
	behind // a statement
	atEnd  // of a list
	after  // the list
)

func (c *cutter) chance(percent int) bool { return c.random.IntN(100) < percent }

func (c *cutter) name(prefix string) string {
	c.names++
	return prefix + strconv.Itoa(c.names)
}

func (c *cutter) replace(from, to, rank int, text string) {
	c.edits = append(c.edits, edit{from, to, rank, text})
}

func (c *cutter) insert(at, rank int, text string) { c.replace(at, at, rank, text) }

// declared cuts a declared function: as one that calls back, or as it is.
func (c *cutter) declared(fn *ast.FuncDecl) {
	if c.splits(fn) {
		c.split(fn)
		if c.callbacks > 0 {
			return
		}
		c.edits = nil
	}
	c.body(fn.Type, fn.Body)
}

// body cuts the body of a function or literal. What it returns goes into named results.
func (c *cutter) body(typ *ast.FuncType, body *ast.BlockStmt) {
	outer := *c
	defer func() { c.queue, c.leave = outer.queue, outer.leave }()
	c.queue, c.leave = "", leave{}
	results, ok := c.nameResults(typ)
	if !ok || len(body.List) < 3 || jumps(body) || typ.Results != nil && c.chance(40) {
		c.blocks(body.List)
		return
	}
	c.chooseQueue()
	edits, callbacks := len(c.edits), c.callbacks
	first := c.list(body.List, c.offset(body.Rbrace), true)
	if first < 0 { // all was in vain: without callbacks nothing may be named
		c.edits, c.callbacks, c.queue = c.edits[:edits], callbacks, ""
		c.blocks(body.List)
		return
	}
	c.runQueue(body)
	if typ.Results != nil {
		c.edits = append(c.edits, results...)
		c.insert(c.offset(body.Rbrace), after+1, "\nreturn\n")
		c.returns(body.List[first:])
	}
}

func (c *cutter) chooseQueue() {
	if c.chance(40) {
		c.queue = c.name("queue")
	}
}

// runQueue declares the queue and runs it at the end.
func (c *cutter) runQueue(body *ast.BlockStmt) {
	if c.queue != "" {
		c.insert(c.offset(body.Lbrace)+1, atStart, fmt.Sprintf("\nvar %s nest.Queue\n", c.queue))
		c.insert(c.offset(body.Rbrace), after, fmt.Sprintf("\n%s.Run()\n", c.queue))
	}
}

// list cuts a list of statements that ends at a place. It returns the index of the first
// statement that comes to stand in a callback, -1 for none.
func (c *cutter) list(list []ast.Stmt, end int, ofFunction bool) int {
	const most = 7
	first, deferred := -1, false
	var ends []string // of the callbacks
	for i, s := range list {
		_, isDefer := s.(*ast.DeferStmt)
		deferred = deferred || isDefer && len(ends) > 0 && c.queue != ""
		cut := i > 0 && len(ends) < most && !deferred && c.chance(45) && !escapes(list[i:], ofFunction)
		at, end := i, ""
		switch {
		case !cut:
			c.blocks(list[i : i+1])
			continue
		case c.bind(s, &end):
			at = i + 1
		case c.loop(s, &end):
		default:
			end = c.step(s)
			c.blocks(list[i : i+1])
		}
		ends = append(ends, end)
		if first < 0 {
			first = at
		}
	}
	if len(ends) > 0 {
		slices.Reverse(ends)
		c.insert(end, atEnd, "\n"+strings.Join(ends, "\n")+"\n")
	}
	c.callbacks += len(ends)
	return first
}

// step begins a callback in front of a statement, and says how it ends.
func (c *cutter) step(s ast.Stmt) (end string) {
	name, callback := "Step", "func() {\n"
	if c.chance(33) {
		name, callback = "StepError", "func(_ error) {\n"
	}
	begin, end := c.operation(name)+callback, "})"
	switch {
	case c.chance(15):
		begin, end = "if err := "+c.operation("Start"+name)+callback, "}); err != nil {\npanic(err)\n}"
	case c.chance(15):
		begin, end = c.held(callback, c.operation(name))
	}
	c.insert(c.offset(s.Pos()), before, begin)
	return end
}

// held has a callback held by a variable until what begins with launch.
func (c *cutter) held(callback, launch string) (begin, end string) {
	then := c.name("then")
	return then + " := " + callback, "}\n" + launch + then + ")"
}

// operation begins the call of one.
func (c *cutter) operation(name string) string {
	if c.queue == "" {
		return "nest." + name + "("
	}
	return fmt.Sprintf("nest.Later%s(&%s, ", name, c.queue)
}

// blocks cuts in the blocks and literals of statements.
func (c *cutter) blocks(list []ast.Stmt) {
	for _, s := range list {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				c.body(n.Type, n.Body)
				return false
			case *ast.BlockStmt:
				return !c.block(n)
			}
			return true
		})
	}
}

// block cuts a block, in which callbacks are called at once: it may run again.
func (c *cutter) block(b *ast.BlockStmt) bool {
	if len(b.List) < 3 || clauses(b) || jumps(b) || !c.chance(60) {
		return false
	}
	queue := c.queue
	c.queue = ""
	c.list(b.List, c.offset(b.Rbrace), false)
	c.queue = queue
	return true
}

func clauses(b *ast.BlockStmt) bool {
	return slices.ContainsFunc(b.List, func(s ast.Stmt) bool {
		switch s.(type) {
		case *ast.CaseClause, *ast.CommClause:
			return true
		}
		return false
	})
}
