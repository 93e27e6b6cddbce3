//go:build slow

package packlint_test

// mutatedPacks is how many mistaken packs are linted.
const mutatedPacks = 5000
