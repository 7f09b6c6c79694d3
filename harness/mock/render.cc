#include "render.h"

#include <concord/document/patch.h>

#include <utility>

namespace concord::mock {

namespace {

std::string header_value(const Node& node) {
  std::string text = node.is_string() ? node.as_string() : document::write_json(node);
  std::erase_if(text, [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7F'; });
  return text;
}

}  // namespace

Result<http::Reply> render_reply(const Respond& respond, const std::string& media_type, const templates::Scope& scope,
                                 const templates::Environment& environment) {
  http::Reply reply;
  reply.status = respond.status;
  auto headers = templates::render(respond.headers, scope, environment);
  if (!headers) return std::move(headers).diagnostics();
  for (const document::Member& header : std::as_const(*headers).members()) {
    reply.headers.push_back({header.key, header_value(header.value)});
  }
  if (!respond.example && !respond.body) return reply;
  Node content = respond.example ? *respond.example : Node();
  if (respond.body) {
    auto body = templates::render(*respond.body, scope, environment);
    if (!body) return std::move(body).diagnostics();
    if (respond.example) document::merge_patch(content, *body);
    else content = std::move(body).value();
  }
  reply.body = document::write_json(content);
  if (!http::find_header(reply.headers, "Content-Type")) reply.headers.push_back({"Content-Type", media_type});
  return reply;
}

}  // namespace concord::mock
