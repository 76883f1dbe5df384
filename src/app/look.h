/* look.h: language, contrast, /healthz. */
#ifndef APP_LOOK_H
#define APP_LOOK_H

#include "app/route.h"

extern const struct route look_routes[];

#endif
