// Files that are written piece by piece: reports, the journal. What a path leads to decides how: regular files are
// replaced at the end, so that a reader sees the old content or the new, never half; links are followed, never
// replaced; pipes and devices are written through; "/dev/stdout", "/dev/stderr", "/dev/fd/N" and "/proc/self/fd/N" are
// what the process has open already, after what was written there before.
//
// Everything else is refused by name: folders, sockets, block devices, and a pipe that nobody reads, which would be
// waited for without end.
#pragma once
#include <concord/base/descriptor.h>
#include <concord/base/result.h>

#include <filesystem>
#include <memory>
#include <ostream>

namespace concord::base {

// A path opened for writing in place. Its folders are made; what a regular file holds is kept.
struct OpenedOutput {
  Descriptor descriptor;
  bool is_regular = false;  // else written through
};
Result<OpenedOutput> open_output(const std::filesystem::path& path);

// Whether a file at `path` would be replaced at the end; else what is there is written through, or refused.
bool is_replaced(const std::filesystem::path& path);

// The one name of the file that writing to `path` makes or replaces: absolute, behind all links, those that lead to
// nothing yet included; the path itself when it leads nowhere.
std::filesystem::path written_path(const std::filesystem::path& path);

class OutFile {
 public:
  static Result<OutFile> create(const std::filesystem::path& path);
  OutFile(OutFile&&) noexcept;
  OutFile& operator=(OutFile&&) noexcept;
  // Without commit() a regular file stays as it was.
  ~OutFile();

  // Valid as long as this. After a failure nothing more is written; commit() says what happened.
  std::ostream& stream();
  // Once, at the end: the file is complete and, if it is a regular one, in its place and on the disk.
  Diagnostics commit();

 private:
  struct State;
  explicit OutFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace concord::base
