package quantity

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// anyLiteral draws a number with a unit, or a range of them.
func anyLiteral(t *rapid.T, name string) string {
	units := []string{"", "", "k", " million", "%", "x", " users", " B", " KB", " GiB", " Mbit", " ms", " h", " days", "/s", "/day", "/month", " MB/s", " Gbps", " y", " months"}
	n := rapid.IntRange(1, 9999).Draw(t, name)
	text := fmt.Sprint(n)
	if rapid.Bool().Draw(t, name+" is decimal") {
		text = fmt.Sprintf("%d.%02d", n, rapid.IntRange(0, 99).Draw(t, name+" decimals"))
	}
	if rapid.IntRange(0, 4).Draw(t, name+" is range") == 0 {
		text += fmt.Sprintf("..%d", n+rapid.IntRange(1, 5000).Draw(t, name+" width"))
	}
	return text + rapid.SampledFrom(units).Draw(t, name+" unit")
}

// equal compares results of any kind.
func equal(a, b Result) bool {
	same := func(x, y float64) bool { return math.Abs(x-y) <= 1e-9*max(math.Abs(x), math.Abs(y)) }
	return a.Quantity.Dim() == b.Quantity.Dim() && same(a.Quantity.Base(), b.Quantity.Base()) && same(a.Low, b.Low) && same(a.High, b.High)
}

// TestCommutation: the order of factors and of summands does not matter.
func TestCommutation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyLiteral(t, "a"), anyLiteral(t, "b"), anyLiteral(t, "c")
		for _, sign := range []string{"*", "+"} {
			if sign == "+" && (strings.HasSuffix(a, "%") || strings.HasSuffix(b, "%")) {
				continue // a percentage acts on what stands to its left
			}
			x, err1 := Eval(a+" "+sign+" "+b, nil)
			y, err2 := Eval(b+" "+sign+" "+a, nil)
			if (err1 == nil) != (err2 == nil) || err1 == nil && !equal(x, y) {
				t.Fatalf("%s %s %s = %s, %v; the other way round %s, %v", a, sign, b, x.Display, err1, y.Display, err2)
			}
		}
		x, err1 := Eval(a+" * "+b+" * "+c, nil)
		y, err2 := Eval(a+" * ("+b+" * "+c+")", nil)
		if (err1 == nil) != (err2 == nil) || err1 == nil && !equal(x, y) {
			t.Fatalf("%s * %s * %s = %s, %v; grouped %s, %v", a, b, c, x.Display, err1, y.Display, err2)
		}
	})
}

// TestCancelling: what is multiplied and divided, or added and subtracted, is
// gone, even if it is a range.
func TestCancelling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := anyLiteral(t, "x"), anyLiteral(t, "y")
		vars := make(map[string]Quantity)
		names := func(name string) (Quantity, bool) { q, ok := vars[name]; return q, ok }
		for name, text := range map[string]string{"u": x, "v": y} {
			r, err := Eval(text, nil)
			if err != nil {
				t.Fatalf("Eval(%q): %v", text, err)
			}
			vars[name] = r.Quantity
		}
		product, err := Eval("u * v / v", names)
		if err != nil || !equal(product, Result{Quantity: vars["u"], Low: must(vars["u"].Bounds())[0], High: must(vars["u"].Bounds())[1]}) {
			t.Fatalf("%s * %s / %s = %s, %v", x, y, y, product.Display, err)
		}
		if strings.HasSuffix(x, "%") {
			return // twice 600% is no percentage any more, so what is taken off is a share
		}
		for _, text := range []string{"u - u", "2 * u - u - u"} {
			r, err := Eval(text, names)
			if err != nil || r.Quantity.Base() != 0 || r.Quantity.IsRange() {
				t.Fatalf("%s with u = %s is %s, %v", text, x, r.Display, err)
			}
		}
	})
}

func must(low, high float64) [2]float64 { return [2]float64{low, high} }

// TestConversion: a conversion changes the number, never the quantity.
func TestConversion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyLiteral(t, "x")
		plain, err := Eval(text, nil)
		if err != nil {
			t.Fatalf("Eval(%q): %v", text, err)
		}
		units := map[Dim][]string{
			{}:                    {"million", "%", "k"},
			{Byte: 1}:             {"B", "MB", "GiB", "bits"},
			{Second: 1}:           {"s", "ms", "days", "months", "years"},
			{Second: -1}:          {"/s", "/day", "/month", "qps", "per year"},
			{Byte: 1, Second: -1}: {"MB/s", "Gbps", "TB/day", "GiB/h"},
		}[plain.Quantity.Dim()]
		for _, unit := range units {
			r, err := Eval(text+" in "+unit, nil)
			if err != nil || !equal(plain, r) {
				t.Fatalf("%s in %s = %s (%v), %v, want %s", text, unit, r.Display, r.Quantity.Base(), err, plain.Quantity.Exact())
			}
			u, err := ParseUnit(unit)
			if err != nil {
				t.Fatal(err)
			}
			one, err := Eval("1 "+unit, nil)
			v, _ := u.Value(plain.Quantity)
			if err != nil || math.Abs(v-r.Value) > 1e-9*math.Abs(v) || !nearMonths(v*one.Quantity.Base(), plain.Quantity.Base()) {
				t.Fatalf("%s = %v %s of %v, but its base is %v; %v", text, v, unit, one.Quantity.Base(), plain.Quantity.Base(), err)
			}
		}
	})
}

// nearMonths allows for a year of twelve months of 30 days.
func nearMonths(a, b float64) bool { return math.Abs(a-b) <= 0.02*math.Abs(b) }

// TestWiderRange: a wider input never makes a narrower result.
func TestWiderRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.IntRange(1, 1000).Draw(t, "low")
		high := low + rapid.IntRange(1, 1000).Draw(t, "width")
		below := rapid.IntRange(0, low-1).Draw(t, "wider below")
		above := rapid.IntRange(0, 1000).Draw(t, "wider above")
		form := rapid.SampledFrom([]string{"%s * 3..4 KB", "10 / (%s)", "(%s) + 5..6", "100 - (%s)", "sqrt(%s)", "(%s)^2", "max(%s, 30..40)"}).Draw(t, "form")
		narrow, err1 := Eval(fmt.Sprintf(form, fmt.Sprintf("%d..%d", low, high)), nil)
		wide, err2 := Eval(fmt.Sprintf(form, fmt.Sprintf("%d..%d", low-below, high+above)), nil)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if wide.Low > narrow.Low || wide.High < narrow.High {
			t.Fatalf("%s: %v..%v is not within %v..%v", form, narrow.Low, narrow.High, wide.Low, wide.High)
		}
	})
}

// TestStringReadsBack: the parser reads what is shown.
func TestStringReadsBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := anyLiteral(rt, "a") + rapid.SampledFrom([]string{" * ", " / ", " + "}).Draw(rt, "operator") + anyLiteral(rt, "b")
		if r, err := Eval(text, nil); err == nil {
			checkRoundTrip(t, r.Quantity)
		}
	})
}

// TestPercentOfAnything: percentages one after the other change every figure by
// the same factor, whatever it is and however it is put.
func TestPercentOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.IntRange(1, 90).Draw(t, "a"), rapid.IntRange(1, 90).Draw(t, "b")
		sign := rapid.SampledFrom([]string{"+", "-"}).Draw(t, "sign")
		change := fmt.Sprintf(" %s %d%% %s %d%%", sign, a, sign, b)
		want := (1 + float64(a)/100) * (1 + float64(b)/100)
		if sign == "-" {
			want = (1 - float64(a)/100) * (1 - float64(b)/100)
		}
		k := rapid.SampledFrom([]string{
			"1", "2", "2/2", "x", "one", "(3 - 2)", "5% of 10", "2 * 5%", "0.3", "7 users", "4 TB", "10k rps", "1 day", "$1", "1..1", "20% of reads", "(1 - 99.9%)",
		}).Draw(t, "k")
		before, err1 := Eval(k, names)
		after, err2 := Eval(k+change, names)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if got := after.Quantity.Base() / before.Quantity.Base(); math.Abs(got-want) > 1e-9 {
			t.Fatalf("%s%s is %v times %s, want %v times", k, change, got, k, want)
		}
	})
}

// TestSignChangesNothing: what is about a figure is that figure.
func TestSignChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyLiteral(t, "x")
		want, err1 := Eval(text, nil)
		for _, sign := range []string{"~", "~ ", "≈", "about "} {
			got, err2 := Eval(sign+text, nil)
			if (err1 == nil) != (err2 == nil) || err1 == nil && (!equal(got, want) || got.Display != want.Display) {
				t.Fatalf("%s is %s, %v, but %s%s is %s, %v", text, want.Display, err1, sign, text, got.Display, err2)
			}
		}
	})
}

// offered splits what a refusal offers into lines.
func offered(err error) []string {
	refused, ok := err.(*Error)
	if !ok || refused.Fix == "" {
		return nil
	}
	return strings.Split(refused.Fix, ", or ")
}

// TestFixKeepsTheLine: a line that is offered has every number and unit of the one
// that was refused, or says which it leaves out; and it evaluates to what is said.
func TestFixKeepsTheLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := []string{anyLiteral(t, "a"), anyLiteral(t, "b"), anyLiteral(t, "c")}
		between := []string{" * ", " / ", " + ", " - ", "-", " ", ", ", " and ", " at ", " over ", " with ", " in ", " = ", " of ", " per ", " out of ", " than "}
		line := parts[0] + rapid.SampledFrom(between).Draw(t, "first") + parts[1] + rapid.SampledFrom(between).Draw(t, "second") + parts[2]
		_, err := Eval(line, nil)
		for _, fix := range offered(err) {
			text, told, _ := strings.Cut(fix, " → ")
			if _, err := Eval(text, nil); err != nil {
				t.Fatalf("%q: the fix %q is refused: %v", line, text, err)
			}
			_, left, _ := strings.Cut(told, ", without ")
			for _, kept := range keptTokens(line) {
				if !strings.Contains(strings.Join(keptTokens(text), " ")+" "+left, strings.TrimPrefix(kept, "/")) {
					t.Fatalf("%q: the fix %q leaves out %s and does not say so", line, fix, kept)
				}
			}
		}
	})
}

// TestUnknownWordIsTold: a word beside a number that no table knows is refused or
// told, wherever it stands.
func TestUnknownWordIsTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z]{2,9}|[A-Z]{2,5}|[KMGB][a-z]{3,7}`).Draw(t, "word")
		if isNoun(word) || isReserved(word) || modifiers[word] || adverbs[word] != "" || factors[word] != (number{}) {
			return
		}
		line := fmt.Sprintf(rapid.SampledFrom([]string{"5 %s", "5%s", "7 GB/%s", "3 per %s", "2 %s * 4 KB", "1 GB of %s", "9 %s/s", "4%%  %s", "6/day per %s"}).Draw(t, "line"), word)
		r, err := Eval(line, nil)
		if err == nil && len(r.Warnings) == 0 && countPrefix(word) == 0 {
			t.Fatalf("%q is %s, without a word about %s", line, r.Display, word)
		}
	})
}
