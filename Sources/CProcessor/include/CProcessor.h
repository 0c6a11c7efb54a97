#ifndef CPROCESSOR_H
#define CPROCESSOR_H

// Nothing to call: what is in here runs by itself, before the rest of the program.

#endif
