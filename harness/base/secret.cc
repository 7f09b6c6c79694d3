#include <concord/base/named_secret.h>

#include "redactor_forms.h"
#include "redactor_search.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace concord::base {
namespace {

constexpr std::size_t longest_name = 64;

std::string placeholder_name(std::string_view name) {
  std::string result;
  for (const char c : name.substr(0, longest_name)) {
    const bool is_alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    result += is_alphanumeric || c == '-' || c == '.' ? c : '_';
  }
  return result;
}

std::uint64_t next_edition() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

// What came of the last texts: what is said of a case is mostly what was said of the one before.
template <class Outcome>
class LastTexts {
 public:
  static LastTexts& of_thread() {
    static thread_local LastTexts one;
    return one;
  }
  // Null when it is none of them. `edition`: of what the redactor knows.
  const Outcome* find(std::uint64_t edition, std::string_view text) {
    for (One& one : kept_) {
      if (one.edition != edition || one.text != text) continue;
      one.used = ++turn_;
      return &one.outcome;
    }
    return nullptr;
  }
  void add(std::uint64_t edition, std::string_view text, Outcome outcome) {
    if (text.size() > longest) return;
    const auto is_older = [](const One& a, const One& b) { return a.used < b.used; };
    One& oldest = *std::min_element(kept_.begin(), kept_.end(), is_older);
    oldest.edition = edition;
    oldest.used = ++turn_;
    oldest.text = text;
    oldest.outcome = std::move(outcome);
  }

 private:
  static constexpr std::size_t longest = 2'048;
  struct One {
    std::uint64_t edition = 0, used = 0;
    std::string text;
    Outcome outcome{};
  };
  std::array<One, 8> kept_;
  std::uint64_t turn_ = 0;
};

struct Clean {};  // nothing was found
using CleanTexts = LastTexts<Clean>;

struct Redacted {
  std::string text;
  Redactor::Names names;
};
using RedactedTexts = LastTexts<Redacted>;

}  // namespace

struct Redactor::Known {
  redaction::Forms forms;
  std::vector<std::string> names;           // of each secret
  std::unordered_set<std::size_t> values;   // hashes of what was added
  std::unordered_map<std::size_t, std::uint32_t> found;  // of those that were only found: the hash, and the name
  std::vector<NamedSecret> added;
  std::uint64_t edition = next_edition();  // another one with each secret

  static std::size_t hash_of(std::string_view kind, std::string_view value) {
    return std::hash<std::string>()(std::string(kind).append(value));
  }
  // Nothing when `value` is known.
  bool is_new(std::string_view kind, std::string_view value) { return values.insert(hash_of(kind, value)).second; }
  std::uint32_t hide(std::string_view name, const Secret& secret) {
    const std::uint32_t number = take_name(name);
    add_secret(forms, secret.reveal(), number);
    return number;
  }
  // What was found is declared after all.
  void declare_found(const Secret& secret) {
    const auto known = found.find(hash_of("", secret.reveal()));
    if (known == found.end()) return;
    added.push_back({names[known->second], secret});
    found.erase(known);
  }
  std::uint32_t take_name(std::string_view name) {
    edition = next_edition();
    names.push_back(placeholder_name(name));
    return static_cast<std::uint32_t>(names.size() - 1);
  }
};

namespace {

// Puts a text together again, with names in the place of hits, which come ordered by where they begin.
class Rewriter {
 public:
  Rewriter(std::string_view text, const std::vector<std::string>& names, Redactor::Names* replaced)
      : text_(text), names_(names), replaced_(replaced) {}

  void add(const redaction::Hit& hit) {
    if (hit.end <= done_) return;
    // A secret may begin inside another one: its end must not stay behind.
    const bool is_same = hit.begin < done_ && last_ && names_[hit.secret] == *last_;
    copy_to(hit.begin);
    if (!is_same) out_.append(1, '[').append(names_[hit.secret]).append(1, ']');
    if (replaced_) replaced_->insert(names_[hit.secret]);
    last_ = &names_[hit.secret];
    done_ = hit.end;
  }
  void copy_to(std::size_t end) {
    if (end <= done_) return;
    out_.append(text_.substr(done_, end - done_));
    done_ = end;
  }
  std::string take() && { return std::move(out_); }
  const std::string& out() const { return out_; }

 private:
  std::string_view text_;
  const std::vector<std::string>& names_;
  Redactor::Names* replaced_;
  std::string out_;
  std::size_t done_ = 0;  // of the text
  const std::string* last_ = nullptr;
};

}  // namespace

Redactor::Redactor() = default;
Redactor::Redactor(const Redactor& other) : known_(other.known_ ? std::make_unique<Known>(*other.known_) : nullptr) {}
Redactor::Redactor(Redactor&& other) noexcept = default;
Redactor& Redactor::operator=(Redactor other) noexcept {
  known_ = std::move(other.known_);
  return *this;
}
Redactor::~Redactor() = default;

bool Redactor::empty() const { return !known_; }

std::vector<NamedSecret> secrets_of(const Redactor& redactor) {
  return redactor.empty() ? std::vector<NamedSecret>() : redactor.known_->added;
}

bool Redactor::add(std::string_view name, const Secret& secret) {
  if (secret.reveal().size() < redaction::shortest_secret) return false;
  if (!known_) known_ = std::make_unique<Known>();
  if (known_->is_new("", secret.reveal())) known_->added.push_back({known_->names[known_->hide(name, secret)], secret});
  else known_->declare_found(secret);
  return true;
}

bool Redactor::add_found(std::string_view name, const Secret& secret) {
  if (secret.reveal().size() < redaction::shortest_secret) return false;
  if (!known_) known_ = std::make_unique<Known>();
  if (known_->is_new("", secret.reveal()))
    known_->found.emplace(Known::hash_of("", secret.reveal()), known_->hide(name, secret));
  return true;
}

bool Redactor::add_basic(std::string_view name, std::string_view user, const Secret& password) {
  if (!known_) known_ = std::make_unique<Known>();
  if (known_->is_new(std::string(user) + ':', password.reveal())) {
    redaction::add_basic(known_->forms, user, password.reveal(), known_->take_name(name));
    const std::string credentials = std::string(user) + ':' + password.reveal();
    known_->added.push_back({known_->names.back(), Secret(base64_encode(credentials))});
  }
  return add(name, password);
}

namespace {

// Up to `end` of the text.
std::string rewrite(std::string_view text, const std::vector<redaction::Hit>& hits, Rewriter rewriter,
                    std::size_t end = std::string_view::npos) {
  if (hits.empty()) return std::string(text.substr(0, end));
  for (const redaction::Hit& hit : hits) {
    if (hit.begin < end) rewriter.add(hit);
  }
  rewriter.copy_to(std::min(text.size(), end));
  return std::move(rewriter).take();
}

}  // namespace

std::string Redactor::redact(std::string_view text, Names* names) const {
  if (empty()) return std::string(text);
  RedactedTexts& last = RedactedTexts::of_thread();
  const Redacted* known = last.find(known_->edition, text);
  if (known && names) names->insert(known->names.begin(), known->names.end());
  if (known) return known->text;
  const auto hits = redaction::Search(known_->forms, text, false).all();
  if (hits.empty()) return std::string(text);
  Redacted made;
  made.text = rewrite(text, hits, Rewriter(text, known_->names, &made.names));
  last.add(known_->edition, text, made);
  if (names) names->merge(made.names);
  return std::move(made.text);
}

std::string Redactor::redact_cut(std::string_view text, Names* names, std::size_t keep) const {
  if (empty()) return std::string(text.substr(0, keep));
  return rewrite(text, redaction::Search(known_->forms, text, true).all(), Rewriter(text, known_->names, names), keep);
}

std::string Redactor::redact_prefix(std::string_view text, std::size_t keep, Names* names) const {
  if (empty()) return std::string(text.substr(0, keep));
  // Names are mostly shorter than what they stand for, so more than `keep` bytes may have to be read.
  for (std::size_t read = keep;; read = 2 * read + 64) {
    const bool is_all = read >= text.size();
    const std::string_view head = is_all ? text : text.substr(0, read + redaction::Search::look_ahead(known_->forms));
    Names replaced;
    Rewriter rewriter(head, known_->names, &replaced);
    for (const redaction::Hit& hit : redaction::Search(known_->forms, head, false).all()) {
      if (rewriter.out().size() >= keep || (!is_all && hit.begin >= read)) break;
      rewriter.add(hit);
    }
    rewriter.copy_to(is_all ? text.size() : read);
    if (!is_all && rewriter.out().size() < keep) continue;
    if (names) names->merge(replaced);
    std::string whole = std::move(rewriter).take();
    if (whole.size() > keep) whole.resize(keep);
    return whole;
  }
}

Redactor::Names Redactor::names_in(std::string_view text) const {
  Names names;
  if (empty()) return names;
  std::size_t done = 0;  // what stands within another secret does not count
  for (const redaction::Hit& hit : redaction::Search(known_->forms, text, false).all_with_patience()) {
    if (hit.end > done) names.insert(known_->names[hit.secret]);
    done = std::max(done, hit.end);
  }
  return names;
}

std::string Redactor::find(std::string_view text) const {
  if (empty() || CleanTexts::of_thread().find(known_->edition, text)) return {};
  const auto hit = redaction::Search(known_->forms, text, false).first();
  if (hit) return known_->names[hit->secret];
  CleanTexts::of_thread().add(known_->edition, text, {});
  return {};
}

}  // namespace concord::base
