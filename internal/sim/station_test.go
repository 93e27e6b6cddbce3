package sim

import (
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestStationFailsAndComesBack(t *testing.T) {
	s := &Sim{}
	var done []int32
	st := NewStation(s, 1, Unlimited, func(job int32) { done = append(done, job) })
	st.Arrive(1, 10)
	st.Arrive(2, 10)
	s.At(5, st.Fail)
	s.At(6, func() {
		if !st.Down() || st.Waiting() != 0 || st.Busy() != 0 || st.Arrive(3, 10) {
			t.Error("a failed station holds or takes jobs")
		}
	})
	s.At(8, func() { st.Restore(); st.Slow(3); st.Arrive(4, 10) })
	for s.Step() {
	}
	if fmt.Sprint(done) != "[4]" || s.Now() != 38 {
		t.Errorf("served %v until %d, want [4] until 38", done, s.Now())
	}
	stats := st.Stats()
	if stats.BusyArea != 35 || stats.CapacityArea != 35 || stats.Refused != 1 || stats.Backlogged >= 0 {
		t.Errorf("got %+v, want busy 35 of 35, one refused, without a backlog", stats)
	}
}

func TestResize(t *testing.T) {
	s := &Sim{}
	var done []int32
	st := NewStation(s, 1, Unlimited, func(job int32) { done = append(done, job) })
	for job := range int32(6) {
		st.Arrive(job, 10)
	}
	s.At(5, func() { st.Resize(3) })  // jobs 1 and 2 begin at 5
	s.At(12, func() { st.Resize(1) }) // job 3 began at 10; 1 and 2 end at 15 and their servers go
	for s.Step() {
	}
	// Job 4 begins at 20 and job 5 at 30.
	if fmt.Sprint(done) != "[0 1 2 3 4 5]" || s.Now() != 40 {
		t.Errorf("served %v until %d, want [0 1 2 3 4 5] until 40", done, s.Now())
	}
	if stats := st.Stats(); stats.BusyArea != 60 || stats.CapacityArea != 60 {
		t.Errorf("got %+v, want busy 60 of 60", stats)
	}
}

func TestSlowWithoutEnd(t *testing.T) {
	s := &Sim{}
	st := NewStation(s, 1, Unlimited, func(int32) { t.Error("served") })
	st.Slow(math.Inf(1))
	st.Arrive(0, time.Second)
	if err := s.RunUntil(t.Context(), 24*365*time.Hour); err != nil {
		t.Fatal(err)
	}
}

func TestRemove(t *testing.T) {
	s := &Sim{}
	var begun, done []int32
	st := NewStation(s, 1, 3, func(job int32) { done = append(done, job) })
	st.Begun = func(job int32) { begun = append(begun, job) }
	for job := range int32(4) {
		st.Arrive(job, 10)
	}
	if st.Remove(0) || !st.Remove(2) || st.Remove(2) {
		t.Error("only a job that waits can be removed, and once")
	}
	if !st.Arrive(4, 10) || st.Arrive(5, 10) {
		t.Error("the place of a removed job is not free")
	}
	for s.Step() {
	}
	if fmt.Sprint(begun, done) != "[0 1 3 4] [0 1 3 4]" {
		t.Errorf("began %v and served %v, want [0 1 3 4]", begun, done)
	}
	if stats := st.Stats(); stats.Removed != 1 || stats.Refused != 1 || stats.Waited != 4 || stats.MaxWaiting != 3 {
		t.Errorf("got %+v, want one removed and one refused", stats)
	}
}

// Whatever befalls a station, its areas are what adding up its state from moment
// to moment gives, and no job is lost without a failure.
func TestStationKeepsItsBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &Sim{}
		servers := rapid.IntRange(0, 3).Draw(t, "servers")
		served, resized := 0, servers
		st := NewStation(s, servers, rapid.IntRange(-1, 4).Draw(t, "limit"), func(int32) { served++ })
		var want areas
		accepted, removed, failures := 0, 0, 0
		for job := range int32(rapid.IntRange(1, 60).Draw(t, "steps")) {
			until := s.Now() + time.Duration(rapid.IntRange(0, 5).Draw(t, "wait"))
			for s.Now() < until {
				want.busy += int64(st.Busy())
				want.waiting += int64(st.Waiting())
				if !st.Down() {
					want.capacity += int64(max(resized, st.Busy()))
				}
				if err := s.RunUntil(t.Context(), s.Now()+1); err != nil {
					t.Fatal(err)
				}
			}
			switch rapid.SampledFrom([]string{"arrive", "arrive", "arrive", "remove", "resize", "fail", "restore"}).Draw(t, "act") {
			case "arrive":
				if st.Arrive(job, time.Duration(rapid.IntRange(1, 9).Draw(t, "service"))) {
					accepted++
				}
			case "remove":
				if st.Remove(job - int32(rapid.IntRange(1, 5).Draw(t, "ago"))) {
					removed++
				}
			case "resize":
				resized = rapid.IntRange(0, 3).Draw(t, "servers")
				st.Resize(resized)
			case "fail":
				st.Fail()
				failures++
			case "restore":
				st.Restore()
			}
			stats := st.Stats()
			if got := (areas{stats.BusyArea, stats.CapacityArea, stats.WaitingArea}); got != want {
				t.Fatalf("at %d the areas are %+v, want %+v", s.Now(), got, want)
			}
			if failures == 0 && accepted != served+removed+st.Busy()+st.Waiting() {
				t.Fatalf("%d accepted, %d served, %d removed, %d busy, %d waiting", accepted, served, removed, st.Busy(), st.Waiting())
			}
			if !st.Down() && st.Waiting() > 0 && st.Busy() < resized {
				t.Fatalf("%d jobs wait before %d of %d servers at work", st.Waiting(), st.Busy(), resized)
			}
		}
	})
}

func TestHotPathDoesNotAllocate(t *testing.T) {
	s := &Sim{}
	st := NewStation(s, 2, Unlimited, func(int32) {})
	draws := Stream(1, "service")
	in := &Arrivals{Sim: s, Stream: Stream(1, "arrivals"), Rate: 1.8, Emit: func() {
		st.Arrive(0, Seconds(Exponential{1}.Sample(draws)))
	}}
	in.Start()
	step := func() {
		for range 10_000 {
			s.Step()
		}
	}
	step() // let queue and ring grow
	if allocs := testing.AllocsPerRun(20, step); allocs > 1 {
		t.Errorf("%v allocations in 10,000 events, want none", allocs)
	}
}

// One server and two jobs of three seconds, the second of which comes after one.
func ExampleStation() {
	var s Sim
	arrived := []time.Duration{0, time.Second}
	st := NewStation(&s, 1, Unlimited, func(job int32) {
		fmt.Printf("job %d took %v\n", job, s.Now()-arrived[job])
	})
	for job, at := range arrived {
		s.At(at, func() { st.Arrive(int32(job), 3*time.Second) })
	}
	for s.Step() {
	}
	fmt.Println("utilization", st.Stats().Utilization())
	// Output:
	// job 0 took 3s
	// job 1 took 5s
	// utilization 1
}
