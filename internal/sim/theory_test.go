package sim

import "testing"

func TestErlangC(t *testing.T) {
	for _, tt := range []struct {
		servers              int
		load, wait, sojourns float64
	}{
		{1, .9, .9, 10},
		{4, 3.2, .5964324717874044, 1.7455405897342555},
		{64, 57.6, .3106633, 1.048541143208275},
	} {
		check(t, "P(wait)", ErlangC(tt.servers, tt.load), tt.wait, 1e-6)
		check(t, "mean sojourn", MeanSojourn(tt.servers, tt.load, 1), tt.sojourns, 1e-6)
	}
	if got := ErlangC(2, 3); got != 1 {
		t.Errorf("P(wait) under overload is %v, want 1", got)
	}
}
