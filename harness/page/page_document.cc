// The model of a page is written as an OpenAPI document would state it, so that all that follows (normal form, checks,
// merging) is the same for pages and documents. A fact is taken from where the page is most definite: what a table
// says, else what the samples show; and several samples, or two descriptions of one request, give what accepts each of
// them. Schemas of objects are written last, when it is known which of them somebody refers to.
#include "page_document.h"

#include "call_security.h"
#include "example_schema.h"
#include "field_schema.h"

#include <concord/base/http_method.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/openapi/schema_walk.h>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace concord::page {
namespace {

constexpr std::string_view json_type = "application/json";

using Samples = std::vector<const Sample*>;

Node schema_from(const Samples& samples) {
  std::vector<const Node*> values;
  for (const Sample* sample : samples) values.push_back(&sample->value);
  return schema_from_examples(values);
}

// Those of which nothing was left out.
Node examples_of(const Samples& samples) {
  Node out = Node::object();
  std::map<std::string, int> used;
  for (const Sample* sample : samples) {
    if (!sample->is_whole) continue;
    Node example = Node::object().with_span(sample->span);
    example.set("value", sample->value);
    std::string name = sample->name;
    for (int& n = used[sample->name]; n == 0 || out.has(name);)
      name = ++n == 1 ? sample->name : sample->name + " " + std::to_string(n);
    out.set(name, std::move(example));
    out.members().back().key_span = sample->span;
  }
  return out;
}

// {a, b} accept what a or b accepts; one of them when they say the same.
Node either(Node known, Node added) {
  if (document::equal(openapi::facts_only(known), openapi::facts_only(added))) return known;
  Node* list = known.size() == 1 ? known.find("anyOf") : nullptr;
  if (list == nullptr) {
    Node both = Node::array();
    const base::Span span = known.span();
    both.push_back(std::move(known));
    known = Node::object().with_span(span);
    list = &known.set("anyOf", std::move(both));
  }
  const bool is_known = std::any_of(list->items().begin(), list->items().end(), [&](const Node& one) {
    return document::equal(openapi::facts_only(one), openapi::facts_only(added));
  });
  if (!is_known) list->push_back(std::move(added));
  return known;
}

// Whether all samples are lists of what the fields describe: a table of the members of one item.
bool are_lists_of(const Samples& samples, const std::vector<Field>& fields) {
  const auto is_list = [&](const Sample* sample) {
    const Node& value = sample->value;
    if (!value.is_array() || value.size() == 0 || !value.items().front().is_object()) return false;
    return std::any_of(fields.begin(), fields.end(),
                       [&](const Field& field) { return value.items().front().has(field.name); });
  };
  return !samples.empty() && std::all_of(samples.begin(), samples.end(), is_list);
}

bool is_required(const std::vector<Field>& fields) {
  return std::any_of(fields.begin(), fields.end(), [](const Field& field) { return field.is_required; });
}

Part part_in(std::string_view in) {
  if (in.find("header") != std::string_view::npos) return Part::Headers;
  if (in.find("query") != std::string_view::npos) return Part::Query;
  if (in.find("path") != std::string_view::npos || in.find("url") != std::string_view::npos) return Part::Path;
  if (in.find("cookie") != std::string_view::npos) return Part::Cookie;
  if (in.find("form") != std::string_view::npos) return Part::Form;
  return in.find("body") != std::string_view::npos ? Part::Body : Part::None;
}

// Where fields go of which the page only says that they are parameters.
void settle_parameters(Call& call) {
  const auto stated = call.fields.find(Part::Parameters);
  if (stated == call.fields.end()) return;
  std::vector<Field> fields = std::move(stated->second);
  call.fields.erase(stated);
  const base::HttpMethod* method = base::find_http_method_key(call.endpoint.method);
  const bool has_body = method != nullptr && method->expects_content;
  for (Field& field : fields) {
    Part part = part_in(field.in);
    if (part == Part::None) {
      const bool in_path = call.endpoint.path.find("{" + field.name + "}") != std::string::npos;
      part = in_path ? Part::Path : has_body ? Part::Body : Part::Query;
    }
    call.fields[part].push_back(std::move(field));
  }
}

class DocumentWriter {
 public:
  DocumentWriter(PageModel& model, Diagnostics& findings)
      : calls_(model.calls), findings_(findings), sections_(std::move(model.sections), findings), security_(findings) {}

  Node write() {
    Node out = Node::object();
    out.set("openapi", "3.1.0");
    Node servers = Node::array();
    Node paths = Node::object();
    for (Call& call : calls_) {
      settle_parameters(call);
      add_server(servers, call);
      Node& item = item_of(paths, call.endpoint.path);
      if (Node* known = item.find(call.endpoint.method)) {
        join(*known, operation(call), call);
      } else {
        item.set(call.endpoint.method, operation(call));
        item.members().back().key_span = call.endpoint.span;
      }
    }
    out.set("servers", std::move(servers));
    out.set("paths", std::move(paths));
    Node components = Node::object();
    components.set("schemas", schemas());
    components.set("securitySchemes", security_.take_schemes());
    out.set("components", std::move(components));
    return out;
  }

 private:
  void report(std::string kind, std::string message, base::Span span, std::string hint = {}) {
    findings_.push_back(base::warning(std::move(kind), std::move(message), span, std::move(hint)));
  }

  Node& item_of(Node& paths, const std::string& path) {
    const auto [known, is_new] = place_of_path_.emplace(path, paths.size());
    if (is_new) paths.members().push_back({path, Node::object(), {}});
    return paths.members()[known->second].value;
  }

  void add_server(Node& servers, const Call& call) {
    const std::string& origin = call.endpoint.origin;
    const bool is_known = std::any_of(servers.items().begin(), servers.items().end(),
                                      [&](const Node& one) { return one.find("url")->as_string() == origin; });
    if (origin.empty() || is_known) return;
    if (servers.size() != 0) {
      report("apidoc.servers", "server " + base::in_quotes(origin) + " is that of this request only",
             call.endpoint.span, "listed for the whole contract");
    }
    Node server = Node::object().with_span(call.endpoint.span);
    server.set("url", origin);
    servers.push_back(std::move(server));
  }

  // Objects in tables of their own, those that other objects refer to included. What nothing refers to is said.
  Node schemas() {
    Node out = Node::object();
    while (const ObjectSection* section = sections_.next_used()) {
      Node schema = schema_of_fields(section->fields, sections_, findings_);
      schema.set_span(section->span);
      out.set(section->name, std::move(schema));
      out.members().back().key_span = section->span;
    }
    for (const ObjectSection* section : sections_.unused()) {
      report("apidoc.unread", "the table under \"" + section->heading + "\" is not read", section->span,
             section->is_named ? "no field is such an object" : "its heading names no part of a request or answer");
    }
    return out;
  }

  Node operation(Call& call) {
    Node out = Node::object().with_span(call.endpoint.span);
    if (call.is_deprecated) out.set("deprecated", true);
    Node parameters = Node::array();
    std::vector<Field> credentials;
    for (const Field& field : call.fields[Part::Headers]) add_header(parameters, credentials, call, field);
    if (Node needed = security_.requirements(credentials, call.credential); !needed.is_null())
      out.set("security", std::move(needed));
    for (const auto& [part, in] : {std::pair{Part::Path, "path"}, {Part::Query, "query"}, {Part::Cookie, "cookie"}}) {
      for (const Field& field : call.fields[part]) parameters.push_back(parameter(field, in));
    }
    if (parameters.size() != 0) out.set("parameters", std::move(parameters));
    add_body(out, call);
    out.set("responses", responses(call));
    return out;
  }

  // --- parameters ---

  Node parameter(const Field& field, std::string_view in) {
    Node out = Node::object().with_span(field.span);
    out.set("name", Node(field.name).with_span(field.span));
    out.set("in", in);
    out.set("required", field.is_required || in == "path");
    if (field.is_deprecated) out.set("deprecated", true);
    out.set("schema", schema_of_field(field, sections_, findings_));
    return out;
  }

  void add_header(Node& parameters, std::vector<Field>& credentials, Call& call, const Field& field) {
    if (base::names_credential_header(field.name)) {
      credentials.push_back(field);
    } else if (base::equals_ignoring_case(field.name, "content-type")) {
      if (const std::string type = media_type_in(field); !type.empty()) call.media_type = type;
    } else {
      parameters.push_back(parameter(field, "header"));
    }
  }

  // "Always `application/json`.": the last one that is named.
  static std::string media_type_in(const Field& field) {
    std::string found;
    for (const std::string& code : field.codes) {
      if (code.find('/') != std::string::npos && code.find(' ') == std::string::npos) found = code;
    }
    if (!found.empty()) return found;
    const std::string text = base::replace_all(field.description, "\n", " ");
    for (const std::string_view word : base::split(text, ' ')) {
      const std::string_view type = word.substr(0, word.find_first_of(",;\"'"));
      if (type.starts_with("application/") || type.starts_with("multipart/") || type.starts_with("text/")) {
        return std::string(type.ends_with('.') ? type.substr(0, type.size() - 1) : type);
      }
    }
    return {};
  }

  // --- bodies ---

  static Samples samples_of(const Call& call, std::string_view status) {
    Samples found;
    for (const Sample& sample : call.samples) {
      if (sample.status == status) found.push_back(&sample);
    }
    return found;
  }

  static std::string media_type_of(const Samples& samples, std::string_view other) {
    for (const Sample* sample : samples) {
      if (!sample->media_type.empty()) return sample->media_type;
    }
    return std::string(other);
  }

  void add_body(Node& operation, Call& call) {
    const bool is_form = !call.fields[Part::Form].empty();
    std::vector<Field>& fields = call.fields[Part::Body];
    fields.insert(fields.end(), call.fields[Part::Form].begin(), call.fields[Part::Form].end());
    const Samples samples = samples_of(call, "");
    if (fields.empty() && samples.empty()) return;
    Node media = Node::object();
    if (!fields.empty()) {
      Node schema = schema_of_fields(fields, sections_, findings_);
      schema.set_span(fields.front().span);
      media.set("schema", std::move(schema));
    } else {
      media.set("schema", schema_from(samples));
    }
    media.set("examples", examples_of(samples));
    std::string type = call.media_type;
    if (type.empty()) type = media_type_of(samples, is_form ? "multipart/form-data" : json_type);
    Node content = Node::object();
    content.set(type, std::move(media));
    Node body = Node::object().with_span(fields.empty() ? samples.front()->span : fields.front().span);
    body.set("required", is_required(fields));
    body.set("content", std::move(content));
    operation.set("requestBody", std::move(body));
  }

  // Fields for which the page names no status are those of every success.
  const std::vector<Field>* answer_fields(const Call& call, const std::string& status) {
    const auto own = call.answer_fields.find(status);
    if (own != call.answer_fields.end()) return &own->second;
    const auto general = call.answer_fields.find("");
    return status.starts_with('2') && general != call.answer_fields.end() ? &general->second : nullptr;
  }

  Node responses(Call& call) {
    for (const auto& [status, fields] : call.answer_fields) {
      if (!status.empty()) call.answers.emplace(status, fields.front().span);
    }
    const bool has_success = std::any_of(call.answers.begin(), call.answers.end(),
                                         [](const auto& one) { return one.first.starts_with('2'); });
    if (!has_success && call.answer_fields.contains(""))
      call.answers.emplace("200", call.answer_fields[""].front().span);
    Node out = Node::object();
    for (const auto& [status, span] : call.answers) {
      Node response = Node::object().with_span(span);
      add_answer_headers(response, call);
      const auto samples = samples_of(call, status);
      const auto* fields = answer_fields(call, status);
      if (!samples.empty() || fields != nullptr) response.set("content", answer_content(samples, fields));
      out.set(status, std::move(response));
      out.members().back().key_span = span;
    }
    return out;
  }

  void add_answer_headers(Node& response, Call& call) {
    Node headers = Node::object();
    for (const Field& field : call.fields[Part::ResponseHeaders]) {
      Node header = Node::object().with_span(field.span);
      header.set("required", field.is_required);
      header.set("schema", schema_of_field(field, sections_, findings_));
      headers.set(field.name, std::move(header));
      headers.members().back().key_span = field.span;
    }
    if (headers.size() != 0) response.set("headers", std::move(headers));
  }

  Node answer_content(const Samples& samples, const std::vector<Field>* fields) {
    Node media = Node::object();
    Node schema = fields != nullptr ? schema_of_fields(*fields, sections_, findings_) : schema_from(samples);
    if (fields != nullptr && are_lists_of(samples, *fields)) {
      Node list = Node::object().with_span(schema.span());
      list.set("type", "array");
      list.set("items", std::move(schema));
      schema = std::move(list);
    }
    media.set("schema", std::move(schema));
    media.set("examples", examples_of(samples));
    Node content = Node::object();
    content.set(media_type_of(samples, json_type), std::move(media));
    return content;
  }

  // --- two requests of one endpoint ---

  // The wider of both: an answer or a request that one of them describes must not fail.
  void join(Node& known, Node added, const Call& call) {
    report("apidoc.operation", "the page describes " + call.endpoint.method + " " + call.endpoint.path + " twice",
           call.endpoint.span, "read as alternatives of one operation");
    join_parameters(known, added);
    if (Node* body = added.find("requestBody")) {
      if (Node* other = known.find("requestBody")) {
        join_content(*other, *body);
        const bool do_both = other->find("required")->as_boolean() && body->find("required")->as_boolean();
        other->set("required", do_both);
      } else {
        known.set("requestBody", std::move(*body)).set("required", false);
      }
    } else if (Node* other = known.find("requestBody")) {
      other->set("required", false);
    }
    join_answers(*known.find("responses"), *added.find("responses"));
    if (const Node* security = added.find("security"); security != nullptr && !known.has("security"))
      known.set("security", *security);
  }

  static void join_parameters(Node& known, const Node& added) {
    const Node none = Node::array();
    const Node* mine = known.find("parameters");
    const Node* theirs = added.find("parameters");
    Node out = mine == nullptr ? none : *mine;
    for (Node& one : out.items()) relax(one, theirs == nullptr ? none : *theirs);
    for (const Node& one : (theirs == nullptr ? none : *theirs).items()) {
      if (twin(out, one) != nullptr) continue;
      Node kept = one;
      relax(kept, none);
      out.push_back(std::move(kept));
    }
    if (out.size() != 0) known.set("parameters", std::move(out));
  }

  static const Node* twin(const Node& list, const Node& parameter) {
    for (const Node& one : list.items()) {
      if (document::equal(*one.find("name"), *parameter.find("name")) &&
          document::equal(*one.find("in"), *parameter.find("in")))
        return &one;
    }
    return nullptr;
  }

  // Required only where both requests demand it.
  static void relax(Node& parameter, const Node& others) {
    const Node* other = twin(others, parameter);
    const bool is_demanded =
        other != nullptr && other->find("required")->as_boolean() && parameter.find("required")->as_boolean();
    parameter.set("required", is_demanded || parameter.find("in")->as_string() == "path");
    if (other != nullptr) parameter.set("schema", either(*parameter.find("schema"), *other->find("schema")));
  }

  static void join_answers(Node& known, const Node& added) {
    for (const document::Member& member : added.members()) {
      Node* other = known.find(member.key);
      if (other == nullptr) {
        known.set(member.key, member.value);
        known.members().back().key_span = member.key_span;
      } else {
        join_content(*other, member.value);
      }
    }
  }

  static void join_content(Node& known, const Node& added) {
    const Node* more = added.find("content");
    if (more == nullptr) return;
    Node* content = known.find("content");
    if (content == nullptr) content = &known.set("content", Node::object());
    for (const document::Member& media : more->members()) {
      Node* other = content->find(media.key);
      if (other == nullptr) {
        content->set(media.key, media.value);
        continue;
      }
      other->set("schema", either(*other->find("schema"), *media.value.find("schema")));
      for (const document::Member& example : media.value.find("examples")->members())
        add_example(*other->find("examples"), example);
    }
  }

  static void add_example(Node& examples, const document::Member& example) {
    std::string name = example.key;
    for (int n = 2; examples.has(name); ++n) name = example.key + " " + std::to_string(n);
    examples.set(name, example.value);
    examples.members().back().key_span = example.key_span;
  }

  std::vector<Call>& calls_;
  Diagnostics& findings_;
  ObjectSections sections_;
  CallSecurity security_;
  std::unordered_map<std::string, std::size_t> place_of_path_;  // a page may have thousands
};

}  // namespace

Node page_document(PageModel model, Diagnostics& findings) { return DocumentWriter(model, findings).write(); }

}  // namespace concord::page
