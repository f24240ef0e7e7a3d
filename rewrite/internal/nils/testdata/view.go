// Package view shows values.
package view

import "text/template"

// Show shows a value.
func Show(t *template.Template, x any) { _ = t.Execute(nil, x) }
