#include "CVersion.h"

#ifndef IMAGEBUILDER_COMMIT
#define IMAGEBUILDER_COMMIT ""
#endif

const char *imagebuilder_commit(void) { return IMAGEBUILDER_COMMIT; }
