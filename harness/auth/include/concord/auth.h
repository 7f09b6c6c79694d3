// How requests are given their credentials: profiles as provider.yaml and suites declare them, `{type: basic, username:
// …}`. Adding one is a file `auth/<type>.cc` and a row in auth/profile_kinds.cc; suites, messages and the JSON Schema
// of provider.yaml read the table.
#pragma once
#include <concord/base/clock.h>
#include <concord/base/diagnostic.h>
#include <concord/base/secret.h>
#include <concord/document.h>
#include <concord/http.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::auth {

using base::Diagnostics;
using document::Node;

// Why a request does not get its credentials.
struct Problem {
  enum class Kind {
    Mistake,      // what the profile says cannot be used
    Refused,      // whoever gives out tokens said no: asking again would not help
    Unavailable,  // there was no answer, or one that says nothing about the credentials
  };
  Kind kind = Kind::Mistake;
  std::string message;                   // one line; may hold a secret, so redact it before it is written
  std::optional<http::Response> answer;  // of whoever gives out tokens, when there was one
};

struct DerivedSecret {
  std::string name;
  base::Secret value;
};

struct Applied {
  http::Request request;  // with its credentials, unless there is a problem
  std::optional<Problem> problem;
  std::vector<DerivedSecret> derived;  // made of secrets for this request alone: to be hidden in what is written of it
};
// Called once, from within apply() or from within an answer to `fetch`.
using Done = std::function<void(Applied)>;

// What a profile may ask of the run, for one request. References outlive the run of the keyring.
struct Context {
  std::string name;                       // of the profile, as secrets that are derived from it are called
  std::function<std::string()> base_url;  // what a relative URL is resolved against
  std::string token_url;                  // where tokens are fetched, whatever the profile says; "": what it says
  // Sends a request of the profile's own; `answered` is called once.
  std::function<void(http::Request, std::function<void(http::Exchange)> answered)> fetch;
};

// What a profile makes of an answer.
struct Reaction {
  bool send_again = false;  // with new credentials, by apply()
  std::string remark;       // why this is more than the scheme's ordinary course, or ""
};
struct Answered {
  const http::Exchange& exchange;
  bool is_expected = false;     // whether the suite expects its status
  std::size_t times_again = 0;  // how often the request was sent again for its credentials
};

struct Memory;  // what profiles remember

struct MemberSpec {
  enum class Form : std::uint8_t {
    Text,
    Texts,  // a mapping of names to texts
  };
  std::string_view name;
  bool is_required = true;
  bool is_secret = false;         // its value never reaches a report
  std::string_view choices = {};  // the only values, a blank between two; "": any
  Form form = Form::Text;
};

struct ProfileKind {
  std::string_view type;     // "basic"
  std::string_view summary;  // one line, for people
  std::span<const MemberSpec> members;  // beside `type`
  // `profile` has been rendered and checked. A header that the request already has wins: that is how a wrong one is
  // sent.
  void (*apply)(Memory& memory, const Node& profile, http::Request request, const Context& context, Done done);
  // Adds what must be hidden beside the secret members themselves, e.g. the whole of `user:password`. May be null.
  void (*hide)(const Node& profile, const std::string& name, base::Redactor& redactor) = nullptr;
  // What to do with an answer. Null: nothing.
  Reaction (*react)(Memory& memory, const Node& profile, const Answered& answered, const Context& context) = nullptr;
  // What is wrong beyond the single members. May be null.
  void (*check)(const Node& profile, Diagnostics& problems) = nullptr;
};

std::span<const ProfileKind> profile_kinds();
const ProfileKind* find_profile_kind(std::string_view type);
std::vector<std::string> profile_types();  // for a did-you-mean

// What it takes, for people: some lines of text, without a line end.
std::string explain_profile(const ProfileKind& kind);

// What is wrong with a profile as it is written, templates included: unknown type or member, a member missing.
void check_profile(const Node& profile, Diagnostics& problems);

// Makes `redactor` hide every secret that the rendered profile holds, also one written literally; `name` is that of the
// profile, shown in its place: "[key.value]".
void hide(const Node& profile, const std::string& name, base::Redactor& redactor);

// Whether react() may want a request with this profile to be sent again.
bool may_send_again(const Node& profile);

// The header that its credentials are, in whose place another of that name does as well: "Authorization" of a bearer
// token. "": they are elsewhere, or are a signature that has more to it.
std::string header_of(const Node& profile);

// Gives requests their credentials, and keeps what profiles share among all requests of a run: access tokens,
// challenges. One for a run. Not thread-safe.
class Keyring {
 public:
  // What is fetched is made known to `redactor`. `seed` is of what must never come twice (nonces). Both references
  // must outlive it.
  Keyring(const base::Clock& clock, base::Redactor& redactor, std::uint64_t seed);
  ~Keyring();
  Keyring(const Keyring&) = delete;
  Keyring& operator=(const Keyring&) = delete;

  // Applies a rendered profile. Of an unknown type comes a Problem.
  void apply(const Node& profile, http::Request request, const Context& context, Done done);
  // For every answer to a request that a profile was applied to. When it is to be sent again, apply() comes next.
  Reaction react(const Node& profile, const Answered& answered, const Context& context);

 private:
  std::shared_ptr<Memory> memory_;  // whoever waits for an answer looks whether it is still there
};

}  // namespace concord::auth
