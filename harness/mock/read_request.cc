#include "endpoint.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::mock {

using contract::ParameterIn;

namespace {

// "application/json" is covered by itself, "application/*" and "*/*".
bool covers(std::string_view documented, const http::MediaType& given) {
  const auto type = http::parse_media_type(documented);
  if (!type) return false;
  const bool is_same_type = type->type == "*" || type->type == given.type;
  return is_same_type && (type->subtype == "*" || type->subtype == given.subtype);
}

std::string documented_types(const Endpoint& endpoint) {
  std::vector<std::string> types;
  for (const ReadyContent& one : endpoint.contents) types.push_back(one.content->media_type);
  return base::join(types, " or ");
}

const ReadyParameter* find_parameter(const Endpoint& endpoint, ParameterIn in, std::string_view key) {
  const auto found = std::find_if(endpoint.parameters.begin(), endpoint.parameters.end(),
                                  [&](const ReadyParameter& one) { return one.parameter->in == in && one.key == key; });
  return found == endpoint.parameters.end() ? nullptr : &*found;
}

class Reader {
 public:
  Reader(const Endpoint& endpoint, const PathValues& path, const Incoming& request)
      : endpoint_(endpoint), path_(path), request_(request) {}

  RequestDocument read() {
    Node path = Node::object();
    for (const auto& [name, value] : path_) add(path, ParameterIn::Path, name, value);
    Node query = Node::object();
    for (const auto& [name, value] : query_parameters(request_.target)) add(query, ParameterIn::Query, name, value);
    document_.values.set("path", std::move(path));
    document_.values.set("query", std::move(query));
    document_.values.set("headers", read_headers());
    read_body();
    return std::move(document_);
  }

 private:
  // A repeated parameter: all of its values when it is an array, else the first.
  void add(Node& to, ParameterIn in, const std::string& key, std::string_view text) {
    const ReadyParameter* known = find_parameter(endpoint_, in, key);
    if (known && known->is_json) return add_json(to, *known, text);
    const ParameterType type = known ? known->type : ParameterType();
    Node* present = to.find(key);
    if (!present && type.is_array()) present = &to.set(key, Node::array());
    if (present && present->is_array()) present->push_back(type.read(text));
    else if (!present) to.set(key, type.read(text));
  }

  // What is no JSON stays text, with a problem of its own in place of those of the schema.
  void add_json(Node& to, const ReadyParameter& known, std::string_view text) {
    auto parsed = document::parse_answer_json(text);
    if (to.has(known.key)) return;
    if (parsed.faults.empty() && parsed.root) return void(to.set(known.key, std::move(*parsed.root)));
    to.set(known.key, text);
    const std::string why = parsed.faults.empty() ? "no value" : parsed.faults.front().message;
    const document::Pointer at = document::Pointer() / part_name(known.parameter->in) / known.parameter->name;
    report(at.text(), "json", "JSON", why,
           fmt::format("{} parameter \"{}\" is not valid JSON: {}", contract::parameter_in_name(known.parameter->in),
                       known.parameter->name, why));
  }

  // Fields of the same name are one, RFC 9110 section 5.2.
  Node read_headers() {
    Node headers = Node::object();
    for (const http::Header& header : request_.headers) {
      const std::string key = base::to_lower_ascii(header.name);
      Node* present = headers.find(key);
      if (present && present->is_string()) present->as_string() += ", " + header.value;
      else add(headers, ParameterIn::Header, key, header.value);
    }
    return headers;
  }

  void report(std::string at, std::string keyword, std::string expected, std::string actual, std::string message) {
    document_.problems.push_back(
        {std::move(at), std::move(keyword), std::move(expected), std::move(actual), std::move(message)});
  }

  void read_body() {
    if (endpoint_.contents.empty()) return;
    if (request_.body.empty()) {
      if (!endpoint_.operation->body_required) return;
      return report("/body", "missing", "a body", "none", "a body is required");
    }
    choose_content();
    if (!document_.content) return;
    const auto type = http::parse_media_type(document_.content->content->media_type);
    if (type && type->is_json()) return read_json();
    document_.values.set("body", request_.body);
  }

  void choose_content() {
    const std::string* stated = http::find_header(request_.headers, "Content-Type");
    const std::string expected = documented_types(endpoint_);
    if (!stated || base::trim(*stated).empty()) {
      return report("/content-type", "missing", expected, "none", "the header Content-Type is missing");
    }
    const auto type = http::parse_media_type(*stated);
    const auto& contents = endpoint_.contents;
    const auto found = std::find_if(contents.begin(), contents.end(), [&](const ReadyContent& one) {
      return type && covers(one.content->media_type, *type);
    });
    if (found != contents.end()) document_.content = &*found;
    else report("/content-type", "media-type", expected, *stated, fmt::format("the Content-Type must be {}", expected));
  }

  void read_json() {
    auto parsed = document::parse_answer_json(request_.body);
    if (parsed.faults.empty() && parsed.root) {
      document_.values.set("body", std::move(*parsed.root));
      return;
    }
    const std::string why = parsed.faults.empty() ? "no value" : parsed.faults.front().message;
    report("/body", "json", "JSON", why, "the body is not valid JSON: " + why);
    document_.content = nullptr;
  }

  const Endpoint& endpoint_;
  const PathValues& path_;
  const Incoming& request_;
  RequestDocument document_;
};

}  // namespace

RequestDocument read_request(const Endpoint& endpoint, const PathValues& path, const Incoming& request) {
  return Reader(endpoint, path, request).read();
}

}  // namespace concord::mock
