// Package system runs scenarios: a [System] with parameters, faults and
// objectives, simulated from a seed.
//
// A [Registry] holds the systems that exist. [Registry.Check] says what is wrong
// with a scenario before anything runs, and [Registry.Run] turns a scenario into
// a [Result]. The same scenario with the same seed gives the same result, to the
// last byte of its JSON, on every platform.
//
// Parameters and the thresholds of objectives are quantities in the calculator's
// language, such as 11.6k/s, 500 B or 50 ms; faults have a small language of
// their own, described at [ParseFault].
//
// A system lives in a package of its own under this one. It is described by a
// [System] value whose Run function takes a [Plan]: the scenario, checked and
// converted to base units.
package system
