package golden

import (
	"go/ast"
	"go/doc"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// PackageComment returns the comment of the package in a folder as Markdown, its
// headings of the second level.
func PackageComment(t testing.TB, folder string) string {
	t.Helper()
	p := documentation(t, folder)
	return markdown(p, p.Doc)
}

// FuncComment returns the comment of a function of the package in a folder as
// Markdown.
func FuncComment(t testing.TB, folder, name string) string {
	t.Helper()
	p := documentation(t, folder)
	functions := p.Funcs
	for _, of := range p.Types {
		functions = append(functions, of.Funcs...)
	}
	i := slices.IndexFunc(functions, func(f *doc.Func) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("%s has no function %s", folder, name)
	}
	return markdown(p, functions[i].Doc)
}

func documentation(t testing.TB, folder string) *doc.Package {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	p, err := doc.NewFromFiles(set, files, filepath.Base(folder))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// markdown writes a comment for readers who do not program: names of Go are no links,
// and paragraphs that begin with one, which say how it is called, are left out.
func markdown(p *doc.Package, text string) string {
	parsed := p.Parser().Parse(text)
	parsed.Content = slices.DeleteFunc(parsed.Content, func(block comment.Block) bool {
		paragraph, ok := block.(*comment.Paragraph)
		return ok && isLink(paragraph.Text[0])
	})
	for _, block := range parsed.Content {
		if paragraph, ok := block.(*comment.Paragraph); ok {
			for i, part := range paragraph.Text {
				if link, ok := part.(*comment.DocLink); ok {
					paragraph.Text[i] = comment.Plain(link.Name)
				}
			}
		}
	}
	printer := p.Printer()
	printer.HeadingLevel = 2
	printer.HeadingID = func(*comment.Heading) string { return "" }
	return string(printer.Markdown(parsed))
}

func isLink(part comment.Text) bool {
	_, ok := part.(*comment.DocLink)
	return ok
}

// FieldRows returns the fields of a struct of the package in a folder as rows of a
// Markdown table: the key in YAML, and the comment.
func FieldRows(t testing.TB, folder, name string) string {
	t.Helper()
	p := documentation(t, folder)
	i := slices.IndexFunc(p.Types, func(of *doc.Type) bool { return of.Name == name })
	if i < 0 {
		t.Fatalf("%s has no type %s", folder, name)
	}
	structure, ok := p.Types[i].Decl.Specs[0].(*ast.TypeSpec).Type.(*ast.StructType)
	if !ok {
		t.Fatalf("%s is no struct", name)
	}
	rows := []string{"| key | what it is |", "|---|---|"}
	about := ""
	for _, field := range structure.Fields.List {
		key, _, _ := strings.Cut(reflect.StructTag(strings.Trim(field.Tag.Value, "`")).Get("yaml"), ",")
		if text := field.Doc.Text(); text != "" {
			about = strings.Join(strings.Fields(text), " ")
		}
		rows = append(rows, "| `"+key+"` | "+about+" |")
	}
	return strings.Join(rows, "\n")
}
