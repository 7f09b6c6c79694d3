#include <concord/leak.h>

#include "needles.h"
#include "normal.h"

#include <concord/base/text.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <system_error>

namespace concord::leak {
namespace {

constexpr std::size_t secrets_in_all_forms = 1'000;
constexpr std::size_t max_bytes_of_needles = 48u << 20;
constexpr std::size_t smallest_piece = 128u << 10;

}  // namespace

struct Search::State {
  std::vector<std::string> names;
  Needles exact, in_normal;
  std::size_t not_searched = 0;

  // What is kept of a piece for the next is looked through again: it must not be most of the work.
  std::size_t piece() const { return std::max({smallest_piece, exact.longest(), in_normal.longest()}); }
};

namespace {

using Hits = std::map<std::uint32_t, Form>;  // by secret, the form that was met first

// One text that comes in pieces. Of what was seen as much stays as a needle may need that ends in the next piece.
class Scan {
 public:
  Scan(const Needles& exact, const Needles& in_normal) : exact_(exact), in_normal_(in_normal) {}

  void add(std::string_view text, bool the_end) {
    raw_ += text;
    look(exact_, raw_, raw_seen_, the_end);
    pending_ += text;
    const std::size_t used = append_normal(normal_, pending_, the_end);
    pending_.erase(0, used);
    look(in_normal_, normal_, normal_seen_, the_end);
  }
  const Hits& hits() const { return hits_; }

 private:
  // `seen`: where those begin that were not yet looked for; one byte before them is kept.
  void look(const Needles& needles, std::string& text, std::size_t& seen, bool the_end) {
    needles.find(text, seen, the_end, [this](const Needles::Found& one) { hits_.emplace(one.secret, one.form); });
    const std::size_t kept = needles.longest() + 1;
    if (text.size() <= kept) return;
    text.erase(0, text.size() - kept);
    // What ended within the last piece is found again, and known already.
    seen = 1;
  }

  const Needles& exact_;
  const Needles& in_normal_;
  std::string raw_, pending_, normal_;
  std::size_t raw_seen_ = 0, normal_seen_ = 0;
  Hits hits_;
};

}  // namespace

Search::Search(const std::vector<base::NamedSecret>& secrets) : state_(std::make_unique<State>()) {
  for (const auto& secret : secrets) {
    const auto number = static_cast<std::uint32_t>(state_->names.size());
    state_->names.push_back(secret.name);
    if (state_->exact.bytes() + state_->in_normal.bytes() > max_bytes_of_needles) {
      ++state_->not_searched;
      continue;
    }
    for (const Wanted& one : wanted_of(secret.value.reveal(), number < secrets_in_all_forms))
      (one.is_normal ? state_->in_normal : state_->exact).add(one, number);
  }
  state_->exact.sort();
  state_->in_normal.sort();
}

Search::~Search() = default;

bool Search::empty() const { return state_->names.empty(); }
std::size_t Search::not_searched() const { return state_->not_searched; }

namespace {

std::vector<Leak> leaks_of(const Hits& hits, const std::vector<std::string>& names) {
  std::vector<Leak> leaks;
  for (const auto& [secret, form] : hits) leaks.push_back({secret, names[secret], std::string(form_name(form))});
  return leaks;
}

}  // namespace

std::vector<Leak> Search::in_text(std::string_view text) const {
  Scan scan(state_->exact, state_->in_normal);
  const std::size_t piece = state_->piece();
  for (; text.size() > piece; text.remove_prefix(piece)) scan.add(text.substr(0, piece), false);
  scan.add(text, true);
  return leaks_of(scan.hits(), state_->names);
}

base::Result<std::vector<Leak>> Search::in_file(const std::filesystem::path& path) const {
  const auto unreadable = [&path] {
    return base::Diagnostics{base::error("file.cannot-read", "cannot read " + base::in_quotes(path.generic_string()))};
  };
  std::ifstream file(path, std::ios::binary);
  if (!file) return unreadable();
  Scan scan(state_->exact, state_->in_normal);
  std::error_code unknown;  // of a file that grows or is none: it is read in whole pieces
  const std::uintmax_t size = std::filesystem::file_size(path, unknown);
  const std::size_t piece = state_->piece();
  std::string buffer(unknown ? piece : std::min<std::uintmax_t>(size + 1, piece), '\0');
  while (file) {
    file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    if (file.bad()) return unreadable();
    scan.add(std::string_view(buffer).substr(0, static_cast<std::size_t>(file.gcount())), !file);
  }
  return leaks_of(scan.hits(), state_->names);
}

}  // namespace concord::leak
