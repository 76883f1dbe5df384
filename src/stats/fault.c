/* fault.c: the table of refusals. */
#include "stats/fault.h"

#include "base/err.h"

static const struct {
	const char *name;
	const char *text;
} FAULTS[FAULT_COUNT] = {
	[FAULT_NONE] = { "none", "no fault" },
	[FAULT_NOT_FINITE] = { "not-finite", "a value is not a finite number" },
	[FAULT_NEGATIVE] = { "negative", "a count, weight or size is negative" },
	[FAULT_NOT_WHOLE] = { "not-whole", "a count is not a whole number" },
	[FAULT_OPTION] = { "option", "an option is outside its domain" },
	[FAULT_NO_ROWS] = { "no-rows", "there is nothing to compute from" },
	[FAULT_TOO_LARGE] = { "too-large", "there is more data than the stated limit" },
	[FAULT_TOO_FEW_PERIODS] = { "too-few-periods",
		"the history is shorter than the method needs" },
	[FAULT_NO_CONVERGENCE] = { "no-convergence", "the iteration did not settle" },
	[FAULT_SINGULAR] = { "singular", "the data cannot tell the coefficients apart" },
	[FAULT_NOT_POSITIVE] = { "not-positive", "a value that must be above zero is not" },
	[FAULT_EMPTY_LEVEL] = { "empty-level", "a level has residents but no respondent" },
	[FAULT_UNKNOWN_LEVEL] = { "unknown-level", "a row names a level that is not there" },
	[FAULT_SMALL_LEVEL] = { "small-level", "a level has too few respondents" },
	[FAULT_MARGINS_DISAGREE] = { "margins-disagree",
		"the margins do not add up to one total" },
	[FAULT_LONELY_UNIT] = { "lonely-unit", "a stratum has one sampled unit only" },
	[FAULT_SELF_SELECTED] = { "self-selected",
		"respondents chose themselves, so there is no margin of error" },
	[FAULT_SHARE] = { "share", "a share lies outside 0 to 1" },
	[FAULT_UNPROTECTED] = { "unprotected", "no suppression makes this table safe" },
};

const char *
fault_name(enum stat_fault fault)
{
	BUG_IF((unsigned)fault >= FAULT_COUNT);
	return FAULTS[fault].name;
}

const char *
fault_text(enum stat_fault fault)
{
	BUG_IF((unsigned)fault >= FAULT_COUNT);
	return FAULTS[fault].text;
}
