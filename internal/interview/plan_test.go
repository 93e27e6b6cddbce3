package interview

import (
	"encoding/json"
	"testing"
	"time"
)

func TestPlanForPresets(t *testing.T) {
	for _, test := range []struct {
		minutes int
		want    [5]int
	}{
		{35, [5]int{5, 3, 10, 12, 5}},
		{45, [5]int{5, 5, 10, 15, 10}},
		{60, [5]int{8, 5, 15, 20, 12}},
		{65, [5]int{10, 5, 15, 20, 15}},
		{90, [5]int{10, 10, 20, 30, 20}},
		{10, [5]int{1, 1, 2, 4, 2}},
	} {
		got, err := PlanFor(test.minutes)
		if err != nil {
			t.Fatalf("PlanFor(%d): %v", test.minutes, err)
		}
		if got != PlanOf(test.want) {
			t.Errorf("PlanFor(%d) = %v, want minutes %v", test.minutes, got, test.want)
		}
	}
}

func TestPlanForAnyLengthAddsUp(t *testing.T) {
	for minutes := MinMinutes; minutes <= MaxMinutes; minutes++ {
		plan, err := PlanFor(minutes)
		if err != nil {
			t.Fatalf("PlanFor(%d): %v", minutes, err)
		}
		if plan.Total() != time.Duration(minutes)*time.Minute {
			t.Errorf("PlanFor(%d) adds up to %v", minutes, plan.Total())
		}
		for i, d := range plan {
			if d < time.Minute {
				t.Errorf("PlanFor(%d): phase %d has %v", minutes, i, d)
			}
		}
	}
}

func TestPlanForRefusesOtherLengths(t *testing.T) {
	for _, minutes := range []int{-1, 0, MinMinutes - 1, MaxMinutes + 1} {
		if _, err := PlanFor(minutes); err == nil {
			t.Errorf("PlanFor(%d) succeeded", minutes)
		}
	}
}

func TestPlanRoundTripsThroughJSON(t *testing.T) {
	want := PlanOf([5]int{5, 3, 10, 12, 5})
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if string(data) != "[300,180,600,720,300]" {
		t.Errorf("plan as JSON is %s", data)
	}
	var got Plan
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("read back %v, want %v", got, want)
	}
}
