#include "CPipelines.h"

static const char clean[] = {
#embed "../../Pipelines/clean.yaml"
    , 0};

const char *pipeline_clean(void) { return clean; }

static const char degrade[] = {
#embed "../../Pipelines/degrade.yaml"
    , 0};

const char *pipeline_degrade(void) { return degrade; }

static const char ocr[] = {
#embed "../../Pipelines/ocr.yaml"
    , 0};

const char *pipeline_ocr(void) { return ocr; }

static const char emnist_d4[] = {
#embed "../../Pipelines/networks/emnist-d4.yaml"
    , 0};

const char *network_emnist_d4(void) { return emnist_d4; }

static const char everything[] = {
#embed "../../Pipelines/degradations/everything.yaml"
    , 0};

const char *recipe_everything(void) { return everything; }
