package shortid_test

import (
	"math"
	"strings"
	"testing"

	"spar/internal/shortid"
)

func TestAppendAndDecode(t *testing.T) {
	for n, want := range map[uint64]string{
		0: "0", 61: "Z", 62: "10", 56_800_235_583: "ZZZZZZ", 56_800_235_584: "1000000",
		math.MaxInt64: "aZl8N0y58M7", math.MaxUint64: "lYGhA16ahyf",
	} {
		if got := string(shortid.Append(nil, n)); got != want {
			t.Errorf("Append(%d) = %s, want %s", n, got, want)
		}
		if got, err := shortid.Decode(want); got != n || err != nil {
			t.Errorf("Decode(%s) = %d, %v, want %d", want, got, err, n)
		}
	}
	for n, want := range map[uint64]string{0: "000000", 125: "000021", 56_800_235_584: "000000", 56_800_235_585: "000001"} {
		if got := string(shortid.AppendWidth(nil, n, 6)); got != want {
			t.Errorf("AppendWidth(%d, 6) = %s, want %s", n, got, want)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for code, want := range map[string]string{
		"": "empty", "ab-c": "character 3", "lYGhA16ahyg": "more than 64 bits", strings.Repeat("Z", 40): "more than 64 bits",
	} {
		if n, err := shortid.Decode(code); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Decode(%q) = %d, %v, want an error with %q", code, n, err, want)
		}
	}
}

func TestSpace(t *testing.T) {
	for width, want := range map[int]uint64{
		5: 916_132_832, 6: 56_800_235_584, 7: 3_521_614_606_208, 8: 218_340_105_584_896, 10: 839_299_365_868_340_224,
	} {
		if got := shortid.Space(width); got != want {
			t.Errorf("Space(%d) = %d, want %d", width, got, want)
		}
		if got := shortid.Width(want); got != width {
			t.Errorf("Width(%d) = %d, want %d", want, got, width)
		}
		if got := shortid.Width(want + 1); got != width+1 {
			t.Errorf("Width(%d) = %d, want %d", want+1, got, width+1)
		}
	}
	if got := shortid.Width(365_000_000_000); got != 7 {
		t.Errorf("Width(365e9) = %d, want 7", got)
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"", "0", "Z", "000021", "aZl8N0y58M7", "lYGhA16ahyg", "é", "a b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, code string) {
		n, err := shortid.Decode(code)
		if err != nil {
			return
		}
		want := strings.TrimLeft(code, "0")
		if want == "" {
			want = "0"
		}
		if got := string(shortid.Append(nil, n)); got != want {
			t.Errorf("Append(Decode(%q)) = %q, want %q", code, got, want)
		}
	})
}

func FuzzAppend(f *testing.F) {
	f.Add(uint64(0), uint8(6))
	f.Add(uint64(math.MaxUint64), uint8(10))
	f.Fuzz(func(t *testing.T, n uint64, width uint8) {
		w := shortid.MinWidth + int(width)%(shortid.MaxWidth-shortid.MinWidth+1)
		code := shortid.AppendWidth(nil, n, w)
		if got, err := shortid.Decode(string(code)); len(code) != w || err != nil || got != n%shortid.Space(w) {
			t.Errorf("AppendWidth(%d, %d) = %s, which decodes to %d, %v", n, w, code, got, err)
		}
	})
}
