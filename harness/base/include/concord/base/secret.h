// Secrets cannot be printed, and a Redactor takes them out of whatever is. docs/secrets.md says in which forms.
#pragma once
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace concord::base {

struct NamedSecret;  // named_secret.h

// A credential. Has no conversion to text and no output operator; reveal() is for the bytes that are sent.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  const std::string& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  std::string value_;
};

// Replaces every known secret by "[NAME]" (e.g. "[KNOT_SECRET]"), in every form of the table in docs/secrets.md: as it
// is, escaped, percent-encoded, in base64, in hex, in other letters, cut at an ellipsis. What is replaced is whole: the
// run of base64 or hex characters that a secret stands in, never a part of an escape.
// Searching takes time linear in the text whatever the secrets are, adding one takes time linear in that secret; so
// secrets may be added during a run. Const use is thread-safe, add() is not.
class Redactor {
 public:
  Redactor();
  Redactor(const Redactor& other);
  Redactor(Redactor&& other) noexcept;
  Redactor& operator=(Redactor other) noexcept;
  ~Redactor();

  // False when the value is shorter than 4 bytes: it cannot be hidden, since replacing it would tear all text apart. A
  // value that is known already keeps its first name. Of the name, what is no letter, digit, '-' or '.' becomes '_'.
  bool add(std::string_view name, const Secret& secret);
  // The credentials of HTTP's Basic scheme, RFC 7617: hidden whole, however short the password is. The password itself
  // is added too; false when it is too short for that.
  bool add_basic(std::string_view name, std::string_view user, const Secret& password);
  // As add(), of a value that nobody declared: it was found beside the name of a password. It may be a made-up one that
  // other texts show too, so it is hidden, and is none of secrets_of(), unless it is added as well.
  bool add_found(std::string_view name, const Secret& secret);

  using Names = std::set<std::string>;
  // The names of what was replaced are added to `names`, when it is not null.
  std::string redact(std::string_view text, Names* names = nullptr) const;
  // As redact(), for a text whose end was cut off: the beginning of a secret at its end is replaced too. Of it as much
  // is given as its first `keep` bytes become: where the end may be half a secret in a form that is known only whole.
  std::string redact_cut(std::string_view text, Names* names = nullptr,
                         std::size_t keep = std::string_view::npos) const;
  // The first `keep` bytes of redact(text), at the cost of those: the rest is not looked at, beyond what a secret at
  // the cut may need. (Of a run of base64 that a secret far behind the cut stands in, what is before it may be kept.)
  std::string redact_prefix(std::string_view text, std::size_t keep, Names* names = nullptr) const;
  // What redact() would add to `names`; fewer where base::Patience ends, so this is no way to find out what to hide.
  Names names_in(std::string_view text) const;
  // The name of the first secret that occurs in `text` in any form, or "".
  std::string find(std::string_view text) const;
  bool empty() const;

 private:
  friend std::vector<NamedSecret> secrets_of(const Redactor& redactor);  // named_secret.h
  struct Known;
  std::unique_ptr<Known> known_;  // nothing before the first add()
};

}  // namespace concord::base
