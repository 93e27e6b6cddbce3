package yamldoc

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// checkSource reports bytes that no text should hold, each kind once, and returns the
// data with a space in place of each, or a mark where it may be a letter, so that the rest can still be read and columns
// stay true. A leading byte order mark is dropped. The result is false if the file is no
// text of lines at all.
func checkSource(data []byte, r *report) ([]byte, bool) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case isUTF16(data):
		r.add(Place{1, 1}, "save the file as UTF-8", "the file is UTF-16 text")
		return nil, false
	case bytes.IndexByte(data, '\r') >= 0 && bytes.IndexByte(data, '\n') < 0:
		r.add(Place{1, 1}, "save the file with line feeds", "the lines end with carriage returns alone")
		return nil, false
	}
	strays := strays{report: r, kinds: make(map[string]*stray)}
	clean := make([]byte, 0, len(data))
	at := Place{1, 1}
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		switch {
		case c == utf8.RuneError && size == 1:
			strays.add("", at, "save the file as UTF-8", fmt.Sprintf("byte %#02x is not UTF-8 text", data[i]))
			clean = utf8.AppendRune(clean, utf8.RuneError)
		case c == '\r' && i+1 < len(data) && data[i+1] == '\n':
			// The line feed that follows ends the line.
		case !Printable(c):
			message := fmt.Sprintf("character %U does not belong in text", c)
			strays.add(message, at, "remove it", message)
			clean = append(clean, ' ')
		default:
			clean = append(clean, data[i:i+size]...)
		}
		i += size
		at.Column++
		if c == '\n' {
			at = Place{at.Line + 1, 1}
		}
	}
	clean = straightenSpaces(clean, &strays)
	strays.tell()
	return clean, true
}

// isUTF16 reports whether data is text in UTF-16: it begins with the mark of that, or
// every second byte of its beginning is zero, as in all text that is mostly ASCII.
func isUTF16(data []byte) bool {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return true
	}
	zeros := [2]int{}
	beginning := data[:min(len(data), 64)]
	for i, c := range beginning {
		if c == 0 {
			zeros[i%2]++
		}
	}
	most, least := max(zeros[0], zeros[1]), min(zeros[0], zeros[1])
	return len(beginning) >= 4 && least == 0 && 2*most >= len(beginning)*3/4
}

// strays are characters that a text should not hold, by their kind.
type strays struct {
	report *report
	kinds  map[string]*stray
	order  []*stray
}

// A stray is the first character of a kind, and how many follow it.
type stray struct {
	at           Place
	fix, message string
	more         int
}

func (s *strays) add(kind string, at Place, fix, message string) {
	if first := s.kinds[kind]; first != nil {
		first.more++
		return
	}
	first := &stray{at: at, fix: fix, message: message}
	s.kinds[kind] = first
	s.order = append(s.order, first)
}

// tell reports each kind at its first place.
func (s *strays) tell() {
	for _, first := range s.order {
		switch first.more {
		case 0:
		case 1:
			first.message += ", here and in another place"
		default:
			first.message += fmt.Sprintf(", here and in %d other places", first.more)
		}
		s.report.add(first.at, first.fix, "%s", first.message)
	}
}

// straightenSpaces reports spaces that look like those that YAML knows and are others,
// such as the no-break space of a web page, where they indent or separate, and puts
// plain ones in their place. Within text they may stay.
func straightenSpaces(data []byte, strays *strays) []byte {
	if !bytes.ContainsFunc(data, isOddSpace) {
		return data
	}
	straight := make([]byte, 0, len(data))
	row, block := 0, -1 // block is the column within which text below a "|" stands, if that is not below zero
	for line := range bytes.Lines(data) {
		row++
		indent := len(line) - len(bytes.TrimLeft(line, " "))
		if block >= 0 && (indent > block || len(bytes.TrimSpace(line)) == 0) {
			straight = append(straight, line...)
			continue
		}
		head := structure(line)
		column := 0
		for _, c := range string(head) {
			column++
			if isOddSpace(c) {
				strays.add("odd space", Place{row, column}, "write a plain one", fmt.Sprintf("%s in place of a space", spaceName(c)))
				c = ' '
			}
			straight = utf8.AppendRune(straight, c)
		}
		straight = append(straight, line[len(head):]...)
		block = -1
		if rest := bytes.TrimRight(line[len(head):], " +-0123456789\n"); bytes.Equal(rest, []byte("|")) || bytes.Equal(rest, []byte(">")) {
			block = indent
		}
	}
	return straight
}

// structure returns the part of a line that is indentation, marks of a list and a plain
// key with its colon, with all spaces behind them.
func structure(line []byte) []byte {
	isSpace := func(c rune) bool { return c == ' ' || isOddSpace(c) }
	rest := bytes.TrimLeftFunc(line, isSpace)
	for len(rest) > 1 && rest[0] == '-' {
		behind := bytes.TrimLeftFunc(rest[1:], isSpace)
		if len(behind) == len(rest)-1 {
			break
		}
		rest = behind
	}
	if name, behind, ok := bytes.Cut(rest, []byte(":")); ok && len(name) > 0 && len(bytes.Trim(name, letters+digits+"_-.")) == 0 {
		rest = bytes.TrimLeftFunc(behind, isSpace)
	}
	return line[:len(line)-len(rest)]
}

// isOddSpace reports whether a character is a space other than the plain one.
func isOddSpace(c rune) bool { return c != ' ' && unicode.Is(unicode.Zs, c) }

func spaceName(c rune) string {
	if c == '\u00a0' {
		return "a no-break space stands"
	}
	return fmt.Sprintf("the space %U stands", c)
}

// Printable reports whether a character may stand in a document: a line feed, a
// tab, or one that is seen, with the joiners and variation selectors that emoji
// and several scripts need. Control characters, bidirectional controls, invisible
// characters and private use can command a terminal or disguise text.
func Printable(c rune) bool {
	switch {
	case c == '\n', c == '\t', c == '\u200c', c == '\u200d', c == '\ufe0e', c == '\ufe0f':
		return true
	case c >= 0xe0000 && c <= 0xe0fff: // tags: invisible text
		return false
	case c < utf8.RuneSelf:
		return c >= ' ' && c <= '~'
	}
	return unicode.IsGraphic(c) && !unicode.In(c, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp)
}
