// How requests are given their credentials: profiles as provider.yaml and suites declare them, `{type: basic, username: …}`.
// Adding one is a file `auth/<type>.cc` and a row in auth/profile_kinds.cc; suites, messages and the JSON Schema of
// provider.yaml read the table.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/base/secret.h>
#include <concord/document.h>
#include <concord/http.h>

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::auth {

using base::Diagnostics;
using document::Node;

struct MemberSpec {
  std::string_view name;
  bool is_required = true;
  bool is_secret = false;  // its value never reaches a report
};

// Called once, from the thread of apply() or of the fetching; empty when the request is ready.
using Applied = std::function<void(Diagnostics)>;

// What a profile may ask of the run. References outlive the application.
struct Context {
  // Sends a request of the profile's own, e.g. for a token; `answered` is called once. May be empty.
  std::function<void(http::Request, std::function<void(http::Exchange)> answered)> fetch;
};

struct ProfileKind {
  std::string_view type;     // "basic"
  std::string_view summary;  // one line, for people
  std::span<const MemberSpec> members;  // beside `type`
  // `profile` has been rendered and checked. A header that the request already has wins: that is how a wrong one is sent.
  void (*apply)(const Node& profile, http::Request& request, const Context& context, Applied done);
  // Adds what must be hidden beside the secret members themselves, e.g. the whole of `user:password`.
  void (*hide)(const Node& profile, const std::string& name, base::Redactor& redactor);
};

std::span<const ProfileKind> profile_kinds();
const ProfileKind* find_profile_kind(std::string_view type);
std::vector<std::string> profile_types();  // for a did-you-mean

// What is wrong with a profile as it is written, templates included: unknown type or member, a member missing.
void check_profile(const Node& profile, Diagnostics& problems);

// Applies a rendered profile; `request` must live until `applied` is called. An unknown type is a Diagnostic.
void apply(const Node& profile, http::Request& request, const Context& context, Applied applied);

// Makes `redactor` hide every secret that the rendered profile holds, also one written literally; `name` is that of the
// profile, shown in its place: "[key.value]".
void hide(const Node& profile, const std::string& name, base::Redactor& redactor);

}  // namespace concord::auth
