/*
 * banned.h: functions that may not be used, included before every file of src/ and tools/ by the
 * compiler's -include. Each has a safe twin: buf.h, str.h and arena.h for text and numbers, clock.h
 * for time, rand.h for randomness.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok
#pragma GCC poison atoi atol atoll atof localtime gmtime ctime asctime
#pragma GCC poison rand srand drand48 system popen tmpnam mktemp

#endif
