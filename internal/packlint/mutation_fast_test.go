//go:build !slow

package packlint_test

// mutatedPacks is how many mistaken packs are linted; more with the tag slow.
const mutatedPacks = 300
