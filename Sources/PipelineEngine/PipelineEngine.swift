// module PipelineEngine
