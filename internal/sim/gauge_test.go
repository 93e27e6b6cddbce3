package sim

import (
	"fmt"
	"testing"
	"time"
)

func TestGauge(t *testing.T) {
	var g Gauge
	g.Add(1*time.Second, 4)
	g.Add(2*time.Second, -3)
	if g.Value() != 1 || g.Max() != 4 || g.Mean(4*time.Second) != 1.5 {
		t.Errorf("value %d, max %d, mean %v; want 1, 4, 1.5", g.Value(), g.Max(), g.Mean(4*time.Second))
	}
	g.Reset(4 * time.Second)
	if g.Mean(4*time.Second) != 1 {
		t.Errorf("mean of no time %v, want the value 1", g.Mean(4*time.Second))
	}
	g.Add(5*time.Second, 2)
	if g.Max() != 3 || g.Mean(6*time.Second) != 2 || g.Area(6*time.Second) != 4e9 {
		t.Errorf("max %d, mean %v, area %d; want 3, 2, 4e9", g.Max(), g.Mean(6*time.Second), g.Area(6*time.Second))
	}
}

// Two requests at an origin for two of four seconds each, one of them shared.
func ExampleGauge() {
	var atOrigin Gauge
	atOrigin.Add(1*time.Second, 1)
	atOrigin.Add(2*time.Second, 1)
	atOrigin.Add(3*time.Second, -1)
	atOrigin.Add(4*time.Second, -1)
	fmt.Println(atOrigin.Max(), atOrigin.Mean(4*time.Second))
	// Output: 2 1
}
