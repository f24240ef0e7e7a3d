package report

import (
	"cmp"
	"encoding/json"
	"go/token"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/cmd/unnest/internal/pyramid"
)

// SARIF writes the pyramids in the Static Analysis Results Interchange Format,
// version 2.1.0, with the fixes. Names of files are relative to the directory
// where they stand below it. Columns count characters, as the log says.
//
// See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
func SARIF(w io.Writer, paths Paths, version string, all []*pyramid.Pyramid) error {
	s := &sarifWriter{paths: paths, texts: make(map[string][]byte)}
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{
		Name: analyzerName, Version: version, InformationURI: "https://github.com/unnest-go/unnest",
	}
	run.OriginalURIBaseIDs = map[string]sarifLocationOfFile{
		sourceRoot: {URI: fileURI(strings.TrimSuffix(filepath.ToSlash(paths.Dir), "/") + "/")},
	}
	for _, p := range all {
		result, err := s.result(p)
		if err != nil {
			return err
		}
		run.Results = append(run.Results, result)
		rule := sarifRule{ID: result.RuleID, HelpURI: helpURI + result.RuleID}
		if !slices.Contains(run.Tool.Driver.Rules, rule) {
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
		}
	}
	slices.SortFunc(run.Tool.Driver.Rules, func(a, b sarifRule) int { return cmp.Compare(a.ID, b.ID) })
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "\t")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	helpURI     = "https://pkg.go.dev/github.com/unnest-go/unnest/analyzer#"
	sourceRoot  = "%SRCROOT%"
)

// A sarifWriter knows the texts of files, because regions count lines and
// characters.
type sarifWriter struct {
	paths Paths
	texts map[string][]byte
}

func (s *sarifWriter) result(p *pyramid.Pyramid) (sarifResult, error) {
	fset, call := p.Package.Fset, p.Finding.Chain.Head().Call
	r := sarifResult{RuleID: "nested", Level: "warning"}
	r.Message.Text = message(p) + " (" + p.Finding.Chain.String() + ")"
	if p.Refusal != nil {
		r.RuleID, r.Level = p.Refusal.Rule, "note"
	}
	region, err := s.region(fset, call.Pos(), call.Fun.End())
	if err != nil {
		return r, err
	}
	at := sarifPhysical{ArtifactLocation: s.file(p.Position.Filename), Region: region}
	r.Locations = []sarifLocation{{PhysicalLocation: at}}
	if p.Refusal == nil {
		r.Fixes, err = s.fixes(fset, p.Edits)
	}
	return r, err
}

// fixes writes a fix. All its edits are of one file.
func (s *sarifWriter) fixes(fset *token.FileSet, edits []analysis.TextEdit) ([]sarifFix, error) {
	change := sarifChange{ArtifactLocation: s.file(fset.PositionFor(edits[0].Pos, false).Filename)}
	for _, e := range edits {
		end := e.End
		if !end.IsValid() {
			end = e.Pos
		}
		region, err := s.region(fset, e.Pos, end)
		if err != nil {
			return nil, err
		}
		change.Replacements = append(change.Replacements, sarifReplacement{
			DeletedRegion: region, InsertedContent: sarifMessage{Text: string(e.NewText)},
		})
	}
	text := sarifMessage{Text: "Flatten into a Then chain"}
	return []sarifFix{{Description: text, ArtifactChanges: []sarifChange{change}}}, nil
}

func (s *sarifWriter) region(fset *token.FileSet, from, to token.Pos) (sarifRegion, error) {
	start, end := fset.PositionFor(from, false), fset.PositionFor(to, false)
	text := s.texts[start.Filename]
	if text == nil {
		var err error
		if text, err = os.ReadFile(start.Filename); err != nil {
			return sarifRegion{}, err
		}
		s.texts[start.Filename] = text
	}
	return sarifRegion{
		StartLine: start.Line, StartColumn: character(text, start),
		EndLine: end.Line, EndColumn: character(text, end),
	}, nil
}

// character is a position's column in characters instead of bytes.
func character(text []byte, pos token.Position) int {
	begin := pos.Offset - (pos.Column - 1)
	if begin < 0 || pos.Offset > len(text) {
		return pos.Column // the file has changed since it was read
	}
	return 1 + utf8.RuneCount(text[begin:pos.Offset])
}

func (s *sarifWriter) file(name string) sarifLocationOfFile {
	if rel, ok := s.paths.relative(name); ok {
		return sarifLocationOfFile{URI: (&url.URL{Path: rel}).EscapedPath(), URIBaseID: sourceRoot}
	}
	return sarifLocationOfFile{URI: fileURI(filepath.ToSlash(name))}
}

func fileURI(path string) string {
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/dir
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
