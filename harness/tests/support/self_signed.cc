#include "support/self_signed.h"

#include <concord/http/self_signed.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace concord::support {
namespace {

std::string make_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "concord-tls-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return pattern;
}

}  // namespace

SelfSigned::SelfSigned(const std::string& names, std::chrono::seconds validity) : folder_(make_folder()) {
  http::SelfSignedFiles files;
  const base::Diagnostics problems = http::write_self_signed(folder_, names, validity, files);
  if (!problems.empty()) throw std::runtime_error(problems.front().message);
  certificate_file_ = files.certificate_file;
  key_file_ = files.key_file;
}

SelfSigned::~SelfSigned() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace concord::support
