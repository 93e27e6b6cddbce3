package system

import (
	"strings"
	"testing"
)

func TestBottleneck(t *testing.T) {
	tests := []struct {
		name       string
		components []Component
		want, says string
	}{
		{"the busiest", []Component{{Name: "app", Hottest: .5, BackloggedSeconds: -1}, {Name: "database", Hottest: .7, BackloggedSeconds: -1}}, "database", "would saturate first"},
		{"one hot shard", []Component{{Name: "app", Hottest: .9, BackloggedSeconds: -1}, {Name: "database", Utilization: .3, Hottest: .99, BackloggedSeconds: 4}}, "database", "no time left"},
		{"whose queue grew first", []Component{{Name: "app", Hottest: 1, BackloggedSeconds: 9}, {Name: "database", Hottest: .98, BackloggedSeconds: 4}}, "database", "first, at 4 s"},
		{"a queue beside none", []Component{{Name: "app", Hottest: .98, BackloggedSeconds: 9}, {Name: "database", Hottest: 1, BackloggedSeconds: -1}}, "app", "first, at 9 s"},
	}
	for _, tt := range tests {
		r := &Result{Components: tt.components}
		r.FindBottleneck()
		if r.Bottleneck != tt.want || !strings.Contains(r.BottleneckReason, tt.says) {
			t.Errorf("%s: got %s (%s), want %s", tt.name, r.Bottleneck, r.BottleneckReason, tt.want)
		}
	}
}
