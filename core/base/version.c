/* version.c - the engine's own version, set by the build from CMakeLists.txt. */
#include "assay.h"

const char *assay_version(void) {
  return ASSAY_VERSION;
}
