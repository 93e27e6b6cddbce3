package topology

import (
	"slices"
	"strconv"
	"strings"
)

// This file is how far the parts of the world are from each other.

// Round trips between places in milliseconds, rounded, the mean of both directions: what
// IBM Cloud published for its regions, averages from 10 January to 8 February 2026
// (documentation of IBM Cloud VPC, "Network latency dashboards", table of 8 February
// 2026; read there). They are of that size between the regions of any cloud.
var places = []struct {
	city       string
	roundTrips []int // to the places before it
}{
	{"Washington", nil},
	{"Dallas", []int{32}},
	{"Toronto", []int{20, 34}},
	{"São Paulo", []int{125, 144, 138}},
	{"Frankfurt", []int{86, 123, 92, 201}},
	{"London", []int{76, 112, 82, 194, 13}},
	{"Madrid", []int{87, 117, 105, 209, 30, 25}},
	{"Chennai", []int{235, 247, 219, 361, 138, 137, 149}},
	{"Tokyo", []int{140, 143, 135, 283, 239, 247, 260, 111}},
	{"Sydney", []int{214, 184, 213, 324, 251, 260, 274, 125, 115}},
}

// world are the names that regions may have for those places.
var world = []struct{ name, city string }{
	{"us", "Washington"},
	{"us-east", "Washington"},
	{"us-central", "Dallas"},
	{"canada", "Toronto"},
	{"brazil", "São Paulo"},
	{"eu", "Frankfurt"},
	{"europe", "Frankfurt"},
	{"uk", "London"},
	{"spain", "Madrid"},
	{"india", "Chennai"},
	{"japan", "Tokyo"},
	{"australia", "Sydney"},
}

// WorldRegions returns the names of regions whose distances are listed.
func WorldRegions() []string {
	names := make([]string, len(world))
	for i, w := range world {
		names[i] = w.name
	}
	return names
}

// placeOf returns where a region of the world is, by its index; -1 for others.
func placeOf(region string) int {
	for _, w := range world {
		if strings.EqualFold(w.name, region) {
			for i, p := range places {
				if p.city == w.city {
					return i
				}
			}
		}
	}
	return -1
}

// listedRoundTrip returns the round trip between two regions of the world; empty for
// others, and for two names of one place.
func listedRoundTrip(a, b string) string {
	i, j := placeOf(a), placeOf(b)
	if i < 0 || j < 0 || i == j {
		return ""
	}
	return strconv.Itoa(places[max(i, j)].roundTrips[min(i, j)]) + " ms"
}

// ListedRoundTrips returns a table of what is listed, a region of the world in each line
// with its place and its distances from all others.
func ListedRoundTrips() (names []string, rows [][]string) {
	for _, w := range world {
		if w.name != "us-east" && w.name != "europe" { // the same as another
			names = append(names, w.name)
		}
	}
	for _, from := range names {
		city := places[placeOf(from)].city
		row := []string{from, city}
		for _, to := range names {
			row = append(row, listedRoundTrip(from, to))
		}
		rows = append(rows, row)
	}
	return slices.Clone(names), rows
}
