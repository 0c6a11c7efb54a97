#ifndef CPIPELINES_H
#define CPIPELINES_H

/// The text of Pipelines/clean.yaml, ended by a zero byte.
const char *pipeline_clean(void);

/// The text of Pipelines/degrade.yaml, ended by a zero byte.
const char *pipeline_degrade(void);

/// The text of Pipelines/ocr.yaml, ended by a zero byte.
const char *pipeline_ocr(void);

/// The text of Pipelines/networks/emnist-d4.yaml, ended by a zero byte.
const char *network_emnist_d4(void);

/// The text of Pipelines/degradations/everything.yaml, ended by a zero byte.
const char *recipe_everything(void);

#endif
