// Package shortid mints the short codes of long URLs: numbers below 62^width,
// written in base62.
//
// [Counter] and [Permuted] count in one place, the latter in an order that nobody
// guesses; [Ranges] hands stretches of the count to servers; [Snowflake] makes
// numbers of time, machine and sequence; [Random] and [Hash] may hit a code that is
// taken, which their caller must find out and answer by another attempt.
// [NaiveCounter] is a mistake, to be seen failing: when its codes are used up it
// begins again and says nothing.
//
// All are safe for concurrent use. None reads a clock or global randomness.
package shortid
