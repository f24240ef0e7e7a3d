package cps

// Standard is the table of the standard library.
var Standard = standard
