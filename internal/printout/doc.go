// Package printout writes text for people outside the screens: what a run measured,
// what a system takes, lists, charts. Lines keep to a width in cells, signs have a
// twin in ASCII, and numbers are written by [system.Unit].
package printout
