// Looking for secrets that were sent in what came back.
#pragma once
#include <concord/check.h>

namespace concord::check {

// One secret, looked for in texts, in every encoding. One of fewer than 8 bytes ("test" in "latest"), or that is a word
// ("password" in "wrong password"), occurs by chance: it counts only as a whole text.
class SecretSearch {
 public:
  explicit SecretSearch(const SentSecret& secret);
  bool occurs_in(std::string_view text) const;
  bool is_anywhere() const { return is_anywhere_; }
  const std::string& name() const { return secret_.name; }

 private:
  SentSecret secret_;
  bool is_anywhere_;
  base::Redactor redactor_;
};

// Made once for a secret and kept: the same few are looked for in every answer. Valid until the thread's next call.
const SecretSearch& search_for(const SentSecret& secret);

// Values are cut to be shown, and a secret that was cut through is no longer found by whoever redacts the findings. So
// a piece that was cut out of a text with a secret in it is replaced here, by "[name]…".
class CutSecrets {
 public:
  explicit CutSecrets(const CheckContext& answer);
  void cover(std::string& text) const;

 private:
  struct Holder {
    std::string text;  // of the answer, with the secret in it
    std::string name;
  };
  void collect(const Node& node, const SecretSearch& search);
  void add(std::string_view text, const SecretSearch& search);

  std::vector<Holder> holders_;
};

}  // namespace concord::check
