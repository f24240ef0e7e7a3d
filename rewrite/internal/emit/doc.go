// Package emit writes planned chains as text.
//
// In goes a [plan.Part]; out comes the text that replaces its statement. Text
// that the user wrote is spliced from the source, with the planned edits in
// it; syntax trees are never printed. It decides nothing but line breaks.
package emit
