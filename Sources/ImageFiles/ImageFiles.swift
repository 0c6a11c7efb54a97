// module ImageFiles
