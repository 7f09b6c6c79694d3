#include "call_security.h"

#include <concord/base/text.h>
#include <concord/openapi/schema_walk.h>

namespace concord::page {
namespace {

Node scheme_of(const std::string& header, std::string_view scheme, base::Span span) {
  Node out = Node::object().with_span(span);
  if (scheme.empty()) {
    out.set("type", "apiKey");
    out.set("in", "header");
    out.set("name", header);
  } else {
    out.set("type", "http");
    out.set("scheme", scheme);
  }
  return out;
}

std::string_view scheme_in(std::string_view description) {
  const std::string text = base::to_lower_ascii(description);
  if (text.find("bearer") != std::string::npos) return "bearer";
  return text.find("basic ") != std::string::npos ? "basic" : "";
}

}  // namespace

// The name under which the scheme stands; another one than the header's when that is taken by something else.
std::string CallSecurity::add(const std::string& header, std::string_view scheme, base::Span span) {
  const Node made = scheme_of(header, scheme, span);
  std::string name = header;
  for (int n = 2; schemes_.has(name) && !document::equal(*schemes_.find(name), made); ++n)
    name = header + "-" + std::to_string(n);
  if (!schemes_.has(name)) {
    schemes_.set(name, made);
    schemes_.members().back().key_span = span;
  }
  return name;
}

Node CallSecurity::requirements(const std::vector<Field>& headers, const std::optional<SampleCredential>& sample) {
  Node all = Node::object();
  Node alternatives = Node::array();
  for (const Field& field : headers) {
    const std::string name = add(field.name, scheme_in(field.description), field.span);
    const bool is_alone = headers.size() == 1;
    Node own = Node::object().with_span(field.span);
    Node& requirement = field.is_required || is_alone ? all : own;
    if (!all.span().is_known()) all.set_span(field.span);
    requirement.set(name, Node::array());
    requirement.members().back().key_span = field.span;
    if (own.size() != 0) alternatives.push_back(std::move(own));
  }
  if (headers.empty() && sample) {
    findings_.push_back(base::warning(
        "apidoc.security",
        std::string("only a ") + (sample->is_sentence ? "sentence" : "sample") +
            " says how requests are authenticated: by " + base::in_quotes(sample->header),
        sample->span, "read as needed"));
    all.set_span(sample->span);
    all.set(add(sample->header, sample->scheme, sample->span), Node::array());
  }
  Node out = Node::array();
  if (all.size() != 0) out.push_back(std::move(all));
  for (Node& one : alternatives.items()) out.push_back(std::move(one));
  return out.size() == 0 ? Node() : out;
}

}  // namespace concord::page
