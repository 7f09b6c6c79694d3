#include <concord/message/conformance.h>

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace concord::message {

using contract::ParameterIn;
using document::Pointer;

namespace {

class Preparer {
 public:
  base::Diagnostics problems;

  RequestReader::ReadyParameter parameter(const contract::Parameter& parameter) {
    RequestReader::ReadyParameter ready;
    ready.parameter = &parameter;
    ready.key = parameter.in == ParameterIn::Header ? base::to_lower_ascii(parameter.name) : parameter.name;
    ready.format = format_of(parameter);
    const auto type = http::parse_media_type(parameter.media_type);
    if (parameter.media_type.empty() || (type && type->is_json())) ready.schema = compile(parameter.schema);
    if (ready.schema) ready.type = ValueType(*ready.schema);
    return ready;
  }

  RequestReader::ReadyContent content(const contract::Content& content) {
    RequestReader::ReadyContent ready{&content, {}, compile(content.schema)};
    if (ready.schema) ready.type = ValueType(*ready.schema);
    return ready;
  }

 private:
  std::optional<schema::Schema> compile(const contract::SchemaRef& ref) {
    if (!ref) return std::nullopt;
    auto compiled = contract::compile(ref, schema::Direction::Request);
    if (compiled) return std::move(compiled).value();
    base::append(problems, std::move(compiled).diagnostics());
    return std::nullopt;
  }
};

// "query parameter"
std::string kind_of(const contract::Parameter& parameter) {
  return fmt::format("{} parameter", contract::parameter_in_name(parameter.in));
}

Pointer pointer_to(const contract::Parameter& parameter) {
  return Pointer() / part_name(parameter.in) / parameter.name;
}

class ConformanceReader {
 public:
  ConformanceReader(const contract::Operation& operation, const std::vector<RequestReader::ReadyParameter>& parameters,
         const std::vector<RequestReader::ReadyContent>& contents, const RequestView& request)
      : operation_(operation), parameters_(parameters), contents_(contents), request_(request) {}

  ReadRequest read(const PathValues& path) {
    read_.values.set("path", read_path(path));
    read_.values.set("query", read_pairs(ParameterIn::Query, split_query(query_of(request_.target)), read_query));
    read_.values.set("headers", read_headers());
    std::string cookies;
    for (const std::string_view field : http::header_values(request_.headers, "Cookie"))
      cookies.append(field).append("; ");
    Node cookie = read_pairs(ParameterIn::Cookie, split_cookies(cookies), read_cookie);
    if (cookie.size() > 0) read_.values.set("cookie", std::move(cookie));
    read_content();
    return std::move(read_);
  }

 private:
  using ReadPairs = std::optional<ReadValue> (*)(std::string_view, std::vector<Pair>&, const ValueFormat&,
                                                 const ValueType&, const std::vector<std::string>&);

  void report(std::string at, std::string keyword, std::string expected, std::string actual, std::string message) {
    read_.problems.push_back(
        {std::move(at), std::move(keyword), std::move(expected), std::move(actual), std::move(message)});
  }

  // Takes the value, with a problem of its own in place of those of the schema when it could not be read.
  Node taken(ReadValue value, const contract::Parameter& parameter) {
    if (value.fault.empty()) return std::move(value.value);
    const bool is_json = value.keyword == "json";
    const std::string wanted = is_json ? "JSON" : fmt::format("style {}", parameter.style);
    const std::string message =
        is_json ? fmt::format("{} \"{}\" is not valid JSON: {}", kind_of(parameter), parameter.name, value.fault)
                : fmt::format("{} \"{}\" is not in the style {}: {}", kind_of(parameter), parameter.name,
                              parameter.style, value.fault);
    report(pointer_to(parameter).text(), value.keyword, wanted, value.fault, message);
    return std::move(value.value);
  }

  Node read_path(const PathValues& path) {
    Node values = Node::object();
    for (const auto& [name, text] : path) {
      if (values.has(name)) continue;
      const auto* known = find(ParameterIn::Path, name);
      if (known) values.set(name, taken(read_path_text(name, text, known->format, known->type), *known->parameter));
      else values.set(name, base::percent_decode(text));
    }
    return values;
  }

  Node read_pairs(ParameterIn in, std::vector<Pair> pairs, ReadPairs read_one) {
    Node values = Node::object();
    std::vector<std::string> names;
    for (const auto& one : parameters_) {
      if (one.parameter->in == in) names.push_back(one.key);
    }
    for (const auto& one : parameters_) {
      if (one.parameter->in != in) continue;
      if (auto value = read_one(one.key, pairs, one.format, one.type, names))
        values.set(one.key, taken(std::move(*value), *one.parameter));
    }
    std::set<std::string_view> seen;
    for (const Pair& pair : pairs) {
      if (pair.is_read || !seen.insert(pair.name).second || values.has(pair.name)) continue;
      values.members().push_back(
          {pair.name, in == ParameterIn::Query ? decode_query(pair.text) : std::string(pair.text), {}});
    }
    return values;
  }

  Node read_headers() {
    std::map<std::string, std::size_t> places;
    Node values = Node::object();
    for (const http::Header& header : request_.headers) {
      const auto [place, is_new] = places.emplace(base::to_lower_ascii(header.name), places.size());
      if (is_new) values.members().push_back({place->first, header.value, {}});
      else values.members()[place->second].value.as_string().append(", ").append(header.value);
    }
    for (const auto& one : parameters_) {
      Node* value = one.parameter->in == ParameterIn::Header ? values.find(one.key) : nullptr;
      if (value && value->is_string())
        *value = taken(read_header_text(value->as_string(), one.format, one.type), *one.parameter);
    }
    return values;
  }

  const RequestReader::ReadyParameter* find(ParameterIn in, std::string_view key) const {
    const auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                    [&](const auto& one) { return one.parameter->in == in && one.key == key; });
    return found == parameters_.end() ? nullptr : &*found;
  }

  void read_content() {
    if (contents_.empty()) return;
    if (request_.body.empty()) {
      if (operation_.body_required) report("/body", "missing", "a body", "none", "a body is required");
      return;
    }
    const std::string* stated = http::find_header(request_.headers, "Content-Type");
    const std::string expected = list_of(operation_.request_body);
    if (!stated || base::trim(*stated).empty()) {
      return report("/content-type", "missing", expected, "none", "the header Content-Type is missing");
    }
    const auto type = http::parse_media_type(*stated);
    const contract::Content* content = type ? find_content(operation_.request_body, *type) : nullptr;
    if (!content) {
      return report("/content-type", "media-type", expected, *stated,
                    fmt::format("the Content-Type must be {}", expected));
    }
    read_body_as(*type, *content);
  }

  void read_body_as(const http::MediaType& type, const contract::Content& content) {
    const auto ready =
        std::find_if(contents_.begin(), contents_.end(), [&](const auto& one) { return one.content == &content; });
    ReadBody body = read_body(request_.body, type, &content, ready->type);
    for (const BodyFault& fault : body.faults) {
      Pointer at = Pointer() / "body";
      for (const std::string& token : fault.at.tokens()) at = at / token;
      report(at.text(), fault.keyword, fault.expected, fault.actual, fault.message);
    }
    if (!body.value) return;
    read_.values.set("body", std::move(*body.value));
    read_.content = &content;
    read_.is_body_judged = body.is_judged;
  }

  const contract::Operation& operation_;
  const std::vector<RequestReader::ReadyParameter>& parameters_;
  const std::vector<RequestReader::ReadyContent>& contents_;
  const RequestView& request_;
  ReadRequest read_;
};

}  // namespace

std::string_view part_name(ParameterIn in) {
  switch (in) {
    case ParameterIn::Path: return "path";
    case ParameterIn::Query: return "query";
    case ParameterIn::Header: return "headers";
    case ParameterIn::Cookie: return "cookie";
  }
  return "";
}

std::optional<std::string_view> path_of(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!base::equals_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    const std::size_t slash = target.find_first_of("/?#", scheme.size());
    if (slash == std::string_view::npos || target[slash] != '/') return "/";
    target.remove_prefix(slash);
    break;
  }
  if (target.empty() || target.front() != '/') return std::nullopt;
  return target.substr(0, target.find_first_of("?#"));
}

std::string_view query_of(std::string_view target) {
  target = target.substr(0, target.find('#'));
  const std::size_t mark = target.find('?');
  return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

base::Result<RequestReader> RequestReader::make(const contract::Operation& operation) {
  RequestReader reader(operation);
  Preparer preparer;
  for (const contract::Parameter& parameter : operation.parameters)
    reader.parameters_.push_back(preparer.parameter(parameter));
  for (const contract::Content& content : operation.request_body) reader.contents_.push_back(preparer.content(content));
  if (!preparer.problems.empty()) return std::move(preparer.problems);
  return reader;
}

ReadRequest RequestReader::read(const RequestView& request, const PathValues& path) const {
  return ConformanceReader(*operation_, parameters_, contents_, request).read(path);
}

std::vector<Problem> RequestReader::problems(const ReadRequest& request) const {
  ProblemList problems;
  find_problems(request, problems);
  return problems.take();
}

void RequestReader::find_problems(const ReadRequest& request, ProblemList& problems) const {
  const std::vector<std::string> headers = header_names();
  for (const Problem& problem : request.problems) problems.add(problem);
  const auto is_unread = [&](const std::string& at) {
    return std::any_of(request.problems.begin(), request.problems.end(),
                       [&](const Problem& one) { return one.at == at; });
  };
  for (const ReadyParameter& ready : parameters_) {
    const contract::Parameter& parameter = *ready.parameter;
    const Pointer at = pointer_to(parameter);
    const Node* values = request.values.find(part_name(parameter.in));
    const Node* value = values ? values->find(ready.key) : nullptr;
    const bool is_empty = value && parameter.allow_empty_value && value->is_string() && value->as_string().empty();
    if (is_empty || (value && is_unread(at.text()))) continue;
    if (value && ready.schema) problems.add(*ready.schema, *value, at, headers);
    if (value || !parameter.is_required) continue;
    problems.add({at.text(), "required", fmt::format("{} {}", kind_of(parameter), parameter.name), "none",
                  fmt::format("{} \"{}\" is missing", kind_of(parameter), parameter.name)});
  }
  const Node* body = request.values.find("body");
  if (!body || !request.content || !request.is_body_judged) return;
  for (const ReadyContent& ready : contents_) {
    if (ready.content == request.content && ready.schema)
      problems.add(*ready.schema, *body, Pointer() / "body", headers);
  }
}

std::vector<std::string> RequestReader::header_names() const {
  std::vector<std::string> names;
  for (const ReadyParameter& one : parameters_) {
    if (one.parameter->in == ParameterIn::Header) names.push_back(one.parameter->name);
  }
  return names;
}

void RequestReader::prepare(PathTemplate& path) const {
  for (const ReadyParameter& one : parameters_) {
    if (one.parameter->in != ParameterIn::Path || !one.format.media_type.empty()) continue;
    if (one.format.style == Style::Label) path.set_lead(one.parameter->name, ".");
    if (one.format.style == Style::Matrix) path.set_lead(one.parameter->name, ";");
  }
}

}  // namespace concord::message
