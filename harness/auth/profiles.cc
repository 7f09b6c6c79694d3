// What all profiles share: finding their kind, checking what is written, hiding what is secret.
#include "profiles.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::auth {

using base::error;

namespace {

void check_member_names(const Node& profile, const ProfileKind& kind, Diagnostics& problems) {
  std::vector<std::string> known{"type"};
  for (const MemberSpec& member : kind.members) known.emplace_back(member.name);
  for (const auto& [name, value, span] : profile.members()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string hint = base::did_you_mean(name, known);
    if (hint.empty()) hint = "known here: " + base::join(known, ", ");
    problems.push_back(error("suite.unknown-key", "unknown key \"" + name + "\" in an auth profile of type " + std::string(kind.type), span, hint));
  }
}

void check_members(const Node& profile, const ProfileKind& kind, Diagnostics& problems) {
  for (const MemberSpec& spec : kind.members) {
    const Node* value = profile.find(spec.name);
    const std::string name(spec.name);
    if (!value && spec.is_required) {
      problems.push_back(error("suite.missing-key", "an auth profile of type " + std::string(kind.type) + " needs \"" + name + "\"", profile.span()));
    } else if (value && !value->is_string() && !value->is_number()) {
      problems.push_back(error("suite.type", "\"" + name + "\" of an auth profile must be a text, this is a " +
                                                 std::string(document::kind_name(value->kind())), value->span()));
    }
  }
}

}  // namespace

std::string member(const Node& profile, std::string_view name) {
  const Node* value = profile.find(name);
  if (!value || value->is_null()) return {};
  return value->is_string() ? value->as_string() : document::write_json(*value);
}

void set_unless_given(http::Request& request, std::string_view name, std::string value) {
  if (!http::find_header(request.headers, name)) request.headers.push_back({std::string(name), std::move(value)});
}

const ProfileKind* find_profile_kind(std::string_view type) {
  for (const ProfileKind& kind : profile_kinds()) {
    if (kind.type == type) return &kind;
  }
  return nullptr;
}

std::vector<std::string> profile_types() {
  std::vector<std::string> types;
  for (const ProfileKind& kind : profile_kinds()) types.emplace_back(kind.type);
  return types;
}

void check_profile(const Node& profile, Diagnostics& problems) {
  if (!profile.is_object()) {
    problems.push_back(error("suite.type", "an auth profile must be a mapping, this is a " + std::string(document::kind_name(profile.kind())), profile.span()));
    return;
  }
  const Node* type = profile.find("type");
  if (!type) {
    problems.push_back(error("suite.missing-key", "an auth profile needs \"type\"", profile.span()));
    return;
  }
  const ProfileKind* kind = find_profile_kind(type->string_or_empty());
  if (kind) {
    check_member_names(profile, *kind, problems);
    return check_members(profile, *kind, problems);
  }
  const std::vector<std::string> types = profile_types();
  const std::string hint = base::did_you_mean(type->string_or_empty(), types);
  problems.push_back(error("suite.auth", "unknown auth type \"" + std::string(type->string_or_empty()) + "\"", type->span(),
                           hint.empty() ? "known types: " + base::join(types, ", ") : hint));
}

void apply(const Node& profile, http::Request& request, const Context& context, Applied applied) {
  const std::string type = member(profile, "type");
  if (const ProfileKind* kind = find_profile_kind(type)) return kind->apply(profile, request, context, std::move(applied));
  applied({error("request.auth", "unknown auth type \"" + type + "\"", profile.span(), "known types: " + base::join(profile_types(), ", "))});
}

void hide(const Node& profile, const std::string& name, base::Redactor& redactor) {
  const ProfileKind* kind = find_profile_kind(member(profile, "type"));
  if (!kind) return;
  for (const MemberSpec& spec : kind->members) {
    if (!spec.is_secret) continue;
    const std::string value = member(profile, spec.name);
    if (!value.empty()) redactor.add(name + "." + std::string(spec.name), base::Secret(value));
  }
  if (kind->hide) kind->hide(profile, name, redactor);
}

}  // namespace concord::auth
