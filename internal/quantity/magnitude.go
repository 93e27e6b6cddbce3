package quantity

import (
	"strings"
	"unicode/utf8"
)

// countWord returns what a count suffix or word stands for. B, b and m are not
// among them: they may mean other things.
func countWord(word string) (number, bool) {
	if n, ok := counts[word]; ok {
		return n, true
	}
	if len(word) < 3 {
		return number{}, false
	}
	n, ok := counts[strings.ToLower(word)]
	return n, ok
}

// counts are the words and suffixes of magnitudes, by their spellings.
var counts = func() map[string]number {
	t := make(map[string]number)
	for _, m := range magnitudes {
		for word := range strings.FieldsSeq(m.words + " " + m.told) {
			t[word] = m.value
		}
	}
	return t
}()

// magnitudes are the powers of ten that have names. The words of told are read
// with a note: abbreviations that may mean something else, and the words of other
// languages, as far as they mean one thing only.
var magnitudes = []struct {
	value number
	name  string
	words string
	told  string
}{
	{whole(12), "a dozen", "dozen", ""},
	{whole(100), "hundred", "hundred", "hundert honderd cento"},
	{whole(1e3), "thousand", "k K thousand thousands", `thou thsd tsd tausend mille mila duizend tusen tusind ribu elfu hazar hazaar
		nghìn tysiąc tysiące tysięcy tisíc tuhat ezer тысяча тысячи тысяч тыс тисяч хиляди 千 천 ألف`},
	{whole(1e4), "ten thousand", "", "万 萬 만"},
	{whole(1e5), "a hundred thousand", "lakh lakhs", "lac lacs लाख"},
	{whole(1e6), "million", "M mill mn million millions", `mil MM mm mio mln millón millones milhão milhões milió milione milioni
		miljoen miljon miljoner millioner millionen milyon juta triệu miliony milionů milionów milioane miljoona miljoonaa millió
		миллион миллиона миллионов млн мільйон мільйонів 百万 백만 مليون`},
	{whole(1e7), "ten million", "crore crores", "cr करोड़ 千万"},
	{whole(1e8), "a hundred million", "", "億 亿 억"},
	{whole(1e9), "billion", "bn bil billion billions", `G bln mrd milliard milliards milliarde milliarden milliarder miljard miljarder
		miljardi miljardia miliardo miliardi miliard miliardy miliardów miliarde miliar milyar bilhão bilhões tỷ milliárd
		миллиард миллиарда миллиардов млрд мільярд мільярдів 十億 십억 مليار`},
	{whole(1e12), "trillion", "trillion trillions", "T tn trn tln tril trilhão trilhões triliun trilyon триллион триллиона триллионов трлн 兆 조"},
	{whole(1e15), "quadrillion", "quadrillion quadrillions", ""},
	{whole(1e18), "quintillion", "quintillion quintillions", ""},
}

// countNotes tell how the words were read that nobody may take for sure.
var countNotes = func() map[string]string {
	t := make(map[string]string)
	for _, m := range magnitudes {
		for word := range strings.FieldsSeq(m.told) {
			t[word] = m.name
		}
	}
	t["G"] += "; gigabytes are GB, gigabits Gb"
	t["T"] += "; terabytes are TB, terabits Tb"
	t["mil"] += ", which in Spanish and Portuguese is a thousand"
	return t
}()

// countNote returns what to tell of a count word, or nothing.
func countNote(word string) string {
	if note := countNotes[word]; note != "" || len(word) < 3 {
		return note
	}
	return countNotes[strings.ToLower(word)]
}

// countPrefix returns how much of a word is a count in front of a unit or a noun,
// as the K of Kreq and of Krps; 0 for none.
func countPrefix(word string) int {
	if word == "" || word[0] < utf8.RuneSelf && !strings.ContainsRune("kKMGTBmbctl", rune(word[0])) || len(word) < 2 || findUnit(word) != nil || isNoun(word) {
		return 0
	}
	for n := 1; n <= 3 && n+1 < len(word); n++ {
		rest := word[n:]
		if _, ok := counts[word[:n]]; !ok && word[:n] != "B" && word[:n] != "m" {
			continue
		}
		if isNoun(rest) || word[:n] != "B" && word[:n] != "m" && findUnit(rest) != nil {
			return n
		}
	}
	return 0
}
