#include "request_builder.h"

#include <concord/base/text.h>

namespace concord::run {

using base::error;
using document::Node;

namespace {

using Outcome = base::Diagnostics;

struct Builder {
  const contract::Operation& operation;
  const Node& request;
  http::Request built{};
  Outcome problems{};

  std::string path() {
    std::string text;
    const std::string& pattern = operation.path;
    const Node* values = request.find("path");
    for (std::size_t i = 0; i < pattern.size();) {
      const std::size_t close = pattern[i] == '{' ? pattern.find('}', i) : std::string::npos;
      if (close == std::string::npos) {
        text += pattern[i++];
        continue;
      }
      const std::string name = pattern.substr(i + 1, close - i - 1);
      if (const Node* value = values ? values->find(name) : nullptr) {
        text += base::percent_encode(plain_text(*value));
      } else {
        problems.push_back(error("request.path", "the path parameter \"" + name + "\" of " + operation.id() +
                                                     " has no value", request.span(), "set request.path." + name));
      }
      i = close + 1;
    }
    return text;
  }

  static void add_query(std::string& url, std::string_view name, const Node& value) {
    url += url.find('?') == std::string::npos ? '?' : '&';
    url += base::percent_encode(name) + '=' + base::percent_encode(plain_text(value));
  }

  void add_queries() {
    const Node* query = request.find("query");
    if (!query) return;
    for (const auto& [name, value, span] : query->members()) {
      if (value.is_array()) {
        for (const Node& item : value.items()) add_query(built.url, name, item);
      } else {
        add_query(built.url, name, value);
      }
    }
  }

  void add_headers() {
    const Node* headers = request.find("headers");
    if (!headers) return;
    for (const auto& [name, value, span] : headers->members()) {
      built.headers.push_back({name, plain_text(value)});
    }
  }

  void add_body() {
    if (const Node* raw = request.find("raw")) {
      built.body = plain_text(*raw);
    } else if (const Node* body = request.find("body")) {
      built.body = document::write_json(*body);
    } else {
      return;
    }
    if (http::find_header(built.headers, "Content-Type")) return;
    const Node* type = request.find("content_type");
    if (type && type->is_null()) return;
    built.headers.push_back({"Content-Type", type ? plain_text(*type) : "application/json"});
  }
};

}  // namespace

std::string plain_text(const Node& value) {
  if (value.is_string()) return value.as_string();
  return value.is_null() ? std::string() : document::write_json(value);
}

base::Result<http::Request> build_request(const contract::Operation& operation, const Node& request, const std::string& base_url) {
  Builder builder{operation, request};
  builder.built.method = operation.method;
  builder.built.url = http::join_url(base_url, builder.path());
  builder.add_queries();
  builder.add_headers();
  builder.add_body();
  if (!builder.problems.empty()) return std::move(builder.problems);
  return std::move(builder.built);
}

}  // namespace concord::run
