// What must not be shown of an exchange that somebody else made.
#pragma once
#include <concord/check.h>
#include <concord/contract.h>
#include <concord/message/conformance.h>
#include <concord/run/record.h>

#include <optional>
#include <string>
#include <vector>

namespace concord::traffic {

// Where something was taken out of a recording. The marks must outlive it.
class Hidden {
 public:
  explicit Hidden(const std::vector<std::string>& marks) : marks_(marks) {}
  bool is_in(std::string_view text) const;
  bool is_in(const document::Node& value) const;
  bool is_anything() const { return !marks_.empty(); }

 private:
  const std::vector<std::string>& marks_;
};

// What is a credential of a request, whatever the contract says of it; also by the schemes of the operation, which may
// be null. `body`: as it was read, or null.
std::vector<check::SentSecret> secrets_of(const contract::Operation* operation, const message::RequestView& view,
                                          const document::Node* body, const Hidden& hidden);

// Hides these secrets, and what the answer hands out. The exchange must outlive it.
class Cover {
 public:
  // `body`: of the answer, or null where it is no JSON.
  Cover(const http::Exchange& exchange, const std::vector<check::SentSecret>& secrets, const document::Node* body);
  run::CaseSecrets secrets() const { return {none_, own_, handed_out_}; }
  result::ExchangeRecord record(const std::optional<std::string>& curl_options) const;

 private:
  const http::Exchange& exchange_;
  base::Redactor none_, own_;
  std::vector<run::HandedOut> handed_out_;
};

}  // namespace concord::traffic
