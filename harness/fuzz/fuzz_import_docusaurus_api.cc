#include "import_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return concord::fuzz::import_as("docusaurus-api", data, size);
}
