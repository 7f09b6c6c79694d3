// Pages in the styles of GitBook, ReadMe, Mintlify, Docusaurus, Slate and plain Markdown, beside each what a person
// reads from it, a fact a line: operations, parameters, statuses, fields of bodies and answers with types, `!` for
// required. What only samples show is left aside.
#include "importing.h"

#include <concord/base/file.h>
#include <concord/base/http_method.h>
#include <concord/base/text.h>

#include <support/paths.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>

using namespace concord;
using namespace concord::support;
using namespace concord::page;

namespace {

namespace fs = std::filesystem;
using Facts = std::multiset<std::string>;

const fs::path corpus = support::source_dir() + "/harness/tests/page/corpus";

class FactReader {
 public:
  explicit FactReader(const Node& contract) : contract_(contract) {}

  Facts read() {
    for (const auto& path : contract_.find("paths")->members()) {
      for (const auto& method : path.value.members()) {
        facts_.insert(std::string(base::find_http_method_key(method.key)->name) + " " + path.key);
        read_operation(method.value);
      }
    }
    return std::move(facts_);
  }

 private:
  void read_operation(const Node& operation) {
    if (const Node* parameters = operation.find("parameters")) {
      for (const Node& one : parameters->items())
        add(one.find("in")->as_string(), one.find("name")->as_string(), *one.find("schema"),
            one.find("required") != nullptr && one.find("required")->as_boolean());
    }
    if (const Node* body = operation.find("requestBody")) read_content("body", *body);
    for (const auto& answer : operation.find("responses")->members()) {
      facts_.insert(answer.key);
      read_content(answer.key, answer.value);
    }
  }

  void read_content(const std::string& where, const Node& holder) {
    const Node* content = holder.find("content");
    if (content == nullptr) return;
    for (const auto& media : content->members()) read_members(where, "", *media.value.find("schema"));
  }

  const Node& resolved(const Node& schema) const {
    const Node* reference = schema.find("$ref");
    if (reference == nullptr) return schema;
    const std::string name = reference->as_string().substr(std::string("#/components/schemas/").size());
    return *contract_.find("components")->find("schemas")->find(name);
  }

  static bool is_only_shown(const Node& schema) {
    const Node* basis = schema.find("x-concord-basis");
    return basis != nullptr && (basis->has("properties") || basis->has("type")) && !schema.has("description");
  }

  void read_members(const std::string& where, const std::string& prefix, const Node& written) {
    const Node& schema = resolved(written);
    if (is_only_shown(schema)) return;
    if (const Node* items = schema.find("items")) read_members(where, prefix + "[]", *items);
    const Node* properties = schema.find("properties");
    if (properties == nullptr) return;
    const Node* required = schema.find("required");
    for (const auto& property : properties->members()) {
      const bool is_required =
          required != nullptr && std::any_of(required->items().begin(), required->items().end(),
                                             [&](const Node& one) { return one.as_string() == property.key; });
      const std::string name = prefix + (prefix.empty() ? "" : ".") + property.key;
      add(where, name, property.value, is_required);
      read_members(where, name, property.value);
    }
  }

  void add(const std::string& where, const std::string& name, const Node& written, bool is_required) {
    const Node* type = resolved(written).find("type");
    std::string word = type == nullptr ? "any" : std::string(type->string_or_empty());
    if (type != nullptr && type->is_array()) word = std::string(type->items().front().string_or_empty());
    facts_.insert(where + " " + name + " " + word + (is_required ? "!" : ""));
  }

  const Node& contract_;
  Facts facts_;
};

Facts facts_of(const fs::path& path) {
  base::SourceSet sources;
  auto text = base::read_file(path);
  REQUIRE(text);
  const Source& page = sources.add(path.filename().string(), *text);
  const ImporterKind* kind = page::find_importer(page);
  if (kind == nullptr) return {};
  openapi::DocumentSet documents(sources);
  auto imported = page::import_with(*kind, page, documents);
  return imported ? FactReader(imported->openapi).read() : Facts{};
}

Facts expected_of(fs::path path) {
  auto text = base::read_file(path.replace_extension(".facts"));
  REQUIRE(text);
  Facts facts;
  for (const std::string_view line : base::split(*text, '\n')) {
    if (!base::trim(line).empty()) facts.emplace(base::trim(line));
  }
  return facts;
}

std::string difference(const Facts& from, const Facts& without, const std::string& mark) {
  Facts rest;
  std::set_difference(from.begin(), from.end(), without.begin(), without.end(), std::inserter(rest, rest.end()));
  std::string out;
  for (const std::string& fact : rest) out += "  " + mark + fact + "\n";
  return out;
}

}  // namespace

TEST_CASE("what a person reads from a page is read, and nothing else") {
  std::vector<fs::path> pages;
  for (const auto& entry : fs::directory_iterator(corpus)) {
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  }
  std::sort(pages.begin(), pages.end());
  CHECK(pages.size() >= 60);
  std::string differences;
  for (const fs::path& page : pages) {
    const Facts expected = expected_of(page), read = facts_of(page);
    const std::string lines = difference(expected, read, "- ") + difference(read, expected, "+ ");
    if (!lines.empty()) differences += page.stem().string() + "\n" + lines;
  }
  CHECK(differences == "");
}
