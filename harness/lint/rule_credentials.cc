// Credentials in examples and on pages.
#include "evidence.h"
#include "rule_kinds.h"
#include "secret_shape.h"

#include <concord/base/ascii.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <set>

namespace concord::lint {
namespace {

constexpr std::size_t most_users = 100;  // fences whose user names are looked for on the page

constexpr auto public_words = std::to_array<std::string_view>(
    {"public", "pubkey", "publishable", "signature", "fingerprint", "address", "wallet", "hash", "digest", "checksum",
     "idempotency", "sitekey", "site_key", "xpub", "cursor", "partition", "thumbprint"});

// "token" and "session" are not: what they are called in an example is no secret of the one who wrote it.
bool names_kept_secret(std::string_view name) {
  return base::names_password(name) || base::names_key(name) || base::names_access_token(name);
}

// "public_key", "signature", "wallet_address": what everybody may see, however random it looks.
bool names_public(std::string_view name) {
  const std::string lower = base::to_lower_ascii(name);
  return std::any_of(public_words.begin(), public_words.end(),
                     [&](auto word) { return lower.find(word) != std::string::npos; });
}

// Randomness proves nothing: the name must say that a secret stands there.
bool is_proven(const SecretShape& one, std::string_view name) {
  return one.is_known_form || (base::may_name_credential(name) && !names_public(name));
}

// "api_key" of `"api_key": "…"`, `api_key=…` and `X-Api-Key: …`; "" where nothing of the kind stands before.
std::string_view name_before(std::string_view text, std::size_t at) {
  constexpr std::string_view between = " \t\"'`:=>\\";
  std::size_t end = at;
  while (end > 0 && between.find(text[end - 1]) != std::string_view::npos) --end;
  const std::string_view mark = text.substr(end, at - end);
  if (mark.find_first_of(":=") == std::string_view::npos) return {};
  std::size_t begin = end;
  const auto is_name = [](char c) { return base::is_identifier(c) || c == '-'; };
  while (begin > 0 && is_name(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

class CredentialCheck {
 public:
  CredentialCheck(const Context& context, Report& report) : context_(context), report_(report) {
    for (const OperationSite& operation : context.sites.operations) {
      for (const ParameterSite& one : operation.parameters) {
        const Node* schema = one.node->find("schema");
        parameters_[schema == nullptr ? one.node : schema] = one.name;
      }
    }
  }

  void check_value(const ValueSite& site, const Node& value, std::string_view name, base::Span name_span, int depth) {
    if (depth > 64) return;
    for (const Node& item : value.items()) check_value(site, item, name, name_span, depth + 1);
    for (const Member& member : value.members())
      check_value(site, member.value, member.key, span_of(member), depth + 1);
    if (!value.is_string()) return;
    const std::string& text = value.as_string();
    if (names_kept_secret(name) && !names_public(name) && is_usable_secret(text) && text_kind(text).empty()) {
      return say("the value of " + cited(name) + " is printed: " + masked(text), {value.span(), site.at},
                 {name_span, none}, "the name", site.operation, name);
    }
    for (const SecretShape& one : find_secrets(text)) {
      if (!is_proven(one, name)) continue;
      say(one.what + " is printed: " + masked(std::string_view(text).substr(one.begin, one.size)),
          {value.span(), site.at}, {name_span, none}, "it stands here", site.operation, name);
    }
  }

  // Of a page: what stands in fences and lines, but not in the document that was read from it.
  void check_page(const Subject& subject, std::size_t begin, std::size_t end, base::Span around) {
    const std::string_view text = std::string_view(subject.source->text()).substr(begin, end - begin);
    for (const SecretShape& one : find_secrets(text)) {
      if (!is_proven(one, name_before(text, one.begin))) continue;
      const base::Span span = page::span_of(*subject.source, begin + one.begin, begin + one.begin + one.size);
      if (lines_.contains(span.position().line)) continue;  // said as the value of an example
      say(one.what + " is printed: " + masked(text.substr(one.begin, one.size)), {span, none}, {around, none},
          "in this sample", none, one.what);
    }
  }

  // The user name of a Basic credential, where the page prints it outside of samples.
  void check_repeated(const Subject& subject, const page::Block& fence) {
    const std::string_view text = text_of_block(subject, fence);
    if (++users_looked_for_ > most_users) return;
    for (const SecretShape& one : find_secrets(text)) {
      if (one.what != "a Basic credential") continue;
      const auto pair = base::base64_decode(text.substr(one.begin, one.size));
      const std::string user = pair ? pair->substr(0, pair->find(':')) : std::string{};
      if (user.size() < 8) continue;
      for (const page::Block& block : subject.blocks) {
        const std::size_t at = text_of_block(subject, block).find(user);
        if (block.kind != page::BlockKind::Text || at == std::string_view::npos) continue;
        const std::size_t begin = block.begin + at;
        say("the user name of a Basic credential is printed: " + masked(user),
            {page::span_of(*subject.source, begin, begin + user.size()), none},
            {page::span_of(*subject.source, fence.begin + one.begin, fence.begin + one.begin + one.size), none},
            "the credential", none, "user name");
      }
    }
  }

  // The name of the property whose schema, or of the parameter whose example, it is.
  std::string_view name_of(const ValueSite& site) const {
    const SchemaSite& schema = context_.sites.schemas[site.schema];
    const auto parameter = parameters_.find(schema.node);
    return parameter == parameters_.end() ? context_.sites.trails.key(schema.at) : parameter->second;
  }

 private:
  static std::string_view text_of_block(const Subject& subject, const page::Block& block) {
    return std::string_view(subject.source->text()).substr(block.begin, block.end - block.begin);
  }

  void say(std::string message, Where where, Where other, std::string what, std::uint32_t operation,
           std::string_view subject) {
    Remark remark{"credential-printed",
                  std::move(message),
                  where,
                  "show a placeholder such as <YOUR_KEY>; a real one must be revoked",
                  {},
                  operation,
                  std::string(subject)};
    remark.related.emplace_back(other, std::move(what));
    if (where.span.is_known()) lines_.insert(where.span.position().line);
    report_.add(std::move(remark));
  }

  const Context& context_;
  Report& report_;
  std::unordered_map<const Node*, std::string_view> parameters_;  // by schema
  std::size_t users_looked_for_ = 0;
  std::set<std::uint32_t> lines_;                                 // of pages, where something has been said
};

}  // namespace

void check_credentials(const Context& context, Report& report) {
  CredentialCheck check(context, report);
  for (const ValueSite& site : context.sites.values) {
    check.check_value(site, *site.value, check.name_of(site), context.sites.schemas[site.schema].node->span(), 0);
  }
  for (const Subject& subject : context.subjects) {
    for (const page::Block& block : subject.blocks) {
      if (block.kind != page::BlockKind::Fence || holds_document(subject, block)) continue;
      check.check_page(subject, block.begin, block.end, block.span);
      check.check_repeated(subject, block);
    }
  }
}

}  // namespace concord::lint
