#ifndef CPIPELINES_H
#define CPIPELINES_H

/// The text of Pipelines/clean.yaml, ended by a zero byte.
const char *pipeline_clean(void);

#endif
