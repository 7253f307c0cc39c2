#ifndef IMAGEBUILDER_VERSION_H
#define IMAGEBUILDER_VERSION_H

/// The commit that the program is built from, `-dirty` behind it where there were changes; empty where nobody said.
const char *imagebuilder_commit(void);

#endif
