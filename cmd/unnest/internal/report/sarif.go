package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"
)

// SARIF writes the findings in the Static Analysis Results Interchange Format,
// version 2.1.0, with the fixes. Names of files are relative to the directory
// where they stand below it. Columns count characters, as the log says.
//
// See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
func SARIF(w io.Writer, paths Paths, version string, all []*Finding) error {
	s := &sarifWriter{paths: paths, texts: make(map[string][]byte), seen: make(map[string]int)}
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{
		Name: analyzerName, Version: version, InformationURI: "https://github.com/unnest-go/unnest",
	}
	run.OriginalURIBaseIDs = map[string]sarifLocationOfFile{
		sourceRoot: {URI: fileURI(strings.TrimSuffix(filepath.ToSlash(paths.Dir), "/") + "/")},
	}
	for _, f := range all {
		result, err := s.result(f)
		if err != nil {
			return err
		}
		run.Results = append(run.Results, result)
		text := described(result.RuleID)
		rule := sarifRule{
			ID: result.RuleID, HelpURI: helpURI(f),
			ShortDescription: sarifMessage{text}, FullDescription: sarifMessage{text + "."},
		}
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
	manualURI   = "https://pkg.go.dev/github.com/unnest-go/unnest/"
	sourceRoot  = "%SRCROOT%"
)

// A sarifWriter knows the texts of files, because regions count lines and
// characters.
type sarifWriter struct {
	paths Paths
	texts map[string][]byte
	seen  map[string]int // findings by key
}

func (s *sarifWriter) result(f *Finding) (sarifResult, error) {
	fset := f.Package.Fset
	r := sarifResult{RuleID: f.Category, Level: "warning", Message: sarifMessage{f.Full()}}
	if f.Note {
		r.Level = "note"
	}
	r.PartialFingerprints = map[string]string{"unnest/v1": s.fingerprint(f)}
	at, err := s.location(fset, f.Pos, f.End, "")
	if err != nil {
		return r, err
	}
	r.Locations = []sarifLocation{at}
	for _, related := range f.Related {
		at, err := s.location(fset, related.Pos, cmp.Or(related.End, related.Pos), related.Message)
		if err != nil {
			return r, err
		}
		r.RelatedLocations = append(r.RelatedLocations, at)
	}
	for _, suggested := range f.Fixes {
		fix, err := s.fix(fset, suggested)
		if err != nil {
			return r, err
		}
		r.Fixes = append(r.Fixes, fix)
	}
	return r, nil
}

// fingerprint identifies a finding while code moves around it.
func (s *sarifWriter) fingerprint(f *Finding) string {
	key := f.Key(s.paths.Dir)
	s.seen[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d", key, s.seen[key]))
	return hex.EncodeToString(sum[:16])
}

func (s *sarifWriter) location(fset *token.FileSet, pos, end token.Pos, text string) (sarifLocation, error) {
	region, err := s.region(fset, pos, end)
	at := sarifPhysical{ArtifactLocation: s.file(fset.PositionFor(pos, false).Filename), Region: region}
	l := sarifLocation{PhysicalLocation: at}
	if text != "" {
		l.Message = &sarifMessage{text}
	}
	return l, err
}

// fix writes a fix, whose edits may be of several files.
func (s *sarifWriter) fix(fset *token.FileSet, suggested analysis.SuggestedFix) (sarifFix, error) {
	fix := sarifFix{Description: sarifMessage{suggested.Message}}
	changes := make(map[string]*sarifChange)
	for _, e := range suggested.TextEdits {
		region, err := s.region(fset, e.Pos, cmp.Or(e.End, e.Pos))
		if err != nil {
			return fix, err
		}
		name := fset.PositionFor(e.Pos, false).Filename
		if changes[name] == nil {
			changes[name] = &sarifChange{ArtifactLocation: s.file(name)}
			fix.ArtifactChanges = append(fix.ArtifactChanges, changes[name])
		}
		changes[name].Replacements = append(changes[name].Replacements, sarifReplacement{
			DeletedRegion: region, InsertedContent: sarifMessage{string(e.NewText)},
		})
	}
	return fix, nil
}

// helpURI is where a rule is explained: in the documentation of the analyzer, or
// in the manual where the command alone has it.
func helpURI(f *Finding) string {
	switch f.Category {
	case "nested":
		return manualURI + "analyzer#hdr-Pyramids"
	case "generated", "cgo", "vendored", "unsound":
		return manualURI + "cmd/unnest#hdr-What_is_never_edited"
	}
	return manualURI + "analyzer#hdr-" + f.Category
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
