package yamldoc

import (
	"bytes"
	"fmt"
	"strings"
)

// A slipFinder goes through a document value by value.
type slipFinder struct {
	data   []byte
	at     int
	levels []level // of the lists and mappings around
	opened bool    // a value may begin on the next line
	found  *slip
}

// A level is the column, from 0, in which the items of a list or the keys of a mapping
// stand.
type level struct {
	column int
	list   bool
}

// line reads what begins on a line: marks of lists, a key, and the value behind them
// with all of its lines.
func (s *slipFinder) line() {
	start := s.at
	s.skip(" ")
	switch c := s.peek(0); {
	case c == '#' || s.blankLine() || s.isMarker(start):
		s.endLine()
		return
	case c == '\t':
		s.report(s.at, "indent with spaces", "a tab indents")
		return
	}
	// Lines of a value are indented more than what it belongs to.
	parent := s.at - start - 1
	for s.peek(0) == '-' && isBlank(s.peek(1)) {
		parent = s.at - start
		if !s.enter(start, s.at, true) {
			return
		}
		s.opened = true
		s.at++
		s.skip(" ")
	}
	first := s.at
	hasKey := s.key()
	switch {
	case hasKey && !s.enter(start, first, false):
		return
	case hasKey:
		parent = first - start
		s.skip(" ")
	case !s.opened:
		message, fix := wantKey(string(s.rest()))
		s.report(first, fix, "%s", message)
		return
	}
	s.value(parent, hasKey)
}

// isMarker reports whether the line that begins at an offset begins or ends a document.
func (s *slipFinder) isMarker(start int) bool {
	line := s.data[start:]
	return bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("...")) || bytes.HasPrefix(line, []byte("%"))
}

// enter goes to the level of a key or item at an offset, on the line that begins at
// start. It returns false if there is no such level and none can begin.
func (s *slipFinder) enter(start, offset int, list bool) bool {
	column, left := offset-start, len(s.levels)
	for left > 0 && (s.levels[left-1].column > column || s.levels[left-1] == level{column, true} && !list) {
		left--
	}
	switch {
	case left > 0 && s.levels[left-1] == level{column, list}:
	case left < len(s.levels) && s.levels[left].column > column:
		s.misplaced(start, offset, list, "less")
		return false
	case !s.opened && left > 0 && s.levels[left-1].column == column:
		s.report(offset, "begin the list below a key of its own", "an item stands among keys")
		return false
	case !s.opened:
		s.misplaced(start, offset, list, "more")
		return false
	default:
		s.levels = append(s.levels[:left], level{column, list})
		return true
	}
	s.levels = s.levels[:left]
	return true
}

// misplaced reports a key or item that is indented otherwise than those above it.
func (s *slipFinder) misplaced(start, offset int, list bool, how string) {
	what := "key"
	if list {
		what = "item"
	}
	fix := "indent it like those above"
	for i := len(s.levels) - 1; i >= 0; i-- {
		if n := s.levels[i].column; s.levels[i].list == list {
			fix = fmt.Sprintf("indent it by %d spaces, like those above", n)
			if n == 0 {
				fix = "begin it at the left margin, like those above"
			}
			break
		}
	}
	s.report(offset, fix, "the %s is indented %s than those above", what, how)
}

// key passes over a key with its colon, if one begins here.
func (s *slipFinder) key() bool {
	line := s.rest()
	end := 0
	switch c := s.peek(0); {
	case c == '"' || c == '\'':
		if end = bytes.IndexByte(line[1:], c) + 2; end < 2 {
			return false
		}
		end += len(line[end:]) - len(bytes.TrimLeft(line[end:], " "))
	case strings.IndexByte("[{|>@`%&*!#", c) >= 0:
		return false
	default:
		for end < len(line) && (line[end] != ':' || end+1 < len(line) && !isBlank(line[end+1])) {
			if line[end] == '#' && end > 0 && isBlank(line[end-1]) {
				return false
			}
			end++
		}
	}
	if end >= len(line) || line[end] != ':' || end+1 < len(line) && !isBlank(line[end+1]) {
		return false
	}
	s.at += end + 1
	return true
}
