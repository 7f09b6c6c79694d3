// GitBook pages: a method and a URL, tables of headers, parameters and fields, samples in tabs. Rewritten as
// OpenAPI 3.1 with the places of the page, then read like any other document.
#include "curl_sample.h"
#include "example_schema.h"
#include "field_schema.h"
#include "importers.h"
#include "normal_document.h"

#include "schema_walk.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <map>

namespace concord::apidoc {
namespace {

using base::trim;

struct Endpoint {
  std::string method;  // lower case
  std::string origin;  // "https://host"
  std::string path;
  base::Span span;
};

constexpr auto methods = std::to_array<std::string_view>({"get", "post", "put", "patch", "delete", "head", "options"});

std::string without_markup(std::string_view line) {
  std::string text;
  bool in_tag = false;
  for (const char c : line) {
    if (c == '<') in_tag = true;
    const bool is_text = !in_tag && c != '*' && c != '`';
    if (is_text) text += c;
    if (c == '>') in_tag = false;
  }
  return text;
}

std::optional<Endpoint> endpoint_from(std::string_view method, std::string url, base::Span span) {
  const std::string lower = base::to_lower_ascii(method);
  if (std::find(methods.begin(), methods.end(), lower) == methods.end()) return std::nullopt;
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos && !url.starts_with('/')) return std::nullopt;
  const std::size_t slash = scheme == std::string::npos ? 0 : url.find('/', scheme + 3);
  Endpoint endpoint{lower, url.substr(0, slash), slash == std::string::npos ? "/" : url.substr(slash), span};
  return endpoint;
}

// `**POST** \`https://host/path\``, also within marks, or {% swagger method="post" path="/path" baseUrl="https://host"
// %}.
std::optional<Endpoint> endpoint_of(const Block& block) {
  if (block.kind == BlockKind::Tag && (block.text.starts_with("swagger ") || block.text.starts_with("openapi "))) {
    return endpoint_from(tag_attribute(block.text, "method"),
                         tag_attribute(block.text, "baseUrl") + tag_attribute(block.text, "path"), block.span);
  }
  if (block.kind != BlockKind::Text && block.kind != BlockKind::Heading) return std::nullopt;
  const auto words = words_of(base::replace_all(without_markup(block.text), "&#x20;", " "));
  if (words.size() != 2) return std::nullopt;
  return endpoint_from(words[0], words[1], block.span);
}

// The first number from 100 to 599 that stands alone: "Success (200)", "404 Not Found", "200: OK".
std::string status_in(std::string_view title) {
  for (std::size_t i = 0; i < title.size(); ++i) {
    std::size_t end = i;
    while (end < title.size() && title[end] >= '0' && title[end] <= '9') ++end;
    if (end - i == 3 && title[i] >= '1' && title[i] <= '5') return std::string(title.substr(i, 3));
    i = std::max(i, end);
  }
  return {};
}

// "The `content` object" and "content object" are "content"; "" for other headings.
std::string object_name(std::string_view heading) {
  const std::size_t open = heading.find('`');
  const std::string lower = base::to_lower_ascii(heading);
  if (lower.find("object") == std::string::npos && lower.find("attribute") == std::string::npos) return {};
  if (open != std::string_view::npos) {
    const std::size_t close = heading.find('`', open + 1);
    return close == std::string_view::npos ? std::string{} : std::string(heading.substr(open + 1, close - open - 1));
  }
  const auto words = words_of(base::replace_all(base::replace_all(std::string(heading), "[", ""), "]", " "));
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string before = base::to_lower_ascii(words[i - 1]);
    const bool is_part =
        before == "body" || before == "request" || before == "response" || before == "json" || before == "the";
    if (base::equals_ignoring_case(words[i], "object") && !is_part) return words[i - 1];
  }
  return {};
}

enum class Part { None, Headers, Path, Query, Body, Response, Object, Request };

Part part_of(std::string_view heading) {
  const std::string text = base::to_lower_ascii(heading);
  const auto has = [&](std::string_view word) { return text.find(word) != std::string::npos; };
  if (!object_name(heading).empty()) return Part::Object;
  if (has("response") || has("answer")) return Part::Response;
  if (has("header")) return Part::Headers;
  if (has("path param")) return Part::Path;
  if (has("query")) return Part::Query;
  if (has("body")) return Part::Body;
  if (has("request")) return Part::Request;
  return Part::None;
}

struct Sample {
  std::string name;
  std::string status;  // "" for a request
  Node value;
  base::Span span;
};

class GitbookReader {
 public:
  GitbookReader(const Source& page, Diagnostics& findings) : page_(page), findings_(findings) {}

  Result<Node> read() {
    const auto blocks = read_blocks(page_);
    for (const Block& block : blocks) read_block(block);
    if (!endpoint_) return base::error("apidoc.page", "the page names no method and URL", span_of(page_, 0, 0));
    return document();
  }

 private:
  void report(std::string kind, std::string message, base::Span span, std::string hint = {}) {
    findings_.push_back(base::warning(std::move(kind), std::move(message), span, std::move(hint)));
  }

  // --- reading, block by block ---

  void read_block(const Block& block) {
    if (const auto found = endpoint_of(block)) read_endpoint(*found);
    if (is_elsewhere_ && block.kind != BlockKind::Heading) return;
    switch (block.kind) {
      case BlockKind::Heading:
        heading_ = block.text;
        tab_.clear();
        break;
      case BlockKind::Tag:
        read_tag(block);
        break;
      case BlockKind::Table:
      case BlockKind::Rows:
        read_fields_of(block);
        break;
      case BlockKind::Fence:
        read_fence(block);
        break;
      case BlockKind::Text:
        break;
    }
  }

  void read_endpoint(const Endpoint& found) {
    const bool is_other = endpoint_ && (endpoint_->method != found.method || endpoint_->path != found.path);
    if (is_other)
      report("apidoc.unread", "a second endpoint on the page is not read: " + found.method + " " + found.path,
             found.span);
    is_elsewhere_ = is_other;
    if (!endpoint_) endpoint_ = found;
  }

  void read_tag(const Block& block) {
    const auto words = words_of(block.text);
    const std::string name = words.empty() ? std::string{} : words.front();
    if (name == "tab") {
      tab_ = tag_attribute(block.text, "title");
      declare_answer(tab_, block.span);
    } else if (name == "swagger-response") {
      tab_ = tag_attribute(block.text, "status");
      heading_ = "Response";
      declare_answer(tab_, block.span);
    } else if (name == "swagger-parameter") {
      read_parameter_tag(block);
    } else if (name == "endtab" || name == "endtabs" || name == "endswagger-response") {
      tab_.clear();
    }
  }

  void read_parameter_tag(const Block& block) {
    Field field;
    field.name = tag_attribute(block.text, "name");
    field.type = tag_attribute(block.text, "type");
    field.is_required = tag_attribute(block.text, "required") == "true";
    field.span = field.type_span = block.span;
    const std::string in = tag_attribute(block.text, "in");
    const Part part = in == "header"  ? Part::Headers
                      : in == "path"  ? Part::Path
                      : in == "query" ? Part::Query
                                      : Part::Body;
    fields_[part].push_back(std::move(field));
  }

  void declare_answer(const std::string& title, base::Span span) {
    const std::string status = status_in(title);
    if (!status.empty() && part_of(heading_) == Part::Response) answers_.emplace(status, span);
  }

  void read_fields_of(const Block& block) {
    auto fields = read_fields(read_table(page_, block));
    if (!fields || fields->empty()) return;
    const Part part = part_of(heading_);
    if (part == Part::Object) {
      sections_.push_back({object_name(heading_), heading_, std::move(*fields), block.span});
      return;
    }
    if (part == Part::None || part == Part::Request) {
      report("apidoc.unread", "the table under \"" + heading_ + "\" is not read", block.span,
             "its heading names no part of a request or answer");
      return;
    }
    auto& known = fields_[part];
    for (Field& field : *fields) known.push_back(std::move(field));
  }

  void read_fence(const Block& block) {
    const Part part = part_of(heading_);
    const std::string status = status_in(tab_.empty() ? heading_ : tab_);
    if (part == Part::Response) return read_answer(block, status);
    if (part != Part::Request && part != Part::Body) return;
    const std::string language = language_of(block);
    if (language == "json") {
      read_request_json(block);
    } else if (auto sample = read_curl_sample(page_, block.begin, block.end, findings_); sample && sample->json) {
      add_curl(block, std::move(*sample));
    }
  }

  static std::string language_of(const Block& block) {
    const auto words = words_of(block.text);
    return words.empty() ? std::string{} : base::to_lower_ascii(words.front());
  }

  void read_request_json(const Block& block) {
    if (auto value = read_json(page_, block.begin, block.end)) {
      samples_.push_back({tab_.empty() ? "example" : tab_, "", std::move(*value), block.span});
    } else {
      report("apidoc.fence-language", "the fence is called json but does not hold JSON", block.span,
             "not read as an example");
    }
  }

  void add_curl(const Block& block, CurlSample sample) {
    if (endpoint_ && !is_url_of(sample.url, endpoint_->path)) {
      report("apidoc.sample", "the curl sample calls another URL", sample.url_span,
             "its body is no example of " + endpoint_->path);
      return;
    }
    samples_.push_back({tab_.empty() ? "curl" : tab_, "", std::move(*sample.json), block.span});
  }

  void read_answer(const Block& block, std::string status) {
    auto value = read_json(page_, block.begin, block.end);
    const std::string language = language_of(block);
    if (!value) {
      if (language == "json") {
        report("apidoc.fence-language", "the fence is called json but does not hold JSON", block.span,
               "not read as an example");
      }
      return;
    }
    if (!language.empty() && language != "json") {
      report("apidoc.fence-language", "the fence is called " + language + " but holds JSON", block.span,
             "read as JSON");
    }
    if (status.empty()) {
      report("apidoc.status", "the example answer names no status", block.span, "read as 200");
      status = "200";
    }
    answers_.emplace(status, block.span);
    samples_.push_back({tab_.empty() ? "example" : tab_, status, std::move(*value), block.span});
  }

  // --- writing ---

  Node document() {
    Node out = Node::object();
    out.set("openapi", "3.1.0");
    Node server = Node::object().with_span(endpoint_->span);
    server.set("url", endpoint_->origin);
    Node servers = Node::array();
    if (!endpoint_->origin.empty()) servers.push_back(std::move(server));
    out.set("servers", std::move(servers));
    Node item = Node::object();
    item.set(endpoint_->method, operation());
    item.members().back().key_span = endpoint_->span;
    Node paths = Node::object();
    paths.set(endpoint_->path, std::move(item));
    out.set("paths", std::move(paths));
    Node components = Node::object();
    components.set("schemas", schemas());
    components.set("securitySchemes", std::move(schemes_));
    out.set("components", std::move(components));
    return out;
  }

  Node schemas() {
    Node out = Node::object();
    for (const ObjectSection& section : sections_) {
      Node schema = schema_of_fields(section.fields, sections_, findings_);
      schema.set_span(section.span);
      out.set(section.name, std::move(schema));
      out.members().back().key_span = section.span;
    }
    return out;
  }

  Node operation() {
    Node out = Node::object().with_span(endpoint_->span);
    Node parameters = Node::array();
    for (const Field& field : fields_[Part::Headers]) add_header(parameters, out, field);
    for (const Field& field : fields_[Part::Path]) parameters.push_back(parameter(field, "path"));
    for (const Field& field : fields_[Part::Query]) parameters.push_back(parameter(field, "query"));
    if (parameters.size() != 0) out.set("parameters", std::move(parameters));
    add_body(out);
    out.set("responses", responses());
    return out;
  }

  Node parameter(const Field& field, std::string_view in) {
    Node out = Node::object().with_span(field.span);
    out.set("name", Node(field.name).with_span(field.span));
    out.set("in", in);
    out.set("required", field.is_required || in == "path");
    Node object = schema_of_fields({Field{field}}, sections_, findings_);
    out.set("schema", std::move(object.find("properties")->members().front().value));
    return out;
  }

  void add_header(Node& parameters, Node& operation, const Field& field) {
    const std::string name = base::to_lower_ascii(field.name);
    if (name == "content-type") {
      for (const std::string& code : field.codes) {
        if (code.find('/') != std::string::npos) media_type_ = code;
      }
    } else if (name == "authorization" || name == "x-api-key" || name == "api-key" || name == "apikey") {
      add_scheme(operation, field);
    } else if (name != "accept") {
      parameters.push_back(parameter(field, "header"));
    }
  }

  void add_scheme(Node& operation, const Field& field) {
    const std::string text = base::to_lower_ascii(field.description);
    Node scheme = Node::object().with_span(field.span);
    const bool is_bearer = text.find("bearer") != std::string::npos;
    const bool is_basic = text.find("basic ") != std::string::npos;
    if (is_bearer || is_basic) {
      scheme.set("type", "http");
      scheme.set("scheme", is_bearer ? "bearer" : "basic");
    } else {
      scheme.set("type", "apiKey");
      scheme.set("in", "header");
      scheme.set("name", field.name);
    }
    schemes_.set(field.name, std::move(scheme));
    schemes_.members().back().key_span = field.span;
    Node requirement = Node::object().with_span(field.span);
    requirement.set(field.name, Node::array());
    requirement.members().back().key_span = field.span;
    Node security = Node::array();
    security.push_back(std::move(requirement));
    operation.set("security", std::move(security));
  }

  void add_body(Node& operation) {
    const auto& fields = fields_[Part::Body];
    std::vector<const Sample*> samples = samples_of("");
    if (fields.empty() && samples.empty()) return;
    Node media = Node::object();
    if (!fields.empty()) {
      Node schema = schema_of_fields(fields, sections_, findings_);
      schema.set_span(fields.front().span);
      media.set("schema", std::move(schema));
    } else {
      media.set("schema", schema_from(samples));
    }
    media.set("examples", examples(samples));
    Node content = Node::object();
    content.set(media_type_, std::move(media));
    Node body = Node::object().with_span(fields.empty() ? samples.front()->span : fields.front().span);
    body.set("required",
             std::any_of(fields.begin(), fields.end(), [](const Field& field) { return field.is_required; }));
    body.set("content", std::move(content));
    operation.set("requestBody", std::move(body));
  }

  std::vector<const Sample*> samples_of(std::string_view status) const {
    std::vector<const Sample*> found;
    for (const Sample& sample : samples_) {
      if (sample.status == status) found.push_back(&sample);
    }
    return found;
  }

  static Node schema_from(const std::vector<const Sample*>& samples) {
    std::vector<const Node*> values;
    for (const Sample* sample : samples) values.push_back(&sample->value);
    return schema_from_examples(values);
  }

  static Node examples(const std::vector<const Sample*>& samples) {
    Node out = Node::object();
    for (const Sample* sample : samples) {
      Node example = Node::object().with_span(sample->span);
      example.set("value", sample->value);
      std::string name = sample->name;
      for (int n = 2; out.has(name); ++n) name = sample->name + " " + std::to_string(n);
      out.set(name, std::move(example));
      out.members().back().key_span = sample->span;
    }
    return out;
  }

  Node responses() {
    if (answers_.empty() && !fields_[Part::Response].empty())
      answers_.emplace("200", fields_[Part::Response].front().span);
    Node out = Node::object();
    for (const auto& [status, span] : answers_) {
      Node response = Node::object().with_span(span);
      const auto samples = samples_of(status);
      const bool has_fields = status.starts_with('2') && !fields_[Part::Response].empty();
      if (!samples.empty() || has_fields) response.set("content", answer_content(samples, has_fields));
      out.set(status, std::move(response));
      out.members().back().key_span = span;
    }
    return out;
  }

  Node answer_content(const std::vector<const Sample*>& samples, bool has_fields) {
    Node media = Node::object();
    media.set("schema",
              has_fields ? schema_of_fields(fields_[Part::Response], sections_, findings_) : schema_from(samples));
    media.set("examples", examples(samples));
    Node content = Node::object();
    content.set("application/json", std::move(media));
    return content;
  }

  const Source& page_;
  Diagnostics& findings_;
  std::optional<Endpoint> endpoint_;
  bool is_elsewhere_ = false;
  std::string heading_;
  std::string tab_;
  std::string media_type_ = "application/json";
  std::map<Part, std::vector<Field>> fields_;
  std::vector<ObjectSection> sections_;
  std::vector<Sample> samples_;
  std::map<std::string, base::Span> answers_;
  Node schemes_ = Node::object();
};

}  // namespace

bool is_gitbook(const Source& page) {
  const auto blocks = read_blocks(page);
  return std::any_of(blocks.begin(), blocks.end(), [](const Block& block) { return endpoint_of(block).has_value(); });
}

Result<PageDocument> read_gitbook(const Source& page) {
  PageDocument read;
  auto document = GitbookReader(page, read.findings).read();
  if (!document) return std::move(document).diagnostics();
  read.openapi = std::move(*document);
  return read;
}

Result<Imported> import_gitbook(const Source& page, DocumentSet& documents) {
  auto read = read_gitbook(page);
  if (!read) return std::move(read).diagnostics();
  auto imported = normalise_document(documents.add(page, std::move(read->openapi)), documents, {}, span_of(page, 0, 0));
  if (!imported) return imported;
  base::append(read->findings, std::move(imported->findings));
  imported->findings = std::move(read->findings);
  return imported;
}

}  // namespace concord::apidoc
