#include "file_access.h"

#include <concord/base/path.h>
#include <concord/base/text.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace concord::history {

namespace fs = std::filesystem;
using base::in_quotes;

namespace {

constexpr const char* another = "let this user write there, or say another file with --history";

bool may(int how, const fs::path& path) { return faccessat(AT_FDCWD, path.c_str(), how, AT_EACCESS) == 0; }
bool is_writable(const fs::path& path) { return may(W_OK, path); }

base::Diagnostic not_written(const std::string& why, std::string hint = another) {
  return base::error("history.cannot-write", why, {}, std::move(hint));
}

}  // namespace

std::optional<base::Diagnostic> why_not_read(const std::string& path) {
  if (may(R_OK, path)) return std::nullopt;
  if (errno == ENOENT || errno == ENOTDIR) {
    return base::error("history.none", "there is no history " + in_quotes(path), {},
                       "a run makes it; --history says where it is");
  }
  return base::error("history.cannot-read", "the history " + in_quotes(path) + " cannot be read by this user", {},
                     "let this user read it, or say another file with --history");
}

std::optional<base::Diagnostic> why_not_written(const std::string& path) {
  std::error_code failed;
  if (fs::is_directory(path, failed))
    return not_written(in_quotes(path) + " is a folder, and no history", "say a file with --history");
  const bool is_there = fs::exists(path, failed);
  if (is_there && !is_writable(path))
    return not_written("the history " + in_quotes(path) + " cannot be written by this user");
  const fs::path folder = base::canonical_path(path).parent_path();
  if (is_writable(folder)) return std::nullopt;
  const std::string named = in_quotes(folder.generic_string());
  if (!is_there) {
    return not_written("cannot make the history " + in_quotes(path) + ": its folder " + named +
                       " cannot be written by this user");
  }
  return not_written("the history " + in_quotes(path) + " cannot be written: this user cannot write its folder " +
                     named + ", where SQLite makes files beside it");
}

bool has_log_beside(const std::string& path) {
  std::error_code failed;
  const auto size = fs::file_size(base::canonical_path(path).string() + "-wal", failed);
  return !failed && size != 0;
}

base::Diagnostic needs_a_writer(const std::string& path) {
  return base::error("history.cannot-read",
                     "the history " + in_quotes(path) + " cannot be read without writing: beside it lies " +
                         in_quotes(path + "-wal") + ", of a run under way or one that was killed",
                     {}, "ask as a user who can write both, or ask copies of both in a folder of your own");
}

}  // namespace concord::history
