#ifndef CMODELS_H
#define CMODELS_H
#endif
