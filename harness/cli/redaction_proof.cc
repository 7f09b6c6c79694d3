#include "redaction_proof.h"

#include <concord/base/counted.h>
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/leak.h>

#include <algorithm>
#include <optional>

namespace concord::cli {

namespace {

constexpr std::size_t most_told = 20;

class Prover {
 public:
  Prover(const std::vector<base::NamedSecret>& secrets, const Written& written)
      : secrets_(secrets), written_(written), search_(secrets) {}

  Proof operator()() {
    tell("what is printed", search_.in_text(written_.shown));
    for (const std::filesystem::path& path : written_.files) look_at(path);
    if (search_.not_searched() != 0)
      proof_.not_searched.push_back("not looked for in reports, since there are too many: " +
                                    base::counted(search_.not_searched(), "secret"));
    if (more_ != 0)
      proof_.leaks.push_back(base::error("redaction.leak", "and " + base::counted(more_, "more such finding")));
    return std::move(proof_);
  }

 private:
  void look_at(const std::filesystem::path& path) {
    std::error_code none;
    const std::string name = path.generic_string();
    if (!std::filesystem::is_regular_file(path, none)) {
      proof_.not_searched.push_back("not searched for secrets, since it was written through: " + name);
      return;
    }
    auto leaks = search_.in_file(path);
    if (leaks) tell(name, *leaks);
    else base::append(proof_.problems, std::move(leaks).diagnostics());
  }

  void tell(const std::string& artefact, const std::vector<leak::Leak>& leaks) {
    for (const leak::Leak& leak : leaks) {
      if (stands_in_suites(secrets_[leak.secret].value.reveal())) continue;
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
  bool stands_in_suites(const std::string& value) {
    if (!texts_) {
      texts_.emplace();
      for (const std::string& path : written_.suites) {
        if (auto text = base::read_file(path)) texts_->push_back(std::move(text).value());
      }
    }
    return std::any_of(texts_->begin(), texts_->end(),
                       [&value](const std::string& text) { return text.find(value) != std::string::npos; });
  }

  const std::vector<base::NamedSecret>& secrets_;
  const Written& written_;
  const leak::Search search_;
  Proof proof_;
  std::optional<std::vector<std::string>> texts_;
  std::size_t more_ = 0;
};

}  // namespace

Proof prove_redaction(const std::vector<base::NamedSecret>& secrets, const Written& written) {
  return secrets.empty() ? Proof() : Prover(secrets, written)();
}

}  // namespace concord::cli
