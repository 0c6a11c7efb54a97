import PipelineEngine

reserveStandardDescriptors()
CleanPage.main()
