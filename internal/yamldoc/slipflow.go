package yamldoc

import (
	"bytes"
	"strings"
)

// flow reads a list or mapping in brackets, up to where it closes.
func (s *slipFinder) flow(parent int) {
	var open []int // offsets of brackets
	for s.at < len(s.data) && s.found == nil {
		switch c := s.data[s.at]; c {
		case '[', '{':
			open = append(open, s.at)
			s.at++
		case ']', '}':
			last := open[len(open)-1]
			if c != closing(s.data[last]) {
				s.unclosed(last)
				return
			}
			open = open[:len(open)-1]
			s.at++
			if len(open) == 0 {
				s.afterFlow(last)
				return
			}
		case '"', '\'':
			s.quotedItem(parent)
		case '\n':
			s.at++
			if s.indentBelow(s.at) <= parent && !s.closesBelow() {
				s.unclosed(open[len(open)-1])
				return
			}
		case ' ', '\t', ',', ':':
			s.at++
		case '#':
			s.at += len(s.rest())
		default:
			s.item()
		}
	}
	if s.found == nil {
		s.unclosed(open[len(open)-1])
	}
}

// unclosed reports a bracket without its counterpart.
func (s *slipFinder) unclosed(open int) {
	what := "the list"
	if s.data[open] == '{' {
		what = "the mapping"
	}
	s.report(open, `close it with "`+string(closing(s.data[open]))+`"`, "%s does not end", what)
}

func closing(open byte) byte { return open + 2 } // so ASCII has it

// closesBelow reports whether the next line that is not blank begins with a bracket that
// closes: that need not be indented.
func (s *slipFinder) closesBelow() bool {
	text := bytes.TrimLeft(s.data[s.at:], " \n\t")
	return len(text) > 0 && (text[0] == ']' || text[0] == '}')
}

// afterFlow reads what stands behind a list or mapping in brackets.
func (s *slipFinder) afterFlow(open int) {
	s.skip(" \t")
	switch c := s.peek(0); c {
	case '\n', '#', ':':
		s.endLine()
	case ']', '}', ',':
		s.report(s.at, "remove it, or open a bracket for it", "%c stands behind the last bracket", c)
	default:
		s.report(open, "put text that begins with "+string(s.data[open])+" in quotes", "the line goes on behind the closing %c", closing(s.data[open]))
	}
}

// quotedItem reads text in quotes among others. Where it seems to end with a comma or
// bracket, and goes on with what cannot be, its own quotes were not closed: those that
// ended it begin another text.
func (s *slipFinder) quotedItem(parent int) {
	open := s.at
	if !s.quoted(parent) {
		return
	}
	end := s.at - 1
	s.skip(" \t")
	if strings.IndexByte(",]}:\n#", s.peek(0)) >= 0 {
		return
	}
	if text := bytes.TrimRight(s.data[open+1:end], " "); len(text) > 0 && strings.IndexByte(",:[{", text[len(text)-1]) >= 0 {
		s.report(open, "close the quotes", "the text in quotes does not end")
		return
	}
	s.report(end, "write a comma, or '' and \\\" for quotes within the text", "the text in quotes ends here, but the item goes on")
}

// item reads text without quotes among others.
func (s *slipFinder) item() {
	start := s.at
	if c := s.data[start]; strings.IndexByte("*&!@`%|>", c) >= 0 {
		s.report(start, "put the text in quotes", "text cannot begin with %c", c)
		return
	}
	for ; strings.IndexByte(",]}\n", s.peek(0)) < 0; s.at++ {
		switch c := s.peek(0); {
		case c == ':' && strings.IndexByte(" \n,[]{}", s.peek(1)) >= 0, isBlank(c) && s.peek(1) == '#':
			return
		case c == '[' || c == '{' || c == '?':
			s.report(start, "put the text in quotes", "text with a %c among others needs quotes", c)
			return
		}
	}
}
