// Pages become contracts in four steps, each of which keeps what the next one needs to name places:
//   1. A page is imported by itself, its operations get their names, and its examples are held against its own schemas,
//      while these still have lines of their own.
//   2. It is merged into the contract of its provider. Pages come in the order of their names, so that the same pages
//      give the same bytes in whatever order they are named.
//   3. When all are in, the overlay of the provider is applied: its targets are places of the whole. It can change
//      anything, so what the next step relies on is checked then.
//   4. The contract is tidied and written, and the schema files are made of it.
// What pages contradict is a finding and never stops the others; nor does a page that nobody can read, which is left
// out and named, as long as there is another. Mistakes of overlays are told all at once, and nothing is derived.
#include <concord/derive.h>

#include "schema_files.h"

#include <concord/base/counted.h>
#include <concord/base/file_slug.h>
#include <concord/base/text.h>
#include <concord/contract/contract_model.h>
#include <concord/contract/overlay.h>
#include <concord/openapi/merge.h>
#include <concord/openapi/node_size.h>
#include <concord/openapi/schema_walk.h>
#include <concord/page.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace concord::derive {
namespace {

using document::Member;

struct Names {
  std::string provider;
  std::string operation;
};

// "knot-create-session.md" is {"knot", "create-session"}.
Names names_of(const DeriveInput& input) {
  std::string stem = input.page->label();
  stem = stem.substr(0, stem.find('.'));
  const std::size_t dash = stem.find('-');
  Names names{base::file_slug(stem.substr(0, dash)),
              dash == std::string::npos ? std::string{} : base::file_slug(stem.substr(dash + 1))};
  if (!input.provider.empty()) names.provider = base::file_slug(input.provider);
  if (!input.operation.empty()) names.operation = base::file_slug(input.operation);
  return names;
}

Result<openapi::Imported> import_page(const Source& page, openapi::DocumentSet& documents) {
  if (const page::ImporterKind* kind = page::find_importer(page)) return page::import_with(*kind, page, documents);
  return base::error("apidoc.page", "no importer knows this page", {&page, 0, 0},
                     "OpenAPI, Mintlify, ReadMe, GitBook, and Markdown that names a method and a URL are read");
}

std::size_t count_operations(const Node& document) {
  std::size_t count = 0;
  for (const Member& path : document.find("paths")->members()) count += path.value.size();
  return count;
}

void name_operations(Node& document, const std::string& name) {
  const bool is_single = count_operations(document) == 1;
  for (Member& path : document.find("paths")->members()) {
    for (Member& method : path.value.members()) {
      const Node* id = method.value.find("operationId");
      std::string chosen = is_single ? name : "";
      if (chosen.empty() && id != nullptr) chosen = base::file_slug(id->string_or_empty());
      if (chosen.empty()) chosen = base::file_slug(method.key + " " + path.key);
      method.value.remove("x-concord-operation");
      auto& members = method.value.members();
      members.insert(members.begin(), Member{"x-concord-operation", Node(chosen), {}});
    }
  }
}

struct Provider {
  Node contract;
  Diagnostics findings;
};

// What an overlay added stands where the object around it stands.
void inherit_sources(Node& schema, const Node& around) {
  if (!schema.is_object()) return;
  const bool inherits = !schema.has("x-concord-source");
  Node handed_on = Node::object();
  for (const std::string_view key : {"x-concord-source", "x-concord-also"}) {
    const Node* places = inherits ? around.find(key) : nullptr;
    if (places != nullptr) schema.set(key, *places);
    if (const Node* own = schema.find(key)) handed_on.set(key, *own);
  }
  openapi::for_each_subschema(schema, [&](Node& inner) { inherit_sources(inner, handed_on); });
}

void complete_info(Node& contract, const std::string& provider) {
  Node& info = *contract.find("info");
  Node complete = Node::object();
  complete.set("title", info.has("title") ? *info.find("title") : Node(provider));
  complete.set("version", info.has("version") ? *info.find("version") : Node("0"));
  for (Member& member : info.members()) {
    if (!complete.has(member.key)) complete.set(member.key, std::move(member.value));
  }
  info = std::move(complete);
}

// An overlay may have taken the keyword away.
void drop_stale_basis(Node& schema) {
  Node* basis = schema.find("x-concord-basis");
  if (basis == nullptr || !basis->is_object()) return;
  std::erase_if(basis->members(), [&](const Member& member) { return !schema.has(member.key); });
  if (basis->size() == 0) schema.remove("x-concord-basis");
}

void sort_members(Node& object) {
  std::stable_sort(object.members().begin(), object.members().end(),
                   [](const Member& a, const Member& b) { return a.key < b.key; });
}

// Extensions last, as a reader wants the facts first; components by name, answers by status; empty parts gone.
void tidy(Node& contract) {
  Node& components = *contract.find("components");
  for (Member& member : components.members()) {
    if (member.value.is_object()) sort_members(member.value);
  }
  std::erase_if(components.members(), [](const Member& member) { return member.value.size() == 0; });
  if (components.size() == 0) contract.remove("components");
  for (Member& path : contract.find("paths")->members()) {
    for (Member& method : path.value.members()) sort_members(*method.value.find("responses"));
  }
  openapi::for_each_root_schema(contract, [](Node& root) {
    inherit_sources(root, Node::object());
    openapi::for_each_schema(root, [](Node& schema) {
      if (!schema.is_object()) return;
      drop_stale_basis(schema);
      std::stable_partition(schema.members().begin(), schema.members().end(),
                            [](const Member& member) { return !member.key.starts_with("x-"); });
    });
  });
}

// `contract` is lent to the model, since a copy of it may be hundreds of megabytes.
template <class Use>
auto with_model(Node& contract, const std::string& provider, const Use& use) {
  auto lent = std::make_shared<Node>(std::move(contract));
  auto result = use(contract::contract_model(lent, provider, "schemas/" + provider + "/openapi.yaml"));
  contract = std::move(*lent);
  return result;
}

Diagnostics examples_of(Node& contract, const std::string& provider) {
  return with_model(contract, provider, [](const contract::Contract& model) { return check_examples(model); });
}

std::string contract_text(const Node& contract, const std::string& overlay) {
  std::string pages;
  for (const Node& page : contract.find("info")->find("x-concord-documents")->items()) {
    const Node* name = page.find("name");
    if (name != nullptr) pages += (pages.empty() ? "" : ", ") + std::string(name->string_or_empty());
  }
  const std::string change =
      overlay.empty() ? "Derive again instead of changing it." : "Change " + overlay + ", not this file.";
  return "# Derived by `concord derive` from " + pages + ". " + change + "\n" + document::write_yaml(contract);
}

Diagnostics apply_file(Node& contract, const Source& overlay) {
  auto parsed = document::parse_yaml(overlay);
  if (!parsed) return std::move(parsed).diagnostics();
  return contract::apply_overlay(contract, *parsed);
}

// An overlay can change anything; what the next stages rely on must still be there.
Diagnostics check_shape(const Node& contract, const Source& overlay) {
  Diagnostics mistakes;
  const auto demand_object = [&](const Node* node, const std::string& what) {
    if (node != nullptr && node->is_object()) return true;
    mistakes.push_back(base::error("overlay.shape", "after the overlay, " + what + " is no object", {&overlay, 0, 0}));
    return false;
  };
  for (const char* part : {"info", "paths", "components"}) demand_object(contract.find(part), part);
  const Node* pages = resolve(contract, Pointer{} / "info" / "x-concord-documents");
  if (pages == nullptr || !pages->is_array()) {
    mistakes.push_back(
        base::error("overlay.shape", "after the overlay, the list of documents is gone", {&overlay, 0, 0}));
  } else {
    for (const Node& page : pages->items()) demand_object(&page, "an entry of the list of documents");
  }
  if (!mistakes.empty()) return mistakes;
  for (const Member& path : contract.find("paths")->members()) {
    if (!demand_object(&path.value, path.key)) continue;
    for (const Member& method : path.value.members()) {
      demand_object(method.value.find("responses"), "responses of " + method.key + " " + path.key);
    }
  }
  return mistakes;
}

void sort_findings(Diagnostics& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const base::Diagnostic& a, const base::Diagnostic& b) {
    const std::string no_name;
    const std::string& left = a.span.source == nullptr ? no_name : a.span.source->name();
    const std::string& right = b.span.source == nullptr ? no_name : b.span.source->name();
    return std::tie(left, a.span.begin, a.kind) < std::tie(right, b.span.begin, b.kind);
  });
  const auto is_same = [](const base::Diagnostic& a, const base::Diagnostic& b) {
    return a.span.source == b.span.source && a.span.begin == b.span.begin && a.message == b.message;
  };
  findings.erase(std::unique(findings.begin(), findings.end(), is_same), findings.end());
}

// Whether findings of the kind that say the same of one document have one cause, which is mended once.
bool is_one_cause(std::string_view kind) {
  static constexpr auto kinds =
      std::to_array<std::string_view>({"apidoc.reference", "apidoc.reserved-header", "apidoc.unknown-format",
                                       "apidoc.media-type", "apidoc.ref-sibling"});
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// The first of those of one cause stays, and says how many there are.
void join_causes(Diagnostics& findings) {
  std::map<std::tuple<const Source*, std::string, std::string>, std::pair<std::size_t, std::size_t>> known;
  Diagnostics kept;
  for (base::Diagnostic& one : findings) {
    const bool is_alone = !is_one_cause(one.kind);
    auto& [first, count] = known[{one.span.source, one.kind, one.message}];
    if (!is_alone && count++ != 0) continue;
    first = kept.size();
    kept.push_back(std::move(one));
  }
  for (const auto& [cause, places] : known) {
    if (places.second < 2) continue;
    std::string& hint = kept[places.first].hint;
    hint += (hint.empty() ? "so at " : "; so at ") + base::counted(places.second - 1, "more place");
  }
  findings = std::move(kept);
}

class Deriver {
 public:
  explicit Deriver(openapi::DocumentSet& documents) : documents_(documents) {}

  Diagnostics mistakes;

  void import(const DeriveInput& input) {
    const Names names = names_of(input);
    if (names.provider.empty()) {
      mistakes.push_back(base::error("derive.provider", "the name of the page says no provider", {input.page, 0, 0},
                                     "give --provider NAME"));
      return;
    }
    auto imported = import_page(*input.page, documents_);
    if (!imported) return base::append(mistakes, std::move(imported).diagnostics());
    if (take_errors(imported->findings)) return;
    name_operations(imported->openapi, names.operation);
    Provider& provider = providers_[names.provider];
    base::append(provider.findings, std::move(imported->findings));
    // Page by page, before components of several pages become one: each page has its own lines.
    base::append(provider.findings, examples_of(imported->openapi, names.provider));
    const std::string suffix = names.operation.empty() ? "2" : names.operation;
    openapi::merge_document(provider.contract, std::move(imported->openapi), suffix, provider.findings);
  }

  bool has_read_any() const { return !providers_.empty(); }

  Derived finish(const std::map<std::string, const Source*>& overlays) {
    Derived derived;
    for (const auto& [name, source] : overlays) {
      if (!providers_.contains(name)) {
        mistakes.push_back(
            base::error("overlay.no-match", "no page of provider \"" + name + "\" is given", {source, 0, 0}));
      }
    }
    for (auto& [name, provider] : providers_) {
      base::append(derived.findings, std::move(provider.findings));
      const auto overlay = overlays.find(name);
      const bool has_overlay = overlay != overlays.end();
      if (has_overlay && !apply(provider.contract, *overlay->second)) continue;
      if (!is_readable(provider.contract, name)) continue;
      write(derived, name, provider.contract, has_overlay ? overlay->second->label() : "");
    }
    sort_findings(derived.findings);
    join_causes(derived.findings);
    return derived;
  }

 private:
  // Files that the page refers to may have mistakes of their own. Whether there were any.
  bool take_errors(Diagnostics& findings) {
    const auto is_warning = [](const base::Diagnostic& finding) { return finding.severity != base::Severity::Error; };
    const auto first = std::stable_partition(findings.begin(), findings.end(), is_warning);
    mistakes.insert(mistakes.end(), std::make_move_iterator(first), std::make_move_iterator(findings.end()));
    const bool has_errors = first != findings.end();
    findings.erase(first, findings.end());
    return has_errors;
  }

  bool apply(Node& contract, const Source& overlay) {
    Diagnostics found = apply_file(contract, overlay);
    if (found.empty()) found = check_shape(contract, overlay);
    base::append(mistakes, found);
    return found.empty();
  }

  // Schemas stand deeper in a contract than in some pages, and a file that is written must be read again.
  bool is_readable(const Node& contract, const std::string& provider) {
    constexpr std::size_t deepest = 480;
    if (openapi::depth_of(contract) <= deepest) return true;
    mistakes.push_back(base::error("apidoc.depth", "the contract of provider " + base::in_quotes(provider) +
                                                       " would be nested deeper than " + std::to_string(deepest) +
                                                       " levels"));
    return false;
  }

  static void write(Derived& derived, const std::string& provider, Node& contract, const std::string& overlay) {
    complete_info(contract, provider);
    tidy(contract);
    derived.files[provider + "/openapi.yaml"] = contract_text(contract, overlay);
    auto files = with_model(contract, provider, [](const contract::Contract& model) { return schema_files(model); });
    for (auto& [path, text] : files) derived.files[provider + "/" + path] = std::move(text);
    derived.contracts[provider] = std::move(contract);
  }

  openapi::DocumentSet& documents_;
  std::map<std::string, Provider> providers_;
};

}  // namespace

std::string provider_of(const DeriveInput& input) { return names_of(input).provider; }

Result<Derived> derive(std::span<const DeriveInput> inputs, const std::map<std::string, const Source*>& overlays,
                       openapi::DocumentSet& documents) {
  Deriver deriver(documents);
  std::vector<DeriveInput> ordered(inputs.begin(), inputs.end());  // the result must not depend on the caller's order
  std::stable_sort(ordered.begin(), ordered.end(), [](const DeriveInput& a, const DeriveInput& b) {
    return std::tie(a.page->label(), a.page->text()) < std::tie(b.page->label(), b.page->text());
  });
  for (const DeriveInput& input : ordered) deriver.import(input);
  if (!deriver.has_read_any() && base::has_errors(deriver.mistakes)) return std::move(deriver.mistakes);
  Diagnostics left_out = std::exchange(deriver.mistakes, {});
  Derived derived = deriver.finish(overlays);
  if (base::has_errors(deriver.mistakes)) {
    base::append(left_out, std::move(deriver.mistakes));
    return left_out;
  }
  derived.mistakes = std::move(left_out);
  return derived;
}

}  // namespace concord::derive
