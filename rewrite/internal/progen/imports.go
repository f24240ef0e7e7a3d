package progen

// importForms are the ways to import what programs use.
var importForms = []string{
	"import (\n\t\"errors\"\n\t\"fmt\"\n\t\"runtime\"\n)\n\n",
	"import \"errors\"\nimport \"fmt\"\nimport \"runtime\"\n\n",
	"import \"runtime\"\n\nimport (\n\t\"errors\"\n\t\"fmt\" // for messages\n)\n\n",
	"import (\n\t\"runtime\"\n\n\t\"errors\"\n\t// fmt writes.\n\t\"fmt\"\n)\n\n",
}

// A moreImport is an import that a rewriting may have to do with: it has the name that it would
// like to use, or is what it would like to import, under another name.
type moreImport struct{ spec, use string }

var moreImports = []moreImport{
	{"import unpromise \"strings\"\n", "unpromise.TrimSpace(\"a\")"},
	{"import context \"strings\"\n", "context.TrimSpace(\"b\")"},
	{"import ctx \"context\"\n", "ctx.Background()"},
	{"import \"context\"\n", "context.Background()"},
	{"import r3 \"strings\"\n", "r3.TrimSpace(\"c\")"},
	{"import . \"strconv\"\n", "Itoa(1)"},
	{
		"import (\n\t\"strings\"\n\tuser3 \"slices\"\n)\n",
		"strings.Clone(\"d\") + string(user3.Max([]byte{1}))",
	},
	{"import chain \"github.com/unnest-go/unnest/runtime/promise\"\n", "chain.Unit{}"},
	{"import _ \"embed\"\n", "0"},
	{"import (\n\t_ \"embed\" // nothing\n)\n", "0"},
}

func (g *gen) imports() {
	text, use := pick(g, importForms), ""
	if g.chance(25) {
		more := pick(g, moreImports)
		text += more.spec + "\n"
		use = "var _ = " + more.use + "\n\n"
	}
	g.p("%s", text)
	g.p("var _, _, _ = errors.New, fmt.Sprint, runtime.Goexit\n\n%s", use)
}
