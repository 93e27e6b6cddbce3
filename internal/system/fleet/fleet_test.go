package fleet_test

import (
	"testing"
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
)

func suffer(t *testing.T, c *fleet.Condition, actions ...string) {
	t.Helper()
	for _, action := range actions {
		f, err := system.ParseFault(action)
		if err != nil {
			t.Fatal(err)
		}
		c.Suffer(f)
	}
}

// What becomes of a request, and what is said of the member, after faults in turn.
func TestConditions(t *testing.T) {
	for _, tt := range []struct {
		faults []string
		fate   fleet.Fate
		state  string
	}{
		{nil, fleet.Accepted, ""},
		{[]string{"kill app"}, fleet.Refused, "down"},
		{[]string{"hang app"}, fleet.Held, "hangs"},
		{[]string{"cut app"}, fleet.Lost, "cut off"},
		{[]string{"errors app 100%"}, fleet.Failed, "100% errors"},
		{[]string{"slow app by 5"}, fleet.Accepted, "5x slower"},
		{[]string{"slow app by 5", "slow app by 1"}, fleet.Accepted, ""},
		{[]string{"kill app", "restart app"}, fleet.Accepted, ""},
		{[]string{"hang app", "restart app"}, fleet.Accepted, ""},
		{[]string{"cut app", "heal app"}, fleet.Accepted, ""},
		{[]string{"kill app", "hang app"}, fleet.Refused, "down"}, // nobody is there to hang
		{[]string{"hang app", "kill app"}, fleet.Refused, "down"},
		{[]string{"cut app", "restart app"}, fleet.Lost, "cut off"}, // a restart mends no cable
		{[]string{"kill app", "heal app"}, fleet.Refused, "down"},
		{[]string{"kill app", "cut app"}, fleet.Lost, "down"}, // a refusal does not get through
		{[]string{"kill app", "cut app", "restart app", "heal app"}, fleet.Accepted, ""},
	} {
		var c fleet.Condition
		suffer(t, &c, tt.faults...)
		if fate := c.Meet(sim.Stream(1, "errors")); fate != tt.fate || c.String() != tt.state {
			t.Errorf("after %q: fate %v, state %q; want %v, %q", tt.faults, fate, c.String(), tt.fate, tt.state)
		}
		if answers := tt.fate == fleet.Accepted || tt.fate == fleet.Failed; c.Answers() != answers {
			t.Errorf("after %q: answers %v", tt.faults, c.Answers())
		}
	}
}

func TestSufferTellsWhetherAnswersChange(t *testing.T) {
	var c fleet.Condition
	for _, tt := range []struct {
		action  string
		changes bool
	}{
		{"slow app by 2", false},
		{"kill app", true},
		{"cut app", false},
		{"restart app", false},
		{"heal app", true},
		{"errors app 50%", false},
		{"hang app", true},
	} {
		f, err := system.ParseFault(tt.action)
		if err != nil {
			t.Fatal(err)
		}
		if c.Suffer(f) != tt.changes {
			t.Errorf("%s: changed %v, want %v", tt.action, !tt.changes, tt.changes)
		}
	}
}

// Who sends learns late, and of members that come and go at once.
func TestFleet(t *testing.T) {
	var s sim.Sim
	pools := []*balance.Pool{balance.NewPool(&balance.RoundRobin{}), balance.NewPool(&balance.RoundRobin{})}
	told := 0
	f := fleet.Fleet{Pools: pools, Detection: time.Second, Changed: func(int) { told++ }}
	for range 3 {
		f.Join(&fleet.Member{}, 1)
	}
	reaches := func(want ...int32) {
		t.Helper()
		for _, pool := range pools {
			got := map[int32]bool{}
			for range 12 {
				connection, err := pool.Pick(balance.Request{})
				if err != nil {
					t.Fatal(err)
				}
				got[f.At(connection.Server)] = true
				pool.Done(connection, 0, 0)
			}
			for _, i := range want {
				if !got[i] {
					t.Errorf("member %d gets nothing", i)
				}
			}
			if len(got) != len(want) {
				t.Errorf("%v get requests, want %v", got, want)
			}
		}
	}
	suffer(t, &f.Members[1].Condition, "kill app")
	f.Notice(&s, 1)
	reaches(0, 1, 2)
	if state := f.Members[1].State(); state != "down, not noticed" {
		t.Errorf("state %q before it is noticed", state)
	}
	if err := s.RunUntil(t.Context(), time.Second); err != nil {
		t.Fatal(err)
	}
	reaches(0, 2)
	if state := f.Members[1].State(); state != "down" || told == 0 {
		t.Errorf("state %q, the pools told %d times", state, told)
	}
	suffer(t, &f.Members[1].Condition, "restart app")
	f.Restarted(1)
	if state := f.Members[1].State(); state != "back, not noticed" {
		t.Errorf("state %q before its return is noticed", state)
	}
	f.Notice(&s, 1)
	if err := s.RunUntil(t.Context(), 2*time.Second); err != nil {
		t.Fatal(err)
	}
	if gone := f.Leave(-1); gone != 2 {
		t.Errorf("the last of them is %d, want 2", gone)
	}
	if again := f.Leave(2); again != -1 {
		t.Error("it leaves twice")
	}
	if i := f.Join(&fleet.Member{}, 1); i != 3 {
		t.Errorf("a new one is %d, want 3", i)
	}
	reaches(0, 1, 3)
}
