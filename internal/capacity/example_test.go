package capacity_test

import (
	"fmt"

	"spar/internal/capacity"
)

// A link shortener: 86,400 seconds a day make 100 million writes 1,157 a second,
// and ten times as many reads 11,574. Fifty gigabytes a day for 3,650 days are
// 182.5 TB, which is eight disks of 24 TB.
func ExampleSheet() {
	s := capacity.New(capacity.Given{Name: "writes", Expr: "100M/day"})
	s.SetLines([]string{
		"reads   = writes * 10x",
		"record  = 500 B",
		"storage = writes * record * 10 y",
		"storage ? 22 TB",
		"storage + reads",
	})
	for _, l := range s.Lines() {
		if l.Err != nil {
			fmt.Println(l.Err)
			continue
		}
		fmt.Printf("%-8s %-8s %s\n", l.Kind, l.Name, l.Result.Display)
	}
	storage := s.Lines()[2]
	fmt.Println(storage.Say())
	fmt.Println(storage.Checks()[0])
	// Output:
	// derived  reads    11.6k/s (1bn/day)
	// assumed  record   500 B
	// derived  storage  182.5 TB
	// guess    storage  one order off: about 8.3 times too low: bytes instead of bits?
	// a size and a rate per day cannot be added
	// about one hundred and eighty terabytes
	// as much as 8 large disks (24 TB); 2023, Seagate Exos X24
}
