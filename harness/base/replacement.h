// A new file that takes the place of another at once, or leaves nothing behind.
#pragma once
#include <concord/base/descriptor.h>

#include <sys/stat.h>

#include <filesystem>

namespace concord::base {

class Replacement {
 public:
  // A temporary file beside `path`, with the mode of `old` or what the umask leaves when that is null.
  Replacement(std::filesystem::path path, const struct stat* old);
  ~Replacement();
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  int error_number() const { return error_number_; }  // of making it; 0 when it is open
  int descriptor() const { return file_.get(); }
  // Renames it to its place; durable: when the disk has it. 0, or an errno.
  int finish(bool is_durable);

 private:
  std::filesystem::path path_, temporary_;
  Descriptor file_;
  int error_number_ = 0;
};

// So that a new name in it survives a crash. Content is safe already, so a folder that cannot be synchronised is fine.
void sync_folder(const std::filesystem::path& folder);

}  // namespace concord::base
