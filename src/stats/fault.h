/*
 * fault.h: why a statistical function refused. Every function of stats/ that can refuse returns
 * one of these; FAULT_NONE is 0. A refusal leaves the results untouched or zeroed, as the function
 * says: there is never a quiet number.
 */
#ifndef STATS_FAULT_H
#define STATS_FAULT_H

enum stat_fault {
	FAULT_NONE = 0,
	FAULT_NOT_FINITE,       /* NaN or infinity in the data */
	FAULT_NEGATIVE,         /* a negative count, weight or size */
	FAULT_NOT_WHOLE,        /* a count that is not a whole number */
	FAULT_OPTION,           /* an option outside its domain */
	FAULT_NO_ROWS,          /* nothing to compute from */
	FAULT_TOO_LARGE,        /* more rows, columns or cells than the stated limit */
	FAULT_TOO_FEW_PERIODS,  /* the history is shorter than the method needs */
	FAULT_NO_CONVERGENCE,   /* the iteration did not settle */
	FAULT_SINGULAR,         /* the data cannot tell the coefficients apart */
	FAULT_NOT_POSITIVE,     /* a value that must be above zero is not */
	FAULT_EMPTY_LEVEL,      /* a margin level with residents but without respondents */
	FAULT_UNKNOWN_LEVEL,    /* a respondent in a level or stratum that is not named */
	FAULT_SMALL_LEVEL,      /* a level with fewer respondents than asked for */
	FAULT_MARGINS_DISAGREE, /* the margins do not add up to the same total */
	FAULT_LONELY_UNIT,      /* a stratum with a single sampled unit: no variance */
	FAULT_SELF_SELECTED,    /* no margin of error for people who chose themselves */
	FAULT_SHARE,            /* a share outside 0..1 */
	FAULT_UNPROTECTED,      /* a table that no suppression makes safe */
	FAULT_COUNT
};

/* Short name for machines ("empty-level") and a plain sentence in English for the log. */
const char *fault_name(enum stat_fault fault);
const char *fault_text(enum stat_fault fault);

#endif
