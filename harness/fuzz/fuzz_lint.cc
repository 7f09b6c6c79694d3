// Any text as an OpenAPI document or a page: every rule ends, whatever is written.
#include <concord/lint.h>

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  concord::base::SourceSet sources;
  const auto& source = sources.add("/nonexistent/fuzzed.yaml", std::string(reinterpret_cast<const char*>(data), size));
  concord::lint::Linter linter(sources, {});
  if (!linter.open(source).empty()) return 0;
  for (const auto& finding : linter.run().findings) {
    if (concord::lint::find_rule(finding.rule) == nullptr) __builtin_trap();
  }
  return 0;
}
