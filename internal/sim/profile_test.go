package sim

import (
	"math"
	"testing"
	"time"
)

// Arrivals follow a profile and a ramp: as many come in each part of a cycle as the
// integral of the rate says.
func TestShapesOverTime(t *testing.T) {
	day, err := NewProfile([]ProfilePoint{{6 * time.Hour, .2}, {9 * time.Hour, 1}, {21 * time.Hour, 1.8}}, 24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	flat, err := NewProfile([]ProfilePoint{{0, .5}}, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	ramp := Ramp{From: 1, To: 10, Start: 10 * time.Hour, End: 20 * time.Hour}
	for _, tt := range []struct {
		name  string
		shape Shape
		mean  func(hour float64) float64 // from it to the next
	}{
		{"a day", day, func(h float64) float64 {
			at := func(h float64) float64 {
				switch h = math.Mod(h, 24); {
				case h < 6:
					return 1.8 - 1.6*(h+3)/9
				case h < 9:
					return .2 + .8*(h-6)/3
				case h < 21:
					return 1 + .8*(h-9)/12
				}
				return 1.8 - 1.6*(h-21)/9
			}
			return (at(h) + at(h+1-1e-9)) / 2
		}},
		{"always the same", flat, func(float64) float64 { return .5 }},
		{"a ramp", ramp, func(h float64) float64 { return min(10, max(1, 1+(h+.5-10)*.9)) }},
		{"both", Both{flat, ramp}, func(h float64) float64 { return .5 * min(10, max(1, 1+(h+.5-10)*.9)) }},
	} {
		const perHour = 20_000
		s, count := &Sim{}, 0
		in := Arrivals{Sim: s, Stream: Stream(1, tt.name), Rate: perHour / 3600., Shape: tt.shape, Emit: func() { count++ }}
		in.Start()
		for hour := range 40 {
			count = 0
			if err := s.RunUntil(t.Context(), time.Duration(hour+1)*time.Hour); err != nil {
				t.Fatal(err)
			}
			want := perHour * tt.mean(float64(hour))
			if math.Abs(float64(count)-want) > 4.5*math.Sqrt(want) {
				t.Errorf("%s: %d arrive in hour %d, want %.0f", tt.name, count, hour, want)
			}
			if p, ok := tt.shape.(Profile); ok {
				from := time.Duration(hour) * time.Hour
				if got := p.Mean(from, from+time.Hour); math.Abs(got*perHour-want) > 1 {
					t.Errorf("%s: the mean of hour %d is %v, want %v", tt.name, hour, got, want/perHour)
				}
			}
		}
	}
	if got, want := day.Mean(time.Hour, 49*time.Hour), (9*1+3*.6+12*1.4)/24; math.Abs(got-want) > 1e-9 {
		t.Errorf("the mean of two days is %v, want %v", got, want)
	}
}

func TestProfilesMustRise(t *testing.T) {
	for _, points := range [][]ProfilePoint{nil, {{time.Hour, 1}}, {{-1, 1}}, {{5, 1}, {5, 2}}, {{5, -1}}, {{5, math.NaN()}}} {
		if _, err := NewProfile(points, time.Hour); err == nil {
			t.Errorf("%v is taken", points)
		}
	}
}
