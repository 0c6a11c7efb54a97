#ifndef CMODELS_H
#define CMODELS_H

#include <stddef.h>
#include <stdint.h>

/// The files of the shipped models, compiled in so that the moved binary needs no file beside it.
const uint8_t *models_unet(void);
size_t models_unet_count(void);
const uint8_t *models_seed(void);
size_t models_seed_count(void);
const uint8_t *models_pictures(void);
size_t models_pictures_count(void);
const uint8_t *models_print(void);
size_t models_print_count(void);
const uint8_t *models_emnist(void);
size_t models_emnist_count(void);
const uint8_t *models_english(void);
size_t models_english_count(void);

#endif
