#include <concord/derive/trace.h>

#include <concord/base/text.h>
#include <concord/openapi/place.h>
#include <concord/page.h>

#include <algorithm>
#include <set>

namespace concord::derive {
namespace {

using document::Member;

constexpr std::size_t most_hops = 16;        // through $ref and allOf, for one token
constexpr std::size_t longest_value = 60;
constexpr std::size_t longest_text = 100;

std::string shown(const Node& value, std::size_t limit) { return base::ellipsize(document::write_json(value), limit); }

std::optional<Pointer> local_target(const Node& object) {
  const Node* reference = object.find("$ref");
  if (reference == nullptr || !reference->string_or_empty().starts_with("#")) return std::nullopt;
  return Pointer::parse_fragment(reference->string_or_empty().substr(1));
}

// The place of `token` in the object at `at`, or in what that refers to or is composed of.
std::optional<Pointer> step_into(const Node& root, const Pointer& at, const std::string& token, std::size_t hops) {
  const Node* value = document::resolve(root, at);
  if (value == nullptr || hops == 0) return std::nullopt;
  if (document::resolve(*value, Pointer({token})) != nullptr) return at / token;
  if (const auto target = local_target(*value)) {
    if (auto found = step_into(root, *target, token, hops - 1)) return found;
  }
  const Node* parts = value->find("allOf");
  for (std::size_t i = 0; parts != nullptr && i < parts->items().size(); ++i) {
    if (auto found = step_into(root, at / "allOf" / i, token, hops - 1)) return found;
  }
  return std::nullopt;
}

std::vector<std::string> names_at(const Node& root, const Pointer& at) {
  std::vector<std::string> names;
  const Node* value = document::resolve(root, at);
  for (std::size_t hops = most_hops; value != nullptr && hops > 0; --hops) {
    for (const Member& member : value->members()) names.push_back(member.key);
    const auto target = local_target(*value);
    value = target ? document::resolve(root, *target) : nullptr;
  }
  return names;
}

Result<Pointer> locate(const Node& root, const Pointer& at) {
  Pointer place;
  for (const std::string& token : at.tokens()) {
    const auto next = step_into(root, place, token, most_hops);
    if (!next) {
      const std::vector<std::string> names = names_at(root, place);
      const std::string hint = base::did_you_mean(token, names);
      return base::error("trace.nothing-there", "there is no " + base::in_quotes(token) + openapi::at_pointer(place),
                         {}, hint.empty() && !names.empty() ? "there is " + base::join(names, ", ") : hint);
    }
    place = *next;
  }
  // A lone reference says nothing by itself.
  for (std::size_t hops = most_hops; hops > 0; --hops) {
    const Node* value = document::resolve(root, place);
    const auto target = local_target(*value);
    if (!target || document::resolve(root, *target) == nullptr) break;
    const bool says_more = std::any_of(value->members().begin(), value->members().end(), [](const Member& member) {
      return member.key != "$ref" && !member.key.starts_with("x-") && member.key != "$schema" &&
             member.key != "title" && member.key != "$defs";
    });
    if (says_more) break;
    place = *target;
  }
  return place;
}

// The nearest object around `at`, itself included, that says where it comes from.
std::optional<Pointer> sourced_object(const Node& root, Pointer at) {
  for (;; at = at.parent()) {
    const Node* value = document::resolve(root, at);
    if (value != nullptr && value->is_object() && value->has("x-concord-source")) return at;
    if (at.is_root()) return std::nullopt;
  }
}

// What the importers make of the pages, to find keywords in: their spans point into the page.
class Pages {
 public:
  explicit Pages(std::span<const Source* const> pages) : pages_(pages) {}

  // The value of `keyword` in the object called `name` that comes from `source` ("page.md:57"); one that is equal to
  // `value` is best. A line of a page may hold many objects.
  base::Span find(const std::string& source, const std::string& name, const std::string& keyword, const Node& value) {
    import_all();
    base::Span found;
    for (const Node& document : documents_) {
      std::vector<Named> open{{&document, ""}};
      while (!open.empty()) {
        const Named here = open.back();
        open.pop_back();
        for (const Member& member : here.node->members()) open.push_back({&member.value, member.key});
        for (const Node& item : here.node->items()) open.push_back({&item, here.name});
        const Node* from = here.node->find("x-concord-source");
        const Node* said = from != nullptr && from->string_or_empty() == source ? here.node->find(keyword) : nullptr;
        if (said == nullptr || !said->span().is_known()) continue;
        if (document::equal(*said, value) && here.name == name) return said->span();
        if (here.name == name) found = said->span();
      }
    }
    return found;
  }

  const Source* named(const std::string& name) const {
    const auto found =
        std::find_if(pages_.begin(), pages_.end(), [&](const Source* page) { return page->label() == name; });
    return found == pages_.end() ? nullptr : *found;
  }

 private:
  struct Named {
    const Node* node;
    std::string_view name;  // of the member it is, or that holds it
  };

  void import_all() {
    if (is_imported_) return;
    is_imported_ = true;
    for (const Source* page : pages_) {
      const page::ImporterKind* kind = page::find_importer(*page);
      auto imported = kind == nullptr ? Result<openapi::Imported>(Diagnostics{}) : kind->import(*page, opened_);
      if (imported) documents_.push_back(std::move(imported->openapi));
    }
  }

  std::span<const Source* const> pages_;
  base::SourceSet referred_;  // what the pages refer to
  openapi::DocumentSet opened_{referred_};
  std::vector<Node> documents_;
  bool is_imported_ = false;
};

// A table may stand on one line of thousands of characters: then only what begins at `from` is shown.
std::string excerpt(std::string_view line, std::size_t from) {
  const bool is_long = line.size() > 2 * longest_text;
  return base::ellipsize(base::trim(is_long ? line.substr(std::min(from, line.size())) : line), longest_text);
}

std::string line_from(base::Span span) {
  const std::uint32_t number = span.position().line;
  return excerpt(span.source->line(number), span.begin - span.source->line_offset(number));
}

class Tracer {
 public:
  Tracer(const Node& object, std::string name, Pages& pages)
      : object_(object), name_(std::move(name)), pages_(pages), place_(contract::doc_place(object)) {}

  KeywordOrigin origin(const Member& member) {
    KeywordOrigin out;
    out.keyword = member.key;
    out.value = shown(member.value, longest_value);
    out.place = place_;
    out.basis = contract::basis_of(object_, member.key);
    const base::Span span = pages_.find(place_.text(), name_, member.key, member.value);
    if (span.is_known()) {
      out.place = {span.source->label(), span.source->line_number(span.begin)};
      out.text = line_from(span);
      out.is_exact = true;
    } else if (const Source* page = pages_.named(place_.document); page != nullptr && place_.line != 0) {
      const std::string_view line = page->line(place_.line);
      out.text = excerpt(line, std::min(line.find(name_), line.size()));
    }
    return out;
  }

 private:
  const Node& object_;
  std::string name_;
  Pages& pages_;
  contract::DocPlace place_;
};

const Node* action_with(const Node& overlay, std::string_view id) {
  const Node* actions = overlay.find("actions");
  if (actions == nullptr) return nullptr;
  for (const Node& action : actions->items()) {
    const Node* own = action.find("x-concord-id");
    if (own != nullptr && own->string_or_empty() == id) return &action;
  }
  return nullptr;
}

Decision decision(const Node& overlay, const std::string& id) {
  Decision out;
  out.id = id;
  const Node* action = action_with(overlay, id);
  if (action == nullptr) return out;
  const Node* reason = action->find("x-reason");
  if (reason == nullptr) reason = action->find("description");
  if (reason != nullptr) out.reason = base::trim(reason->string_or_empty());
  out.place = action->span();
  if (const Node* target = action->find("target")) out.target = target->string_or_empty();
  const Node* update = action->find("update");
  out.change = update == nullptr ? "remove" : shown(*update, longest_text);
  return out;
}

std::vector<Decision> decisions_of(const Node& object, const Source* overlay) {
  std::vector<Decision> out;
  const Node* ids = object.find("x-concord-decisions");
  if (ids == nullptr) return out;
  Node read;
  if (overlay != nullptr) {
    if (auto parsed = document::parse_yaml(*overlay)) read = std::move(parsed).value();
  }
  for (const Node& id : ids->items()) out.push_back(decision(read, std::string(id.string_or_empty())));
  return out;
}

bool is_own(std::string_view key) { return key.starts_with("x-concord-") || key == "$schema" || key == "$defs"; }

}  // namespace

Result<Trace> trace(const Node& root, const Pointer& at, std::span<const Source* const> pages, const Source* overlay) {
  auto place = locate(root, at);
  if (!place) return std::move(place).diagnostics();
  const auto holder = sourced_object(root, *place);
  if (!holder) {
    return base::error("trace.no-source", "nothing says where this comes from" + openapi::at_pointer(*place), {},
                       "only files that concord derive wrote can be traced");
  }
  Trace out;
  out.location = *place;
  const Node& object = *document::resolve(root, *holder);
  Pages imported(pages);
  Tracer tracer(object, holder->is_root() ? "" : holder->tokens().back(), imported);
  const bool is_whole = *holder == *place;
  const std::string keyword = is_whole ? "" : place->tokens()[holder->tokens().size()];
  for (const Member& member : object.members()) {
    if (is_whole ? !is_own(member.key) : member.key == keyword) out.keywords.push_back(tracer.origin(member));
  }
  out.decisions = decisions_of(object, overlay);
  return out;
}

std::vector<NamedPage> named_pages(const Node& root) {
  std::vector<NamedPage> out;
  const auto add = [&](const Node& page) {
    const Node* name = page.find("name");
    const Node* digest = page.find("sha256");
    if (name == nullptr || name->string_or_empty().empty()) return;
    out.push_back(
        {std::string(name->string_or_empty()), digest == nullptr ? "" : std::string(digest->string_or_empty())});
  };
  if (const Node* page = root.find("x-concord-document")) add(*page);
  const Node* info = root.find("info");
  const Node* list = info == nullptr ? nullptr : info->find("x-concord-documents");
  for (const Node& page : list == nullptr ? Node::Array{} : list->items()) add(page);
  return out;
}

}  // namespace concord::derive
