#include <support/paths.h>
#include <support/shared.h>

#include <cstdlib>
#include <iostream>

namespace concord::support {
namespace {

bool is_skipped = false;

bool is_ci() {
  const char* value = std::getenv("CI");
  return value != nullptr && std::string(value) == "true";
}

}  // namespace

std::filesystem::path shared_path(const std::string& path) {
  return std::filesystem::path(source_dir()).parent_path() / "shared" / path;
}

std::optional<std::filesystem::path> find_shared(const std::string& path) {
  const auto file = shared_path(path);
  std::error_code failure;
  if (std::filesystem::exists(file, failure)) return file;
  skip(file.string() + " is not here");
  return std::nullopt;
}

void skip(const std::string& why) {
  is_skipped = true;
  std::cerr << "skipped: " << why << '\n';
}

int exit_code_after(int result) {
  if (result != 0 || !is_skipped) return result;
  return is_ci() ? 1 : skipped_code;
}

}  // namespace concord::support
