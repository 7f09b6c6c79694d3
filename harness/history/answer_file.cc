#include "answer_file.h"

#include "sqlite.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace concord::history {
namespace {

constexpr std::size_t most_waiting = 64u << 10;  // bytes

[[noreturn]] void fail(int error_number) {
  throw SqliteFault(SQLITE_FULL,
                    "cannot keep the answers of the run where temporary files are (TMPDIR): " +
                        std::generic_category().message(error_number));
}

void put(std::string& to, std::uint64_t number) { to.append(reinterpret_cast<const char*>(&number), sizeof number); }
void put(std::string& to, const std::string& text) {
  put(to, std::uint64_t{text.size()});
  to += text;
}

// What put() wrote, in order.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool is_at_end() const { return text_.empty(); }
  std::uint64_t number() {
    std::uint64_t number = 0;
    const std::string_view bytes = take(sizeof number);
    std::memcpy(&number, bytes.data(), bytes.size());
    return number;
  }
  std::string text() { return std::string(take(number())); }

 private:
  std::string_view take(std::uint64_t size) {
    if (size > text_.size()) fail(EIO);
    const std::string_view taken = text_.substr(0, size);
    text_.remove_prefix(size);
    return taken;
  }
  std::string_view text_;
};

}  // namespace

AnswerFile::AnswerFile() : file_(base::open_unnamed_file()) {
  if (!file_.is_open()) fail(errno);
}

void AnswerFile::add(std::size_t of_case, const std::vector<KeptAnswer>& answers) {
  put(waiting_, std::uint64_t{of_case});
  const std::size_t size_at = waiting_.size();
  put(waiting_, std::uint64_t{0});
  for (const KeptAnswer& one : answers) {
    put(waiting_, std::uint64_t{one.step});
    put(waiting_, static_cast<std::uint64_t>(one.status));
    put(waiting_, one.size);
    for (const std::string* text : {&one.operation, &one.reason, &one.headers, &one.body}) put(waiting_, *text);
  }
  const std::uint64_t size = waiting_.size() - size_at - sizeof(std::uint64_t);
  std::memcpy(waiting_.data() + size_at, &size, sizeof size);
  if (waiting_.size() > most_waiting) flush();
}

void AnswerFile::flush() {
  if (const int failed = base::write_all(file_.get(), waiting_); failed != 0) fail(failed);
  written_ += waiting_.size();
  waiting_.clear();
}

std::string_view AnswerFile::bytes(std::uint64_t offset, std::uint64_t size) {
  const std::string_view read = pieces_.read(file_.get(), offset, size);
  if (read.size() != size) fail(pieces_.error() != 0 ? pieces_.error() : EIO);
  return read;
}

AnswerFile::Head AnswerFile::head_at(std::uint64_t offset) {
  Reader reader(bytes(offset, 2 * sizeof(std::uint64_t)));
  const std::uint64_t of_case = reader.number();
  return {of_case, reader.number()};
}

// Where its answers begin.
std::optional<std::uint64_t> AnswerFile::find(std::size_t of_case, std::uint64_t from, std::uint64_t to) {
  while (from != to) {
    const Head head = head_at(from);
    from += 2 * sizeof(std::uint64_t);
    if (head.of_case == of_case) return next_ = from + head.size, from;
    from += head.size;
  }
  return std::nullopt;
}

std::vector<KeptAnswer> AnswerFile::read(std::size_t of_case) {
  flush();
  const std::uint64_t last = next_;
  auto begin = find(of_case, last, written_);
  if (!begin) begin = find(of_case, 0, last);
  if (!begin) return {};
  const std::string_view text = bytes(*begin, next_ - *begin);
  std::vector<KeptAnswer> answers;
  for (Reader reader(text); !reader.is_at_end();) {
    KeptAnswer one;
    one.step = reader.number();
    one.status = static_cast<int>(reader.number());
    one.size = reader.number();
    for (std::string* part : {&one.operation, &one.reason, &one.headers, &one.body}) *part = reader.text();
    answers.push_back(std::move(one));
  }
  return answers;
}

}  // namespace concord::history
