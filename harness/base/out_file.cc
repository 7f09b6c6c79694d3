#include <concord/base/out_file.h>
#include <concord/base/path.h>

#include "out_place.h"
#include "replacement.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <streambuf>
#include <system_error>

namespace concord::base {
namespace {

namespace fs = std::filesystem;

// A pipe without a reader is refused by the system when it is opened like this, not waited for.
Result<Descriptor> open_through(const OutPlace& place, const fs::path& shown) {
  if (place.descriptor) {
    Descriptor own(::fcntl(*place.descriptor, F_DUPFD_CLOEXEC, 3));
    if (!own.is_open()) return cannot_write(shown, reason(errno));
    return own;
  }
  Descriptor opened(::open(place.path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (opened.is_open()) return opened;
  const bool is_unread = errno == ENXIO && place.file && S_ISFIFO(place.file->st_mode);
  return cannot_write(shown, is_unread ? "it is a pipe that nobody reads" : reason(errno));
}

Diagnostics make_folders(const fs::path& path, const fs::path& shown) {
  std::error_code failed;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), failed);
  if (failed) return {cannot_write(shown, failed.message())};
  return {};
}

class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor) : descriptor_(descriptor) {
    setp(buffer_.data(), buffer_.data() + buffer_.size());
  }
  int failure() const { return failure_; }

 protected:
  int_type overflow(int_type next) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(next, traits_type::eof())) {
      *pptr() = traits_type::to_char_type(next);
      pbump(1);
    }
    return traits_type::not_eof(next);
  }
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    if (size < static_cast<std::streamsize>(buffer_.size())) return std::streambuf::xsputn(text, size);
    if (sync() != 0) return 0;
    failure_ = write_all(descriptor_, {text, static_cast<std::size_t>(size)});
    return failure_ == 0 ? size : 0;
  }
  int sync() override {
    if (failure_ == 0) failure_ = write_all(descriptor_, {pbase(), static_cast<std::size_t>(pptr() - pbase())});
    setp(buffer_.data(), buffer_.data() + buffer_.size());
    return failure_ == 0 ? 0 : -1;
  }

 private:
  int descriptor_;
  int failure_ = 0;
  std::array<char, 64u << 10> buffer_;
};

}  // namespace

Result<OpenedOutput> open_output(const fs::path& path) {
  auto place = find_out_place(path);
  if (!place) return std::move(place).diagnostics();
  if (!place->is_replaced()) {
    auto through = open_through(*place, path);
    if (!through) return std::move(through).diagnostics();
    return OpenedOutput{std::move(through).value(), false};
  }
  if (auto problems = make_folders(place->path, path); !problems.empty()) return problems;
  Descriptor opened(::open(place->path.c_str(), O_RDWR | O_CREAT | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666));
  if (!opened.is_open()) return cannot_write(path, reason(errno));
  return OpenedOutput{std::move(opened), true};
}

bool is_replaced(const fs::path& path) {
  const auto place = find_out_place(path);
  return place && place->is_replaced();
}

fs::path written_path(const fs::path& path) {
  const auto place = find_out_place(path);
  return place ? canonical_path(place->path) : path;
}

struct OutFile::State {
  fs::path shown;
  Descriptor through;                      // or
  std::unique_ptr<Replacement> replacement;
  std::unique_ptr<DescriptorBuffer> buffer;
  std::unique_ptr<std::ostream> stream;

  void begin(int descriptor) {
    buffer = std::make_unique<DescriptorBuffer>(descriptor);
    stream = std::make_unique<std::ostream>(buffer.get());
  }
};

Result<OutFile> OutFile::create(const fs::path& path) {
  auto place = find_out_place(path);
  if (!place) return std::move(place).diagnostics();
  auto state = std::make_unique<State>();
  state->shown = path;
  if (!place->is_replaced()) {
    auto through = open_through(*place, path);
    if (!through) return std::move(through).diagnostics();
    state->through = std::move(through).value();
    state->begin(state->through.get());
    return OutFile(std::move(state));
  }
  if (auto problems = make_folders(place->path, path); !problems.empty()) return problems;
  state->replacement = std::make_unique<Replacement>(place->path, place->file ? &*place->file : nullptr);
  if (const int failed = state->replacement->error_number()) return cannot_write(path, reason(failed));
  state->begin(state->replacement->descriptor());
  return OutFile(std::move(state));
}

OutFile::OutFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
OutFile::OutFile(OutFile&&) noexcept = default;
OutFile& OutFile::operator=(OutFile&&) noexcept = default;
OutFile::~OutFile() = default;

std::ostream& OutFile::stream() { return *state_->stream; }

Diagnostics OutFile::commit() {
  state_->stream->flush();
  int failed = state_->buffer->failure();
  if (failed == 0 && state_->replacement) failed = state_->replacement->finish(true);
  if (failed == 0 && state_->through.is_open() && !state_->through.close()) failed = errno;
  if (failed == 0) return {};
  return {cannot_write(state_->shown, failed == ETIMEDOUT ? std::string("nobody reads it") : reason(failed))};
}

}  // namespace concord::base
