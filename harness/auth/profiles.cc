// What all profiles share: finding their kind, checking what is written, hiding what is secret.
#include "profiles.h"

#include <concord/auth/profile_secrets.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::auth {

using base::error;

namespace {

std::string name_of(const ProfileKind& kind) { return "an auth profile of type " + std::string(kind.type); }

void check_member_names(const Node& profile, const ProfileKind& kind, Diagnostics& problems) {
  std::vector<std::string> known{"type"};
  for (const MemberSpec& member : kind.members) known.emplace_back(member.name);
  for (const auto& [name, value, span] : profile.members()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string hint = base::did_you_mean(name, known);
    if (hint.empty()) hint = "known here: " + base::join(known, ", ");
    problems.push_back(error("suite.unknown-key", "unknown key \"" + name + "\" in " + name_of(kind), span, hint));
  }
}

bool is_text(const Node& value) { return value.is_string() || value.is_number(); }

void check_texts(const Node& value, const std::string& what, Diagnostics& problems) {
  if (!value.is_object()) {
    problems.push_back(error(
        "suite.type", what + " must be a mapping of texts, this is " + document::kind_with_article(value.kind()),
        value.span()));
  }
  for (const auto& [key, text, span] : value.members()) {
    if (!is_text(text))
      problems.push_back(error("suite.type", base::in_quotes(key) + " of " + what + " must be a text", text.span()));
  }
}

void check_choice(const Node& value, const MemberSpec& spec, const std::string& what, Diagnostics& problems) {
  const std::string given(value.string_or_empty());
  if (spec.choices.empty() || given.find("{{") != std::string::npos) return;
  std::vector<std::string> known;
  for (const std::string_view one : base::split(spec.choices, ' ')) known.emplace_back(one);
  if (std::find(known.begin(), known.end(), given) != known.end()) return;
  const std::string hint = base::did_you_mean(given, known);
  problems.push_back(error("suite.auth", what + " is " + base::join(known, " or ") + ", not " + base::in_quotes(given),
                           value.span(), hint));
}

void check_members(const Node& profile, const ProfileKind& kind, Diagnostics& problems) {
  for (const MemberSpec& spec : kind.members) {
    const Node* value = profile.find(spec.name);
    const std::string name = base::in_quotes(spec.name);
    if (!value) {
      if (spec.is_required)
        problems.push_back(error("suite.missing-key", name_of(kind) + " needs " + name, profile.span()));
    } else if (spec.form == MemberSpec::Form::Texts) {
      check_texts(*value, name + " of an auth profile", problems);
    } else if (!is_text(*value)) {
      problems.push_back(error(
          "suite.type",
          name + " of an auth profile must be a text, this is " + document::kind_with_article(value->kind()),
          value->span()));
    } else {
      check_choice(*value, spec, name + " of " + name_of(kind), problems);
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

void add_query(http::Request& request, std::string_view name, std::string_view value) {
  const std::size_t end = std::min(request.url.find('#'), request.url.size());
  const char separator = request.url.find('?') < end ? '&' : '?';
  request.url.insert(end, separator + base::percent_encode(name) + '=' + base::percent_encode(value));
}

void finish(http::Request request, const Done& done) { done({std::move(request), std::nullopt, {}}); }

void fail(http::Request request, Problem problem, const Done& done) {
  done({std::move(request), std::move(problem), {}});
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

namespace {

std::string explain_member(const MemberSpec& spec) {
  std::vector<std::string> facts;
  if (spec.is_required) facts.emplace_back("needed");
  if (spec.is_secret) facts.emplace_back("shown nowhere");
  if (spec.form == MemberSpec::Form::Texts) facts.emplace_back("a mapping of texts");
  if (!spec.choices.empty()) facts.push_back(base::replace_all(std::string(spec.choices), " ", " or "));
  return "  " + std::string(spec.name) + (facts.empty() ? "" : ": " + base::join(facts, ", ")) + '\n';
}

}  // namespace

std::string explain_profile(const ProfileKind& kind) {
  std::string text = "auth: {default: {type: " + std::string(kind.type) + ", …}} in provider.yaml, with\n";
  for (const MemberSpec& spec : kind.members) text += explain_member(spec);
  return text + "docs/suites.md has an example.";
}

void check_profile(const Node& profile, Diagnostics& problems) {
  if (!profile.is_object()) {
    problems.push_back(
        error("suite.type",
              "an auth profile must be a mapping, this is " + document::kind_with_article(profile.kind()),
              profile.span()));
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
    check_members(profile, *kind, problems);
    if (kind->check) kind->check(profile, problems);
    return;
  }
  const std::vector<std::string> types = profile_types();
  const std::string hint = base::did_you_mean(type->string_or_empty(), types);
  problems.push_back(error("suite.auth", "unknown auth type \"" + std::string(type->string_or_empty()) + "\"",
                           type->span(), hint.empty() ? "known types: " + base::join(types, ", ") : hint));
}

std::string header_of(const Node& profile) {
  const std::string type = member(profile, "type");
  if (type == "basic" || type == "bearer" || type == "digest" || type == "oauth2") return "Authorization";
  if (type != "api_key") return {};
  const std::string in = member(profile, "in");
  if (in == "cookie") return "Cookie";
  return in == "query" ? "" : member(profile, "name");
}

bool may_send_again(const Node& profile) {
  const ProfileKind* kind = find_profile_kind(member(profile, "type"));
  return kind && kind->react;
}

std::vector<DerivedSecret> secrets_of(const Node& profile, const std::string& name) {
  std::vector<DerivedSecret> secrets;
  const ProfileKind* kind = find_profile_kind(member(profile, "type"));
  for (const MemberSpec& spec : kind ? kind->members : std::span<const MemberSpec>()) {
    if (!spec.is_secret) continue;
    std::string value = member(profile, spec.name);
    if (!value.empty()) secrets.push_back({name + "." + std::string(spec.name), base::Secret(std::move(value))});
  }
  return secrets;
}

void hide(const Node& profile, const std::string& name, base::Redactor& redactor) {
  const ProfileKind* kind = find_profile_kind(member(profile, "type"));
  for (const DerivedSecret& one : secrets_of(profile, name)) redactor.add(one.name, one.value);
  if (kind && kind->hide) kind->hide(profile, name, redactor);
}

}  // namespace concord::auth
