#include <concord/message/build_request.h>

#include <concord/base/text.h>
#include <concord/message/path_template.h>
#include <concord/message/server_url.h>
#include <concord/message/value_format.h>

#include <algorithm>
#include <unordered_map>

namespace concord::message {

using contract::ParameterIn;

namespace {

// As most documents write it: the others are read.
bool is_json(std::string_view media_type) { return media_type == "application/json"; }

// Few operations are asked for many times.
const base::Result<PathTemplate>& path_template(const std::string& path) {
  constexpr std::size_t most_kept = 256;
  static thread_local std::unordered_map<std::string, base::Result<PathTemplate>> kept;
  if (const auto known = kept.find(path); known != kept.end()) return known->second;
  if (kept.size() >= most_kept) kept.clear();
  return kept.emplace(path, PathTemplate::parse(path)).first->second;
}

class Builder {
 public:
  Builder(const contract::Operation& operation, const Node& request) : operation_(operation), request_(request) {}

  base::Result<http::Request> build(std::string_view base_url) {
    built_.method = operation_.method;
    built_.url = join_url(base_url, path());
    add_queries();
    add_headers();
    add_accept();
    add_cookies();
    add_body();
    if (!problems_.empty()) return std::move(problems_);
    return std::move(built_);
  }

 private:
  const Node* values(std::string_view part) const { return request_.find(part); }

  ValueFormat format(ParameterIn in, std::string_view name) const {
    const auto found =
        std::find_if(operation_.parameters.begin(), operation_.parameters.end(), [&](const contract::Parameter& one) {
          return one.in == in &&
                 (one.name == name || (in == ParameterIn::Header && base::equals_ignoring_case(one.name, name)));
        });
    if (found != operation_.parameters.end()) return format_of(*found);
    const bool is_form = in == ParameterIn::Query || in == ParameterIn::Cookie;
    return {is_form ? Style::Form : Style::Simple, is_form, false, ""};
  }

  std::string path() {
    const auto& pattern = path_template(operation_.path);
    if (!pattern) {
      base::append(problems_, base::Diagnostics(pattern.diagnostics()));
      return "";
    }
    return pattern->expand([&](const std::string& name) { return path_value(name); });
  }

  std::string path_value(const std::string& name) {
    const Node* all = values("path");
    const Node* value = all ? all->find(name) : nullptr;
    auto text = value ? path_text(name, *value, format(ParameterIn::Path, name)) : std::nullopt;
    if (!text) {
      problems_.push_back(base::error("request.path",
                                      "the path parameter \"" + name + "\" of " + operation_.id() + " has no value",
                                      request_.span(), "set request.path." + name));
    }
    return text.value_or("");
  }

  void add_queries() {
    const Node* query = values("query");
    if (!query) return;
    for (const auto& [name, value, span] : query->members()) {
      for (const std::string& pair : query_pairs(name, value, format(ParameterIn::Query, name)))
        add_query(built_.url, pair);
    }
  }

  void add_headers() {
    const Node* headers = values("headers");
    if (!headers) return;
    for (const auto& [name, value, span] : headers->members()) {
      if (auto text = header_text(value, format(ParameterIn::Header, name)))
        built_.headers.push_back({name, std::move(*text)});
    }
  }

  // The media types of all documented answers, JSON first; none where that is JSON alone, which is asked for by itself.
  void add_accept() {
    constexpr std::size_t most = 10;
    if (answers_json_alone() || http::find_header(built_.headers, "Accept")) return;
    std::vector<std::string> types;
    for (const contract::Response& response : operation_.responses) {
      for (const contract::Content& content : response.contents) {
        const bool is_new = std::find(types.begin(), types.end(), content.media_type) == types.end();
        if (is_new && types.size() < most && http::parse_media_type(content.media_type))
          types.push_back(content.media_type);
      }
    }
    if (std::all_of(types.begin(), types.end(), is_json)) return;
    std::stable_partition(types.begin(), types.end(), is_json);
    built_.headers.push_back({"Accept", base::join(types, ", ")});
  }

  bool answers_json_alone() const {
    const auto& all = operation_.responses;
    return std::all_of(all.begin(), all.end(), [](const contract::Response& one) {
      return std::all_of(one.contents.begin(), one.contents.end(),
                         [](const contract::Content& content) { return is_json(content.media_type); });
    });
  }

  void add_cookies() {
    const Node* cookies = values("cookies");
    if (!cookies) return;
    std::vector<std::string> pairs;
    for (const auto& [name, value, span] : cookies->members()) {
      for (std::string& pair : cookie_pairs(name, value, format(ParameterIn::Cookie, name)))
        pairs.push_back(std::move(pair));
    }
    if (!pairs.empty()) built_.headers.push_back({"Cookie", base::join(pairs, "; ")});
  }

  void add_body() {
    const Node* raw = values("raw");
    const Node* body = values("body");
    if (!raw && !body) return;
    const Node* stated = values("content_type");
    const std::string* header = http::find_header(built_.headers, "Content-Type");
    const std::string type = header                        ? *header
                             : stated && !stated->is_null() ? plain_text(*stated)
                                                            : preferred_media_type(operation_);
    if (raw) {
      built_.body = plain_text(*raw);
      if (!header && !(stated && stated->is_null())) built_.headers.push_back({"Content-Type", type});
      return;
    }
    auto written = write(*body, type);
    if (!written) return base::append(problems_, std::move(written).diagnostics());
    built_.body = std::move(written->bytes);
    if (stated && stated->is_null() && !header) return;
    http::set_header(built_.headers, "Content-Type", std::move(written->content_type));
  }

  // Only multipart asks the schema: which members are files.
  base::Result<WrittenBody> write(const Node& body, const std::string& type) const {
    const auto media = http::parse_media_type(type);
    const contract::Content* content = media ? find_content(operation_.request_body, *media) : nullptr;
    if (!media || body_kind(*media) != BodyKind::Multipart || !content || !content->schema) {
      return write_body(body, type, content, ValueType());
    }
    auto schema = contract::compile(content->schema, schema::Direction::Request);
    return write_body(body, type, content, schema ? ValueType(*schema) : ValueType());
  }

  const contract::Operation& operation_;
  const Node& request_;
  http::Request built_;
  base::Diagnostics problems_;
};

}  // namespace

base::Result<http::Request> build_request(const contract::Operation& operation, const Node& request,
                                          std::string_view base_url) {
  return Builder(operation, request).build(base_url);
}

std::string preferred_media_type(const contract::Operation& operation) {
  std::string best;
  BodyKind kind = BodyKind::Binary;
  for (const contract::Content& content : operation.request_body) {
    if (is_json(content.media_type)) return content.media_type;
    const auto type = http::parse_media_type(content.media_type);
    if (!type || type->subtype.find('*') != std::string::npos || type->type == "*") continue;
    if (type->essence() == "application/json") return content.media_type;
    if (!best.empty() && body_kind(*type) >= kind) continue;
    best = content.media_type;
    kind = body_kind(*type);
  }
  return best.empty() ? "application/json" : best;
}

void add_query(std::string& url, std::string_view pair) {
  url += url.find('?') == std::string::npos ? '?' : '&';
  url += pair;
}

}  // namespace concord::message
