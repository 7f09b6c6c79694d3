// A folder of documents that is gone after the test.
#pragma once
#include <concord/base/file.h>

#include <support/catch.h>
#include <support/paths.h>

#include <filesystem>
#include <map>
#include <string>

namespace concord::support {

class DocumentFolder {
 public:
  DocumentFolder(const std::string& name, const std::map<std::string, std::string>& files)
      : folder_(std::filesystem::path(binary_dir()) / "documents" / name) {
    std::filesystem::remove_all(folder_);
    for (const auto& [path, text] : files) {
      const base::Diagnostics mistakes = base::write_file_atomically(folder_ / path, text);
      if (!mistakes.empty()) FAIL(base::render(mistakes));
    }
  }
  ~DocumentFolder() { std::filesystem::remove_all(folder_); }
  DocumentFolder(const DocumentFolder&) = delete;
  DocumentFolder& operator=(const DocumentFolder&) = delete;

  std::string path(const std::string& file) const { return (folder_ / file).generic_string(); }

 private:
  std::filesystem::path folder_;
};

}  // namespace concord::support
