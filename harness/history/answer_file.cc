#include "answer_file.h"

#include "sqlite.h"

#include <sqlite3.h>

#include <algorithm>
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
  const std::size_t begin = waiting_.size();
  for (const KeptAnswer& one : answers) {
    put(waiting_, std::uint64_t{one.step});
    put(waiting_, static_cast<std::uint64_t>(one.status));
    put(waiting_, one.size);
    for (const std::string* text : {&one.operation, &one.reason, &one.headers, &one.body}) put(waiting_, *text);
  }
  const auto number = static_cast<std::uint32_t>(of_case);
  is_sorted_ = is_sorted_ && (entries_.empty() || entries_.back().of_case < number);
  entries_.push_back({written_ + begin, number, static_cast<std::uint32_t>(waiting_.size() - begin)});
  if (waiting_.size() > most_waiting) flush();
}

void AnswerFile::flush() {
  if (const int failed = base::write_all(file_.get(), waiting_); failed != 0) fail(failed);
  written_ += waiting_.size();
  waiting_.clear();
}

void AnswerFile::sort() {
  if (std::exchange(is_sorted_, true)) return;
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.of_case < b.of_case; });
}

std::vector<KeptAnswer> AnswerFile::read(std::size_t of_case) {
  flush();
  sort();
  // The last of those of one case.
  const auto behind = std::upper_bound(entries_.begin(), entries_.end(), of_case,
                                       [](std::size_t wanted, const Entry& one) { return wanted < one.of_case; });
  if (behind == entries_.begin() || std::prev(behind)->of_case != of_case) return {};
  const Entry& entry = *std::prev(behind);
  const std::string_view text = pieces_.read(file_.get(), entry.offset, entry.size);
  if (text.size() != entry.size) fail(pieces_.error() != 0 ? pieces_.error() : EIO);
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
