#include "redaction_proof.h"

#include <concord/base/counted.h>
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/leak.h>

#include <algorithm>
#include <future>
#include <optional>
#include <system_error>

namespace concord::cli {

namespace {

constexpr std::size_t most_told = 20;
constexpr std::uintmax_t worth_a_thread = 256u << 10;  // bytes: less is searched before a thread is started

bool is_file(const std::filesystem::path& path) {
  std::error_code none;
  return std::filesystem::is_regular_file(path, none);
}

bool is_large(const std::filesystem::path& path) {
  std::error_code none;
  return is_file(path) && std::filesystem::file_size(path, none) >= worth_a_thread && !none;
}

}  // namespace

class RedactionProof::Prover {
 public:
  Prover(const std::vector<base::NamedSecret>& secrets, const std::filesystem::path& journal)
      : secrets_(secrets), search_(secrets), journal_(journal) {
    if (secrets.empty() || !is_large(journal)) return;
    try {
      found_in_journal_ = std::async(std::launch::async, [this] { return search_.in_file(journal_); });
    } catch (const std::system_error&) {  // no further thread can be started: it is searched later
    }
  }

  bool has_secrets() const { return !secrets_.empty(); }

  Proof prove(const Written& written) {
    tell("what is printed", search_.in_text(written.shown), written);
    for (const std::filesystem::path& path : written.files) look_at(path, written);
    if (search_.not_searched() != 0)
      proof_.not_searched.push_back("not looked for in reports, since there are too many: " +
                                    base::counted(search_.not_searched(), "secret"));
    if (more_ != 0)
      proof_.leaks.push_back(base::error("redaction.leak", "and " + base::counted(more_, "more such finding")));
    return std::move(proof_);
  }

 private:
  void look_at(const std::filesystem::path& path, const Written& written) {
    const std::string name = path.generic_string();
    if (!is_file(path)) {
      proof_.not_searched.push_back("not searched for secrets, since it was written through: " + name);
      return;
    }
    const bool is_begun = path == journal_ && found_in_journal_.valid();
    auto leaks = is_begun ? found_in_journal_.get() : search_.in_file(path);
    if (leaks) tell(name, *leaks, written);
    else base::append(proof_.problems, std::move(leaks).diagnostics());
  }

  void tell(const std::string& artefact, const std::vector<leak::Leak>& leaks, const Written& written) {
    for (const leak::Leak& leak : leaks) {
      if (stands_in_suites(secrets_[leak.secret].value.reveal(), written)) continue;
      if (proof_.leaks.size() == most_told) {
        ++more_;
        continue;
      }
      proof_.leaks.push_back(base::error("redaction.leak",
                                         artefact + " shows the secret " + leak.name + " " + leak.form, {},
                                         "do not publish it, and change the secret if it was published"));
    }
  }

  // Read when there is something to tell, which is hardly ever.
  bool stands_in_suites(const std::string& value, const Written& written) {
    if (!texts_) {
      texts_.emplace();
      for (const std::string& path : written.suites) {
        if (auto text = base::read_file(path)) texts_->push_back(std::move(text).value());
      }
    }
    return std::any_of(texts_->begin(), texts_->end(),
                       [&value](const std::string& text) { return text.find(value) != std::string::npos; });
  }

  const std::vector<base::NamedSecret>& secrets_;
  const leak::Search search_;
  const std::filesystem::path journal_;
  std::future<base::Result<std::vector<leak::Leak>>> found_in_journal_;  // not valid: not begun yet
  Proof proof_;
  std::optional<std::vector<std::string>> texts_;
  std::size_t more_ = 0;
};

RedactionProof::RedactionProof(const std::vector<base::NamedSecret>& secrets, const std::filesystem::path& journal)
    : prover_(std::make_unique<Prover>(secrets, journal)) {}
RedactionProof::~RedactionProof() = default;

Proof RedactionProof::operator()(const Written& written) {
  return prover_->has_secrets() ? prover_->prove(written) : Proof();
}

}  // namespace concord::cli
