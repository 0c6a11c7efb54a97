#ifndef CPIPELINES_H
#define CPIPELINES_H

/// The text of Pipelines/clean.yaml, ended by a zero byte.
const char *pipeline_clean(void);

/// The text of Pipelines/networks/emnist-d4.yaml, ended by a zero byte.
const char *network_emnist_d4(void);

#endif
