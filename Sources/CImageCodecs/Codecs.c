int codecs_unused;
