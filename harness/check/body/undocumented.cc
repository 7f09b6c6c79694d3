#include "checks.h"
#include "provenance.h"
#include "shown.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace concord::check {

using document::Pointer;

namespace {

// The members of one object that no schema describes.
struct Group {
  Pointer object;
  std::vector<std::string> words;  // `"plan" (did you mean "planName"?)`
  std::vector<std::string> names;
  const Node* schema = nullptr;
  std::size_t alike = 0;  // further items of the same array with the same members
};

// A name that is there already cannot be what was meant.
std::vector<std::string> missing_names(const schema::Undocumented& found, const Node& body) {
  const auto* object = document::resolve(body, found.instance.parent());
  std::vector<std::string> missing;
  for (const auto& name : found.known) {
    if (!object || !object->has(name)) missing.push_back(name);
  }
  return missing;
}

std::string describe(const schema::Undocumented& found, const Node& body) {
  const auto& name = found.instance.tokens().back();
  const auto guess = base::did_you_mean(name, missing_names(found, body));
  return in_quotes(name) + (guess.empty() ? "" : " (" + guess + ")");
}

std::vector<Group> group_by_object(const std::vector<schema::Undocumented>& all, const Node& body) {
  std::vector<Group> groups;
  std::map<Pointer, std::size_t> index;
  for (const auto& found : all) {
    if (found.instance.is_root()) continue;
    const auto [entry, is_new] = index.try_emplace(found.instance.parent(), groups.size());
    if (is_new) groups.push_back({found.instance.parent(), {}, {}, found.schema, 0});
    auto& group = groups[entry->second];
    group.words.push_back(describe(found, body));
    group.names.push_back(found.instance.tokens().back());
  }
  return groups;
}

// "/items/0" and "/items/7" are one place when their arrays are the same.
std::string place_but_for_indexes(const Pointer& pointer) {
  std::string place;
  for (const auto& token : pointer.tokens()) {
    const bool is_index = token.find_first_not_of("0123456789") == std::string::npos;
    place += "/" + (is_index ? "*" : document::escape_token(token));
  }
  return place;
}

std::vector<Group> fold_items(std::vector<Group> groups) {
  std::vector<Group> folded;
  std::map<std::pair<std::string, std::vector<std::string>>, std::size_t> index;
  for (auto& group : groups) {
    const auto [entry, is_new] = index.try_emplace({place_but_for_indexes(group.object), group.names}, folded.size());
    if (is_new) folded.push_back(std::move(group));
    else ++folded[entry->second].alike;
  }
  return folded;
}

// Which members these are is what makes it this finding; keys that are made are one.
std::string kind_of(const std::vector<std::string>& names) {
  std::set<std::string> kinds;
  for (const auto& name : names) kinds.insert(result::folded_pointer("/" + document::escape_token(name)).substr(1));
  return base::join(std::vector<std::string>(kinds.begin(), kinds.end()), ", ");
}

void report(const CheckContext& answer, const Group& group, Findings& findings) {
  constexpr std::size_t most_named = 8;
  const auto named = std::span(group.words).first(std::min(most_named, group.words.size()));
  auto message = at(group.object.text(), fmt::format("{}: {}", base::counted(group.words.size(), "undocumented member"),
                                                     base::join(named, ", ")));
  if (group.words.size() > most_named) message += fmt::format(" and {} more", group.words.size() - most_named);
  if (group.alike > 0) message += fmt::format(" (and {} alike)", base::counted(group.alike, "more item"));
  auto& failure = findings.add("contract.undocumented", std::move(message));
  failure.actual = base::join(group.names, ", ");
  failure.found_kind = kind_of(group.names);
  failure.expected = "documented members only";
  failure.pointer = group.object.text();
  failure.basis = "documented";
  auto line = group.schema ? documentation_of(answer, *group.schema) : std::string();
  if (line.empty()) line = documentation_at(answer, group.object);
  if (!line.empty()) failure.documentation = std::move(line);
}

}  // namespace

void check_undocumented(const CheckContext& answer, Findings& findings) {
  if (!answer.schema || !answer.body()) return;
  const auto groups = fold_items(group_by_object(answer.schema->undocumented(*answer.body()), *answer.body()));
  for (const auto& group : groups) report(answer, group, findings);
}

}  // namespace concord::check
