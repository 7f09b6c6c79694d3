#include "message_schema.h"

#include <concord/base/file.h>
#include <concord/base/http_method.h>
#include <concord/base/media_type.h>
#include <concord/base/text.h>
#include <concord/document.h>
#include <concord/document/instances.h>
#include <concord/document/pointer.h>

#include <algorithm>

namespace concord::cli {

namespace {

using base::in_quotes;
using base::Result;
using document::Node;
using document::Pointer;

base::Diagnostic mistake(std::string message, std::string hint = {}) {
  return base::error("validate.operation", std::move(message), {}, std::move(hint));
}

// "did you mean", or all that there are.
std::string hint_of(std::string_view word, const std::vector<std::string>& known) {
  if (const auto near = base::nearest_word(word, known)) return "did you mean " + in_quotes(*near) + "?";
  return known.empty() ? std::string() : base::ellipsize("there are " + base::join(known, ", "), 300);
}

std::vector<std::string> keys_of(const Node* object) {
  std::vector<std::string> keys;
  if (object == nullptr || !object->is_object()) return keys;
  for (const auto& one : object->members()) keys.push_back(one.key);
  return keys;
}

class Finder {
 public:
  Finder(const MessageName& name, const Node& root) : name_(name), root_(root) {}

  Result<Pointer> find() {
    auto at = operation();
    if (!at) return at;
    if (name_.status.empty()) return request(*at);
    auto response = member(*at / "responses", name_.status, "answer");
    if (!response) return response;
    return schema_in(*response, "the answer " + name_.status);
  }

 private:
  const Node* at(const Pointer& pointer) const { return document::resolve(root_, pointer); }

  // Where references of this document lead in the end.
  Result<Pointer> followed(Pointer pointer) const {
    for (int step = 0; step < 32; ++step) {
      const Node* node = at(pointer);
      const Node* reference = node == nullptr ? nullptr : node->find("$ref");
      if (reference == nullptr || !reference->is_string()) return pointer;
      const std::string_view text = reference->as_string();
      auto next = text.starts_with('#') ? Pointer::parse_fragment(text.substr(1)) : std::nullopt;
      if (!next || at(*next) == nullptr)
        return mistake(in_quotes(text) + " leads out of " + in_quotes(name_.document),
                       "name the schema itself: FILE#/components/schemas/NAME");
      pointer = std::move(*next);
    }
    return mistake("references lead in a circle at " + in_quotes(pointer.text()));
  }

  struct Operation {
    Pointer at;
    std::string title;              // "POST /orders"
    std::vector<std::string> ids;  // the operationId, and what a contract calls it
  };

  std::vector<Operation> operations() const {
    std::vector<Operation> found;
    for (const auto& path : root_.find("paths")->members()) {
      for (const auto& one : path.value.members()) {
        if (base::find_http_method_key(one.key) == nullptr) continue;
        Operation operation{Pointer({"paths", path.key, one.key}),
                            std::string(base::find_http_method_key(one.key)->name) + ' ' + path.key, {}};
        for (const std::string_view key : {"operationId", "x-concord-operation"}) {
          const Node* id = one.value.find(key);
          if (id != nullptr && !id->string_or_empty().empty()) operation.ids.emplace_back(id->string_or_empty());
        }
        found.push_back(std::move(operation));
      }
    }
    return found;
  }

  // "GET /orders/{id}" without the names of parameters, which are the document's own.
  static std::string without_names(std::string_view title) {
    std::string out;
    for (std::size_t i = 0; i < title.size(); ++i) {
      out += title[i];
      const std::size_t close = title[i] == '{' ? title.find('}', i) : std::string_view::npos;
      if (close != std::string_view::npos) i = close - 1;
    }
    return out;
  }

  // By its title, an id, or "provider/id" as suites name it; several are an error.
  Result<Pointer> operation() const {
    const Node* paths = root_.find("paths");
    if (paths == nullptr || !paths->is_object()) return mistake(in_quotes(name_.document) + " has no paths");
    const std::vector<Operation> all = operations();
    const std::string behind_provider = name_.operation.substr(name_.operation.find('/') + 1);
    using Matches = bool (*)(const Operation&, const std::string&);
    const Matches by_title = [](const Operation& one, const std::string& name) { return one.title == name; };
    const Matches by_shape = [](const Operation& one, const std::string& name) {
      return without_names(one.title) == without_names(name);
    };
    const Matches by_id = [](const Operation& one, const std::string& name) {
      return std::find(one.ids.begin(), one.ids.end(), name) != one.ids.end();
    };
    const std::pair<Matches, const std::string&> ways[] = {
        {by_title, name_.operation}, {by_id, name_.operation}, {by_shape, name_.operation}, {by_id, behind_provider}};
    for (const auto& [matches, name] : ways) {
      std::vector<const Operation*> found;
      for (const Operation& one : all) {
        if (matches(one, name)) found.push_back(&one);
      }
      if (found.size() > 1)
        return mistake(std::to_string(found.size()) + " operations are called " + in_quotes(name_.operation) + " in " +
                           in_quotes(name_.document),
                       "by method and path: " + in_quotes(found[0]->title) + ", " + in_quotes(found[1]->title));
      if (!found.empty()) return found.front()->at;
    }
    std::vector<std::string> known;
    for (const Operation& one : all) known.push_back(one.ids.empty() ? one.title : one.ids.front());
    return mistake("there is no operation " + in_quotes(name_.operation) + " in " + in_quotes(name_.document),
                   hint_of(name_.operation, known));
  }

  // Of the body, or, in Swagger, of the parameter that is the body.
  Result<Pointer> request(const Pointer& operation) const {
    if (at(operation / "requestBody") != nullptr) return schema_in(operation / "requestBody", "the request");
    const Node* parameters = at(operation / "parameters");
    for (std::size_t i = 0; parameters != nullptr && i < parameters->size(); ++i) {
      const auto one = followed(operation / "parameters" / std::to_string(i));
      const Node* in = one ? at(*one / "in") : nullptr;
      if (in != nullptr && in->string_or_empty() == "body") return schema_in(*one, "the request");
    }
    return mistake(in_quotes(name_.operation) + " has no request body", "name an answer: --status 200");
  }

  Result<Pointer> member(const Pointer& object, const std::string& key, const std::string& what) const {
    const std::vector<std::string> known = keys_of(at(object));
    for (const std::string& name : {key, key.substr(0, 1) + "XX", key.substr(0, 1) + "xx", std::string("default")}) {
      if (std::find(known.begin(), known.end(), name) != known.end()) return object / name;
    }
    return mistake(in_quotes(name_.operation) + " has no " + what + ' ' + in_quotes(key), hint_of(key, known));
  }

  Result<Pointer> schema_in(const Pointer& message, const std::string& what) const {
    const auto place = followed(message);
    if (!place) return place;
    if (at(*place / "schema") != nullptr) return *place / "schema";
    const std::vector<std::string> known = keys_of(at(*place / "content"));
    const std::string media = chosen(known);
    if (media.empty()) return mistake(what + " of " + in_quotes(name_.operation) + " has " + missing(known));
    if (at(*place / "content" / media / "schema") == nullptr)
      return mistake(in_quotes(media) + " of " + in_quotes(name_.operation) + " has no schema");
    return *place / "content" / media / "schema";
  }

  std::string missing(const std::vector<std::string>& known) const {
    if (known.empty()) return "no content";
    return name_.media_type.empty() ? "several media types; --media-type takes one of " + base::join(known, ", ")
                                    : "no media type " + in_quotes(name_.media_type) + ", only " +
                                          base::join(known, ", ");
  }

  std::string chosen(const std::vector<std::string>& known) const {
    const auto is_wanted = [this](const std::string& media) {
      const base::MediaType type = base::documented_media_type(media);
      if (name_.media_type.empty()) return type.is_json();
      return type.essence() == base::documented_media_type(name_.media_type).essence();
    };
    if (name_.media_type.empty() && known.size() == 1) return known.front();
    const auto found = std::find_if(known.begin(), known.end(), is_wanted);
    return found == known.end() ? std::string() : *found;
  }

  const MessageName& name_;
  const Node& root_;
};

}  // namespace

base::Result<std::string> find_message_schema(base::SourceSet& sources, const MessageName& name) {
  const auto source = base::load_source(sources, name.document);
  if (!source) return source.diagnostics();
  const auto root =
      document::is_yaml_file(name.document) ? document::parse_yaml(**source) : document::parse_json(**source);
  if (!root) return root.diagnostics();
  const auto pointer = Finder(name, *root).find();
  if (!pointer) return pointer.diagnostics();
  return name.document + '#' + base::replace_all(pointer->text(), "%", "%25");  // a fragment is percent-decoded
}

}  // namespace concord::cli
