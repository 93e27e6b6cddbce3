package diagram

import (
	"strings"
	"unicode"
)

// listMark returns where the text of an item of a list begins, behind its mark.
func listMark(line []rune) int {
	start := 0
	for start < len(line) && unicode.IsSpace(line[start]) {
		start++
	}
	end := start
	for end < len(line) && end-start < 8 && !unicode.IsSpace(line[end]) && !unicode.IsLetter(line[end]) {
		end++
	}
	if end == start && end+2 < len(line) && (line[end+1] == ')' || line[end+1] == '.' && unicode.IsSpace(line[end+2])) {
		end += 2 // a letter
	}
	mark := string(line[start:end])
	text := end
	for text < len(line) && unicode.IsSpace(line[text]) {
		text++
	}
	if text == len(line) || !isMark(mark) || text == end && !strings.HasSuffix(mark, ")") && !strings.HasSuffix(mark, ".") {
		return 0
	}
	if box := string(line[text:min(len(line), text+4)]); box == "[ ] " || strings.EqualFold(box, "[x] ") {
		return text + 4
	}
	return text
}

// isMark reports whether a text marks an item of a list: "-", "•", "1.", "(2)", "a)".
func isMark(mark string) bool {
	if mark == "" {
		return false
	}
	if strings.Contains("- * + • ◦ ‣ ▪ ▫ ● ○ · – — ∙ ⁃ ■ □ ➢ ✓ ✔ ☐ ☑ ☒ » >", mark) && !strings.Contains(mark, " ") {
		return true
	}
	if r := []rune(mark)[0]; r >= '①' && r <= '⓿' && len([]rune(mark)) == 1 {
		return true
	}
	inner := strings.TrimPrefix(strings.TrimRight(mark, ".)"), "(")
	if inner == mark || strings.HasPrefix(mark, "(") && !strings.HasSuffix(mark, ")") {
		return false
	}
	return inner != "" && strings.Trim(inner, "0123456789.") == "" || len(inner) == 1 && unicode.IsLetter(rune(inner[0]))
}
