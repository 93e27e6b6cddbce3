package quantity_test

import (
	"errors"
	"fmt"
	"strings"

	"spar/internal/quantity"
)

// A hundred million records a day of 500 bytes are 50 GB a day; 3,650 days make
// 182.5 TB.
func ExampleEval() {
	r, err := quantity.Eval("100M/day * 500B * 10y", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Display)
	fmt.Println(r.Reading)
	fmt.Println(strings.Join(r.Warnings, "; "))
	// Output:
	// 182.5 TB
	// 100M/day × 500 bytes × 10 years (365 d)
	// read 500B as 500 bytes
}

// A refusal says where and why, and what to type instead.
func ExampleError_Detail() {
	_, err := quantity.Eval("16 GB + 4", nil)
	if refused, ok := errors.AsType[*quantity.Error](err); ok {
		fmt.Println(strings.Join(refused.Detail(), "\n"))
	}
	// Output:
	// 16 GB + 4
	//         ^ a size and a count cannot be added: 4 what?
	// try 16 GB + 4 GB → 20 GB
}

// Two ranges: the corners are 1·2 and 4·8. Each end of the first lies a factor
// of two from its middle, and so do those of the second; in quadrature that is
// 2^√2, a factor of 2.67 around 2·4.
func ExampleResult() {
	r, err := quantity.Eval("1..4 * 2..8", nil)
	fmt.Println(r.Display, err)
	fmt.Printf("%.2f to %.2f around %v\n", r.LikelyLow, r.LikelyHigh, r.Value)
	// Output:
	// 2..32, likely 3..21.3 <nil>
	// 3.00 to 21.32 around 8
}

func ExampleParseUnit() {
	reads, _ := quantity.Parse("1bn/day")
	for _, text := range []string{"/s", "million/day", "servers of 5k/s"} {
		unit, err := quantity.ParseUnit(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(reads.In(unit))
	}
	// Output:
	// 11.6k/s true
	// 1,000 million/day true
	// 3 servers of 5k/s (2.31) true
}
