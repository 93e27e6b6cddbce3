package yamldoc

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A slip is a mistake of the kinds that people make who write YAML by hand. The
// parser notices most of them lines later, where what they left open meets what it
// cannot be, and says so in terms of its grammar.
type slip struct {
	Problem
	// swallows says that text in quotes has swallowed lines below that belong to
	// others. The parser may take that for text.
	swallows bool
}

// findSlip returns the first slip of a document, nil if there is none that it knows. It
// follows quotes, brackets and indentation alone, so it may be wrong about what the
// parser accepts.
func findSlip(data []byte) *slip {
	s := slipFinder{data: data, opened: true}
	for s.found == nil && s.at < len(s.data) {
		s.line()
	}
	return s.found
}

// value reads a value whose lines are indented by more than parent columns.
func (s *slipFinder) value(parent int, hasKey bool) {
	s.opened = false
	switch c := s.peek(0); {
	case c == '"' || c == '\'':
		s.quotedValue(parent)
	case c == '[' || c == '{':
		s.flow(parent)
	case c == '|' || c == '>':
		s.block(parent)
	case strings.IndexByte("*&!@`%", c) >= 0:
		s.report(s.at, "put the text in quotes", "text cannot begin with %c", c)
	case hasKey && c == '-' && isBlank(s.peek(1)):
		s.report(s.at, "begin the list on the next line, or put text in quotes", "a list cannot begin behind its key")
	case isBlank(c) || c == '#':
		s.opened = true
		s.endLine()
	default:
		line := s.rest()
		if colon := bytes.Index(line, []byte(": ")); hasKey && colon >= 0 && !bytes.Contains(line[:colon], []byte(" #")) {
			s.report(s.at+colon, `put text that contains ": " in quotes, and indent the keys of a mapping alike`, "a key cannot stand here")
			return
		}
		s.endLine()
		s.textLines(parent)
	}
}

// textLines passes over the lines of text without quotes below its first. A key or item
// among them is one that is indented too much.
func (s *slipFinder) textLines(parent int) {
	for s.found == nil && s.at < len(s.data) {
		start := s.at
		if s.blankLine() {
			s.endLine()
			continue
		}
		if s.indentBelow(start) <= parent {
			return
		}
		s.skip(" ")
		first := s.at
		switch {
		case s.peek(0) == '#':
		case s.peek(0) == '\t' && bytes.Contains(s.rest(), []byte(": ")):
			s.report(first, "indent with spaces", "a tab indents")
		case s.peek(0) == '-' && isBlank(s.peek(1)):
			s.misplaced(start, first, true, "more")
			s.found.swallows = true
		case s.key():
			s.misplaced(start, first, false, "more")
		}
		s.endLine()
	}
}

// quotedValue reads text in quotes behind a key or at the beginning of a line.
func (s *slipFinder) quotedValue(parent int) {
	quote := s.data[s.at]
	if !s.quoted(parent) {
		return
	}
	end := s.at - 1
	s.skip(" \t")
	if c := s.peek(0); c != '\n' && c != ':' && (c != '#' || s.at == end+1) {
		fix := `write \" for quotes within the text, or put all of it in quotes`
		if quote == '\'' {
			fix = "write '' for an apostrophe, or put double quotes around the text"
		}
		s.report(end, fix, "the text in quotes ends here, but the line goes on")
		return
	}
	s.endLine()
}

// quoted reads text in quotes, and reports whether it ends.
func (s *slipFinder) quoted(parent int) bool {
	open := s.at
	quote := s.data[open]
	for s.at++; s.at < len(s.data); s.at++ {
		switch c := s.data[s.at]; {
		case c == quote && quote == '\'' && s.peek(1) == quote:
			s.at++
		case c == quote:
			s.at++
			return true
		case c == '\\' && quote == '"':
			if !isEscape(s.data[s.at+1:]) {
				s.report(s.at, `write \\ for a backslash, or use single quotes`, "the backslash begins nothing that text in quotes has")
				return false
			}
			s.at++
		}
		if s.data[min(s.at, len(s.data)-1)] == '\n' && s.indentBelow(s.at+1) <= parent {
			break
		}
	}
	s.report(open, "close the quotes", "the text in quotes does not end")
	s.found.swallows = true
	return false
}

// escapes are the characters that may stand behind a backslash.
const escapes = "0abtnvfre\"/\\N_LP \t\n"

// isEscape reports whether data begins as a backslash may go on.
func isEscape(data []byte) bool {
	if len(data) == 0 {
		return true // the text does not end, which is worse
	}
	digits := strings.IndexByte("xuU", data[0])
	if digits < 0 {
		return strings.IndexByte(escapes, data[0]) >= 0
	}
	n := 2 << digits
	return len(data) > n && strings.Trim(string(data[1:1+n]), "0123456789abcdefABCDEF") == ""
}

// block reads text below a "|" or ">".
func (s *slipFinder) block(parent int) {
	mark := s.data[s.at]
	line := s.rest()
	if rest := strings.TrimLeft(string(line[1:]), "+-0123456789"); strings.TrimLeft(rest, " ") != "" && !strings.HasPrefix(strings.TrimLeft(rest, " "), "#") {
		s.report(s.at, "begin the text on the next line, or put it in quotes", "text cannot begin behind %c on its line", mark)
		return
	}
	s.endLine()
	s.skipIndented(parent)
}

// report takes note of a slip, the first.
func (s *slipFinder) report(offset int, fix, format string, arguments ...any) {
	start := bytes.LastIndexByte(s.data[:offset], '\n') + 1
	at := Place{1 + bytes.Count(s.data[:start], []byte("\n")), 1 + utf8.RuneCount(s.data[start:offset])}
	if s.found == nil {
		s.found = &slip{Problem: Problem{Place: at, Message: fmt.Sprintf(format, arguments...), Fix: fix}}
	}
}

// peek returns the byte so far ahead; the document ends with line feeds.
func (s *slipFinder) peek(n int) byte {
	if s.at+n >= len(s.data) {
		return '\n'
	}
	return s.data[s.at+n]
}

// rest returns the rest of the line.
func (s *slipFinder) rest() []byte {
	line, _, _ := bytes.Cut(s.data[min(s.at, len(s.data)):], []byte("\n"))
	return line
}

func (s *slipFinder) blankLine() bool { return len(bytes.TrimSpace(s.rest())) == 0 }

// skip passes over bytes of a set.
func (s *slipFinder) skip(set string) {
	for s.at < len(s.data) && strings.IndexByte(set, s.data[s.at]) >= 0 {
		s.at++
	}
}

// endLine goes to the beginning of the next line.
func (s *slipFinder) endLine() { s.at += len(s.rest()) + 1 }

// skipIndented passes over blank lines and those indented by more than some columns.
func (s *slipFinder) skipIndented(column int) {
	for s.at < len(s.data) && (s.blankLine() || s.indentBelow(s.at) > column) {
		s.endLine()
	}
}

// indentBelow returns the indentation of the first line from an offset on that is not
// blank, -1 if there is none.
func (s *slipFinder) indentBelow(offset int) int {
	data := s.data[min(offset, len(s.data)):]
	text := bytes.TrimLeft(data, " \n\t")
	if len(text) == 0 {
		return -1
	}
	gap := data[:len(data)-len(text)]
	return len(gap) - 1 - bytes.LastIndexByte(gap, '\n')
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }
