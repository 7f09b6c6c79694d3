#include <support/paths.h>

namespace concord::support {

std::string source_dir() { return CONCORD_SOURCE_DIR; }
std::string binary_dir() { return CONCORD_BINARY_DIR; }

}  // namespace concord::support
