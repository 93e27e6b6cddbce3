package metric

import "time"

// ErrorBudget returns how long everything may fail in a period under an objective
// such as .999.
func ErrorBudget(objective float64, period time.Duration) time.Duration {
	return time.Duration(float64((1-objective)*float64(period)) + .5)
}

// BurnRate returns how many times as fast as the objective allows the error budget
// is spent: at 1 it lasts just for its period.
func BurnRate(errorRatio, objective float64) float64 { return errorRatio / (1 - objective) }

// BudgetSpent returns the part of a period's error budget that a burn rate spends
// in a window.
func BudgetSpent(burn float64, window, period time.Duration) float64 {
	return burn * (float64(window) / float64(period))
}
