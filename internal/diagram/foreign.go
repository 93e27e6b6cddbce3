package diagram

import (
	"encoding/json"
	"slices"
	"strings"

	"spar/internal/wordset"
)

// A dialect says which other notations a design shows signs of.
type dialect struct {
	mermaid, plantuml, graphviz bool
	sequence                    bool   // messages between participants, in either
	components                  bool   // PlantUML's components, whose dashed arrows are no answers
	until                       string // what ends the block that is being passed over
	drawing                     bool   // a line drawn with signs was passed over
	architecture                bool   // Mermaid's of that name
	json                        bool   // all is JSON
	jsonAt                      int    // index of its first line
}

// foreign reports whether a design is written in another notation.
func (d *dialect) foreign() bool { return d.mermaid || d.plantuml || d.graphviz || d.sequence }

// dialectOf looks for the signs of other notations, wherever they stand.
func dialectOf(lines []string) dialect {
	d := dialect{}
	d.jsonAt, d.json = jsonIn(lines)
	asks, dashes := false, false
	for _, line := range lines {
		text := strings.ToLower(strings.TrimSpace(withoutQuoted(line[:min(len(line), MaxLine)])))
		first, _, _ := strings.Cut(text, " ")
		switch {
		case strings.HasPrefix(text, "@start"), first == "skinparam", text == "```plantuml", text == "```puml":
			d.plantuml = true
		case strings.HasPrefix(text, "sequencediagram"):
			d.mermaid, d.sequence = true, true
		case isMermaid(text), text == "```mermaid":
			d.mermaid, d.architecture = true, d.architecture || text == "architecture-beta"
		case isGraphviz(text), isGraphviz(beforeBrace(text)), text == "```dot", text == "```graphviz":
			d.graphviz = true
		case slices.Contains([]string{"package", "component", "rectangle", "node", "cloud", "folder", "frame"}, first), strings.HasPrefix(text, "["):
			d.components = true
		case first == "participant" && !strings.Contains(text, ">"), first == "autonumber", strings.Contains(text, "->>"):
			d.sequence = true
		}
		if i := strings.IndexByte(text, '['); i > 0 && text[i-1] != ' ' && strings.Contains(text, "-->") && !strings.HasPrefix(text, "[") {
			d.mermaid = true // gw[API Gateway] --> auth
		}
		if arrow, said := strings.Index(text, "->"), strings.LastIndexByte(text, ':'); arrow > 0 && said > arrow {
			dashed := strings.HasSuffix(text[:arrow], "-")
			asks, dashes = asks || !dashed, dashes || dashed
		}
	}
	// Messages with texts, some of them dashed, are questions and answers.
	d.sequence = d.sequence || asks && dashes
	return d
}

// jsonIn reports whether lines are a document of JSON, and where it begins.
func jsonIn(lines []string) (at int, ok bool) {
	at = slices.IndexFunc(lines, func(line string) bool { return strings.TrimSpace(line) != "" })
	if at < 0 || !strings.ContainsAny(strings.TrimSpace(lines[at])[:1], "{[") {
		return 0, false
	}
	text := strings.Join(lines[at:], "\n")
	return at, strings.ContainsRune(text, ':') && json.Valid([]byte(text))
}

// isMermaid reports whether a line is the header of a drawing of Mermaid.
func isMermaid(text string) bool {
	fields := strings.Fields(strings.ToLower(strings.Trim(text, "; ")))
	if len(fields) == 0 {
		return false
	}
	direction := len(fields) == 2 && slices.Contains([]string{"tb", "td", "bt", "rl", "lr"}, fields[1])
	switch fields[0] {
	case "graph", "flowchart", "flowchart-elk":
		return direction || len(fields) == 1 && fields[0] != "graph"
	case "sequencediagram", "statediagram", "statediagram-v2", "classdiagram", "erdiagram", "architecture-beta", "block-beta", "c4context", "c4container", "c4component":
		return len(fields) == 1
	case "direction":
		return direction
	}
	return false
}

// isGraphviz reports whether a line is the header of a drawing of Graphviz.
func isGraphviz(text string) bool {
	text = strings.TrimPrefix(strings.ToLower(text), "strict ")
	return strings.HasSuffix(text, "{") && !strings.ContainsAny(text, "->") && (strings.HasPrefix(text, "digraph") || strings.HasPrefix(text, "graph "))
}

// withoutQuoted returns a text without what stands in double quotes.
func withoutQuoted(text string) string {
	if !strings.Contains(text, `"`) {
		return text
	}
	var b strings.Builder
	for i, part := range strings.Split(text, `"`) {
		if i%2 == 0 {
			b.WriteString(part)
		} else {
			b.WriteString(`""`)
		}
	}
	return b.String()
}

// beforeBrace returns the start of a text up to its first brace.
func beforeBrace(text string) string { return text[:strings.IndexByte(text, '{')+1] }

// blocks are what other notations write over several lines without drawing anything, by
// the start of the first and the start of the last.
var blocks = []struct{ from, until string }{
	{"/'", "'/"},
	{"/*", "*/"},
	{"legend", "end legend"},
	{"note ", "end note"},
	{"<style>", "</style>"},
	{"skinparam ", "}"},
}

// longestBlock bounds the lines after which a block has to end.
const longestBlock = 200

// passesOver returns why a line draws nothing: it belongs to another notation, and says
// how the drawing looks or where it begins. It returns "" for what is to be read.
func (p *parser) passesOver(text string) string {
	lower := strings.ToLower(strings.TrimRight(text, "; "))
	d := &p.dialect
	if d.json && p.line == d.jsonAt {
		p.problem(token{n: len(p.text)}, "JSON is not read", `write who calls whom, as in "client -> api"`)
		return ""
	}
	if d.json && lower != "" {
		return "part of JSON"
	}
	if d.until != "" {
		if strings.Contains(strings.ReplaceAll(lower, " ", ""), strings.ReplaceAll(d.until, " ", "")) {
			d.until = ""
		}
		return "part of a remark of another notation"
	}
	if lower == "" {
		return ""
	}
	if strings.HasPrefix(lower, "%%") || d.plantuml && strings.HasPrefix(lower, "'") {
		return "a comment of another notation"
	}
	if why := p.opens(lower); why != "" {
		return why
	}
	if hasArrow(scan(p.text, 0)) {
		return ""
	}
	if name, bold := strings.CutPrefix(lower, "**"); bold && strings.HasSuffix(name, "**") && !p.drawn(strings.Trim(name, "*:")) {
		return "a heading names no component"
	}
	return p.dialect.silent(lower)
}

// opens looks for the start of a block that draws nothing.
func (p *parser) opens(lower string) string {
	for _, b := range blocks {
		if !strings.HasPrefix(lower, b.from) && lower != strings.TrimSpace(b.from) || hasArrow(scan(p.text, 0)) {
			continue
		}
		if b.from == "note " && (strings.Contains(lower, ":") || !isPlaced(lower)) || b.from == "skinparam " && !strings.HasSuffix(lower, "{") {
			continue
		}
		if strings.Contains(lower[len(strings.TrimSpace(b.from)):], b.until) {
			return "a remark of another notation"
		}
		for _, line := range p.lines[p.line+1 : min(len(p.lines), p.line+longestBlock)] {
			if strings.Contains(strings.ReplaceAll(strings.ToLower(line), " ", ""), strings.ReplaceAll(b.until, " ", "")) {
				p.dialect.until = b.until
				return "a remark of another notation"
			}
		}
	}
	return ""
}

// isPlaced reports whether a remark says beside what it stands.
func isPlaced(lower string) bool {
	fields := strings.Fields(lower)
	return len(fields) > 1 && slices.Contains([]string{"over", "left", "right", "top", "bottom", "as", "across"}, fields[1])
}

// silent returns why a line without arrows draws nothing.
func (d *dialect) silent(lower string) string {
	fields := strings.Fields(lower)
	first := fields[0]
	switch {
	case strings.HasPrefix(lower, "```"), strings.HasPrefix(lower, "~~~"):
		return "the edge of a block of Markdown"
	case strings.HasPrefix(lower, "@start"), strings.HasPrefix(lower, "@end"), isMermaid(lower), isGraphviz(lower):
		return "the header of another notation names no component"
	case strings.Trim(lower, "{}[]()=-_*+.| ") == "" && (len(lower) > 1 || strings.Contains("{}", lower)):
		return "only signs, which name no component"
	case strings.Trim(lower, "|│┃↓▼⬇v ") == "" && (lower != "v" || d.drawing):
		d.drawing = true
		return "lines that are drawn with signs are not read: write a -> b"
	case first == "subgraph", strings.HasSuffix(lower, "{"), first == "end" && (len(fields) == 1 || len(fields) == 2 && d.foreign()):
		return "frames are not drawn, only what is in them"
	case isStyle(fields):
		return "says how another notation draws, and names no component"
	case remarks[first]:
		return "a remark names no component"
	case first == "note" && isPlaced(lower) && strings.Contains(lower, ":"):
		return "a remark of another notation"
	case d.foreign() && d.isSetting(fields):
		return "not drawn: it says nothing of who calls whom"
	}
	return ""
}

// remarks are words before a colon that begin what is said beside a design.
var remarks = wordset.Of("title: note: notes: todo: fixme: nb: n.b.: remark: remarks: assumption: assumptions: p.s.:")

// isStyle reports whether a line can only be about looks, in any notation.
func isStyle(fields []string) bool {
	text := strings.Join(fields, " ")
	switch fields[0] {
	case "style", "classdef", "linkstyle":
		return len(fields) > 1 && strings.ContainsAny(text, ":")
	case "direction:":
		return len(fields) == 2 && slices.Contains([]string{"up", "down", "left", "right"}, fields[1])
	case "skinparam", "autonumber", "!include", "!define", "!theme", "!pragma", "!includeurl":
		return true
	case "node", "edge", "graph":
		return len(fields) > 1 && strings.HasPrefix(fields[1], "[") && strings.Contains(text, "=")
	case "hide", "show":
		return len(fields) == 2 && slices.Contains([]string{"footbox", "empty", "stereotype", "circle", "members", "unlinked"}, fields[1])
	}
	if name, _, ok := strings.Cut(text, "="); ok {
		return slices.Contains([]string{"rankdir", "rank", "splines", "nodesep", "ranksep", "compound", "concentrate", "bgcolor", "fontname", "label", "style", "color", "overlap", "layout"}, strings.TrimSpace(name))
	}
	return strings.HasSuffix(text, " direction") && strings.Contains(text, " to ")
}

// isSetting reports whether a line of another notation orders or describes without
// naming anything new.
func (d *dialect) isSetting(fields []string) bool {
	switch fields[0] {
	case "title", "title:", "header", "footer", "caption", "legend", "scale", "newpage", "ref", "acctitle:", "accdescr:", "click", "class", "mainframe", "hide", "show", "together", "note":
		return true
	case "activate", "deactivate", "destroy", "loop", "alt", "else", "opt", "par", "and", "critical", "option", "break", "group", "rect", "box", "return", "links", "link", "autoactivate":
		return d.sequence || d.plantuml
	}
	return strings.HasPrefix(fields[0], "==") || strings.HasPrefix(fields[0], "...") || strings.HasPrefix(fields[0], "||")
}
