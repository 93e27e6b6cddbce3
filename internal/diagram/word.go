package diagram

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
)

// normal returns the form in which names are compared: lower case, without
// spaces, hyphens, underscores, quotes and semicolons.
func normal(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("-_;\"'`“”‘’", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// words splits a name into lower-case words at whatever is no letter or digit,
// between letters and digits, and inside camelCase.
func words(name string) []string {
	var list []string
	start, before := -1, rune(0)
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			list, start = appendWord(list, name, start, i), -1
		case start < 0:
			start = i
		case breaks(before, r):
			list, start = appendWord(list, name, start, i), i
		}
		before = r
	}
	return appendWord(list, name, start, len(name))
}

func appendWord(list []string, name string, start, end int) []string {
	if start < 0 {
		return list
	}
	return append(list, strings.ToLower(name[start:end]))
}

// breaks reports whether a word ends between two letters or digits.
func breaks(before, r rune) bool {
	return unicode.IsDigit(before) != unicode.IsDigit(r) || unicode.IsLower(before) && unicode.IsUpper(r)
}

// numbered drops what only counts at the end of a name: "db 2", "shard a".
func numbered(list []string) []string {
	for len(list) > 1 && (utf8.RuneCountInString(list[len(list)-1]) == 1 || isNumber(list[len(list)-1])) {
		list = list[:len(list)-1]
	}
	return list
}

func isNumber(word string) bool {
	return strings.IndexFunc(word, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// stems returns words without their inflection, as one text, so that
// "shortening" and "shortener" mean the same component.
func stems(list []string) string {
	var b strings.Builder
	for _, word := range list {
		b.WriteString(english.Stem(word, true))
		b.WriteByte(' ')
	}
	return b.String()
}
