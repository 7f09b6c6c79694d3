// An answer in a test: what an operation documents, what was sent, what came, and what the checks say of it.
#pragma once
#include <concord/check.h>

#include <memory>
#include <string>
#include <vector>

namespace concord::check {

class Scene {
 public:
  // POST /customers/{customerId}/sessions: 200 and 400 in JSON, of any form; the answer is 200 with {"ok": true}, at
  // 2026-03-01T10:00:00Z.
  Scene();

  // What the contract says of `status`: a JSON Schema, "" for no body at all.
  Scene& document(const std::string& status, const std::string& schema);
  Scene& media_type(const std::string& status, const std::string& name);  // of what is documented
  Scene& document_example(const std::string& status, const std::string& value);
  Scene& document_header(const std::string& status, const std::string& name, bool is_required,
                         const std::string& schema);
  Scene& document_query(const std::string& name, const std::string& schema, bool is_equality = true);
  Scene& status(int code);
  Scene& body(std::string text);
  Scene& header(const std::string& name, const std::string& value);  // replaces
  Scene& without_header(const std::string& name);
  Scene& framing_fault(http::FramingFaultKind kind, const std::string& text);
  Scene& send(const std::string& request);  // {path, query, headers, body}
  Scene& method(const std::string& name);
  Scene& operation(const std::string& method, const std::string& path);  // asked for, and of the contract
  Scene& summary(const std::string& text);  // of an operation without a name that says anything
  Scene& url(const std::string& text);
  Scene& needs_credentials();
  Scene& tls(const std::string& version);
  Scene& certificate_expires(base::SystemTime time);
  Scene& secret(const std::string& name, const std::string& value);
  Scene& expect(const std::string& yaml);  // must be right
  Scene& took(base::Milliseconds total);
  Scene& level(const std::string& check, Level level);

  Outcome evaluate();
  result::Observations observe();
  // A line for each finding, "fail token: /token: is empty", of one check or of all.
  std::string told(std::string_view check = {});
  CheckFailure first(std::string_view check);  // of failures and warnings; must be there

 private:
  template <class Use>
  auto with_context(const Use& use);
  contract::Response& documented(const std::string& status);

  contract::Operation operation_;
  http::Exchange exchange_;
  Node request_ = Node::object();
  std::vector<SentSecret> secrets_;
  base::SourceSet sources_;
  Expectations expectations_;
  Levels levels_;
  RunMemory memory_;
  std::size_t evaluated_ = 0;  // each time is another case of one run
};

Node parse(const std::string& json);
// What parse_expectations says of a text, rendered; "" when it is right.
std::string mistakes(const std::string& yaml);

}  // namespace concord::check
