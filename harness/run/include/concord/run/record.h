// What is kept of an exchange: bounded when it arrives, redacted when its case ends.
#pragma once
#include <concord/base/secret.h>
#include <concord/base/stands_encoded.h>
#include <concord/http.h>
#include <concord/result.h>
#include <concord/result/observations.h>

#include <optional>
#include <string>
#include <vector>

namespace concord::run {

// What an answer handed out, by the name of its member or cookie: looked for in the records of its case.
struct HandedOut {
  std::string name, value;
};

// What is hidden in all that is written of a case: the secrets of the run, those that were made for its requests alone,
// and what was handed out. The references must outlive it. Not thread-safe.
class CaseSecrets {
 public:
  using Names = base::Redactor::Names;
  CaseSecrets(const base::Redactor& run, const base::Redactor& own, const std::vector<HandedOut>& handed_out);
  // As those of base::Redactor.
  std::string redact(std::string_view text, Names* names = nullptr) const;
  std::string redact_prefix(std::string_view text, std::size_t keep, Names* names) const;
  // Of a body that was cut behind `text`: without its last behind_the_cut bytes, which may be half a secret.
  std::string redact_cut(std::string_view text, Names* names) const;
  bool occur_in(std::string_view text) const;
  // What texts are joined by that are searched as one: no character of base64, of which many in a row are suspicious.
  static constexpr char between = ';';
  bool empty() const { return run_.empty() && own_.empty() && handed_out_.empty(); }

 private:
  const base::Redactor& run_;
  const base::Redactor& own_;
  const std::vector<HandedOut>& handed_out_;
  const base::EncodedSearch encoded_;                  // of those
  mutable std::optional<base::Redactor> all_of_case_;  // own_ and what was handed out; when a text may need it
  std::string without_handed_out(std::string text, Names* names) const;
  const base::Redactor& own_for(std::string_view text) const;
};

// Of a body: as much as a record keeps, and a secret at the cut may need.
constexpr std::size_t kept_bytes = 64u << 10, behind_the_cut = 16u << 10;

// An exchange until its case ends, with the beginning of its bodies.
struct KeptExchange {
  explicit KeptExchange(const http::Exchange& whole);
  http::Exchange exchange;
  std::uint64_t request_size = 0;   // of the whole bodies, in bytes
  std::uint64_t response_size = 0;
  std::string user;  // of Basic credentials, as templates: "{{NAME}}:{{SECRET}}"; or ""
};

// The record of it, secrets replaced. With `curl_options` (see http::CurlWords) it has a command line that repeats it,
// and says which variables to set: those that no environment has, since their names are not in capitals.
result::ExchangeRecord record_of(KeptExchange&& kept, const CaseSecrets& secrets,
                                 const std::optional<std::string>& curl_options);
// The command with what to set before it, NAME='…'; for each of these that it has as a variable of the shell.
std::string with_variables(const std::string& command, const std::vector<std::string>& names);
// Every text of the failure goes through the redactor: answers echo secrets.
void redact(result::CheckFailure& failure, const CaseSecrets& secrets);
void redact(result::RunError& run_error, const CaseSecrets& secrets);
// Names of members, headers and the media type; the places stay sorted, each once.
void redact(result::Observations& seen, const CaseSecrets& secrets);

}  // namespace concord::run
