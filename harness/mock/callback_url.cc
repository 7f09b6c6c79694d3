#include "callback_url.h"

#include <concord/base/text.h>

namespace concord::mock {

namespace {

using contract::RuntimeExpression;
using document::Node;

std::optional<std::string> text_of(const Node* value) {
  if (!value || value->is_null() || value->is_object() || value->is_array()) return std::nullopt;
  return value->is_string() ? value->as_string() : document::write_json(*value);
}

std::optional<std::string> text_at(const Node* body, const document::Pointer& at) {
  return body ? text_of(document::resolve(*body, at)) : std::nullopt;
}

std::optional<std::string> header_of(const http::Headers& headers, const std::string& name) {
  const std::string* value = http::find_header(headers, name);
  return value ? std::optional(*value) : std::nullopt;
}

std::optional<std::string> in_request(const RuntimeExpression& expression, const Exchanged& exchanged) {
  const auto named = [&](std::string_view part) {
    const Node* values = exchanged.values.find(part);
    return values ? text_of(values->find(expression.name)) : std::nullopt;
  };
  switch (expression.part) {
    case RuntimeExpression::Part::Header: return header_of(exchanged.request.headers, expression.name);
    case RuntimeExpression::Part::Query: return named("query");
    case RuntimeExpression::Part::Path: return named("path");
    case RuntimeExpression::Part::Body: break;
  }
  return text_at(exchanged.values.find("body"), expression.at);
}

std::optional<std::string> in_reply(const RuntimeExpression& expression, const http::Reply& reply) {
  if (expression.part == RuntimeExpression::Part::Header) return header_of(reply.headers, expression.name);
  const auto body = document::parse_answer_json(reply.body);
  return text_at(body.root ? &*body.root : nullptr, expression.at);
}

std::optional<std::string> value_of(const RuntimeExpression& expression, const Exchanged& exchanged) {
  switch (expression.of) {
    case RuntimeExpression::Of::Url: {
      const auto host = header_of(exchanged.request.headers, "Host");
      if (!host) return std::nullopt;
      return std::string(exchanged.scheme) + "://" + *host + exchanged.request.target;
    }
    case RuntimeExpression::Of::Method: return exchanged.request.method;
    case RuntimeExpression::Of::StatusCode: return std::to_string(exchanged.reply.status);
    case RuntimeExpression::Of::Request: return in_request(expression, exchanged);
    case RuntimeExpression::Of::Response: break;
  }
  return in_reply(expression, exchanged.reply);
}

}  // namespace

base::Result<std::string> callback_url(const std::vector<contract::ExpressionPiece>& to, const Exchanged& exchanged) {
  constexpr std::size_t longest = 8192;
  std::string url;
  for (const contract::ExpressionPiece& piece : to) {
    const auto value = piece.expression ? value_of(*piece.expression, exchanged) : std::optional(piece.text);
    if (!value) return base::error("mock.callback", piece.text + " is no text in this exchange");
    const bool is_in_query = piece.expression && url.find('?') != std::string::npos;
    url += is_in_query ? base::percent_encode(*value) : *value;
    if (url.size() > longest) return base::error("mock.callback", "its URL has more than 8192 bytes");
  }
  if (!http::parse_url(url)) return base::error("mock.callback", "what its expressions give is no URL of HTTP");
  return url;
}

}  // namespace concord::mock
