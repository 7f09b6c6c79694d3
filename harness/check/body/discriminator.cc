// The member that tells which of several forms an object has. JSON Schema does not judge by it.
#include "body_walk.h"
#include "checks.h"
#include "provenance.h"
#include "shown.h"

#include <concord/base/text.h>
#include <concord/schema/branches.h>
#include <concord/schema/discriminators.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace concord::check {

using document::Pointer;

namespace {

constexpr std::size_t most_objects = 1'000;

class Discriminators {
 public:
  Discriminators(const CheckContext& answer, Findings& findings) : answer_(answer), findings_(findings) {
    for (const auto& [value, name] : branches_of(answer).taken) taken_[value].push_back(name);
  }

  void look_at(const BodyWalk::Place& object) {
    if (++objects_ > most_objects) return;
    const Pointer place = object.pointer();
    for (const Node* schema : schemas_at(place)) {
      if (schema && schema->find("discriminator")) judge(*schema, object.object(), place);
    }
  }

 private:
  static constexpr std::size_t most_values = 8;

  schema::BranchesTaken branches_of(const CheckContext& answer) {
    branches_ = schema::branches_taken(*answer.schema, *answer.body());
    return branches_;
  }

  // The same for all items of an array.
  const std::vector<const Node*>& schemas_at(const Pointer& place) {
    const auto [entry, is_new] = schemas_.try_emplace(result::folded_pointer(place.text()));
    if (is_new) entry->second = answer_.schema->subschemas_at(place);
    return entry->second;
  }

  void judge(const Node& schema, const Node& object, const Pointer& place) {
    const Node& root = *answer_.content->schema.root;
    const Node* rule = schema.find("discriminator")->find("propertyName");
    const Node* member = rule && rule->is_string() ? object.find(rule->as_string()) : nullptr;
    if (!member || !member->is_string()) return;  // the alternatives require it: that is for their schemas
    const auto names = schema::named_by_discriminator(root, schema, member->as_string());
    if (names.values.empty()) return;
    const bool is_known = std::binary_search(names.values.begin(), names.values.end(), member->as_string());
    if (!is_known && !is_component(root, member->as_string())) {
      const bool is_mapped = schema.find("discriminator")->has("mapping");
      return report_unknown(names, *member, place, is_mapped ? findings_.level() : Level::Warn);
    }
    if (!is_known || names.named.empty()) return;
    const auto taken = alternatives_taken(root, schema, object);
    if (taken.empty() || std::find(taken.begin(), taken.end(), names.named) != taken.end()) return;
    report_other(names, *member, taken.front(), place);
  }

  // A name of any schema of the document may stand there (OpenAPI 3.1.1, Discriminator Object).
  static bool is_component(const Node& root, const std::string& name) {
    const Node* components = root.find("components");
    const Node* schemas = components ? components->find("schemas") : nullptr;
    return schemas && schemas->find(name);
  }

  // The last words of the references in the alternatives of `schema` that the object conforms to.
  std::vector<std::string> alternatives_taken(const Node& root, const Node& schema, const Node& object) const {
    std::vector<std::string> words;
    const auto found = taken_.find(&object);
    if (found == taken_.end()) return words;
    for (const auto index : found->second) {
      const auto& name = branches_.names[index];
      const auto hash = name.find('#');
      const auto pointer =
          hash == std::string::npos ? std::nullopt : Pointer::parse_fragment(std::string_view(name).substr(hash + 1));
      const Node* branch = pointer ? document::resolve(root, *pointer) : nullptr;
      const Node* reference = branch ? branch->find("$ref") : nullptr;
      if (reference && reference->is_string() && is_alternative(schema, *branch))
        words.push_back(schema::last_word_of(reference->as_string()));
    }
    return words;
  }

  static bool is_alternative(const Node& schema, const Node& branch) {
    for (const auto* keyword : {"oneOf", "anyOf"}) {
      const Node* list = schema.find(keyword);
      for (std::size_t i = 0; list && i < list->items().size(); ++i) {
        if (&list->items()[i] == &branch) return true;
      }
    }
    return false;
  }

  // Where a document has no mapping, its values are often others than the names of its schemas: that is for people.
  void report_unknown(const schema::NamedByDiscriminator& names, const Node& member, const Pointer& object,
                      Level level) {
    const Level usual = findings_.level();
    findings_.set_level(level);
    auto known = names.values;
    const auto guess = base::did_you_mean(member.as_string(), known);
    if (known.size() > most_values) known.resize(most_values), known.push_back("others");
    const auto message = fmt::format("{} names none of the documented forms", shown(member));
    report(names, member, object, message, alternatives(known)).hint = guess;
    findings_.set_level(usual);
  }

  void report_other(const schema::NamedByDiscriminator& names, const Node& member, const std::string& taken,
                    const Pointer& object) {
    const auto message = fmt::format("{} names {}, and the object has the form of {}", shown(member),
                                     in_quotes(names.named), in_quotes(taken));
    report(names, member, object, message, "an object as " + names.named + " is documented");
  }

  CheckFailure& report(const schema::NamedByDiscriminator& names, const Node& member, const Pointer& object,
                       const std::string& message, std::string expected) {
    const Pointer place = object / names.property->as_string();
    auto& failure = findings_.add("contract.response_schema", at(place.text(), message));
    failure.expected = std::move(expected);
    failure.actual = shown_with_kind(member);
    failure.pointer = place.text();
    failure.basis = "documented";
    if (auto line = documentation_at(answer_, place); !line.empty()) failure.documentation = std::move(line);
    return failure;
  }

  const CheckContext& answer_;
  Findings& findings_;
  schema::BranchesTaken branches_;
  std::map<const Node*, std::vector<std::uint32_t>> taken_;
  std::map<std::string, std::vector<const Node*>> schemas_;
  std::size_t objects_ = 0;
};

}  // namespace

void check_discriminator(const CheckContext& answer, Findings& findings) {
  if (!answer.body() || !answer.schema || !answer.content || !schema::may_have_discriminators(*answer.schema)) return;
  Discriminators discriminators(answer, findings);
  walk_of(answer).for_each_object(meaning::any, [&](const BodyWalk::Place& object) { discriminators.look_at(object); });
}

}  // namespace concord::check
