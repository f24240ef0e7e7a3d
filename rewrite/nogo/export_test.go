package nogo

// NewAnalyzer makes an analyzer whose flags a test may set.
var NewAnalyzer = newAnalyzer
