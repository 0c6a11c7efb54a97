// libdeflate's C interface.
#include <libdeflate.h>
