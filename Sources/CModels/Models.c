#include "CModels.h"

static const uint8_t unet[] = {
#embed "unet.safetensors"
};

static const uint8_t seed[] = {
#embed "seed.safetensors"
};

static const uint8_t pictures[] = {
#embed "pictures.safetensors"
};

static const uint8_t english[] = {
#embed "english.language"
};

static const uint8_t print[] = {
#embed "print.safetensors"
};

static const uint8_t emnist[] = {
#embed "emnist.safetensors"
};

const uint8_t *models_unet(void) { return unet; }
size_t models_unet_count(void) { return sizeof unet; }
const uint8_t *models_seed(void) { return seed; }
size_t models_seed_count(void) { return sizeof seed; }
const uint8_t *models_pictures(void) { return pictures; }
size_t models_pictures_count(void) { return sizeof pictures; }
const uint8_t *models_english(void) { return english; }
size_t models_english_count(void) { return sizeof english; }
const uint8_t *models_print(void) { return print; }
size_t models_print_count(void) { return sizeof print; }
const uint8_t *models_emnist(void) { return emnist; }
size_t models_emnist_count(void) { return sizeof emnist; }
