// Looking for secrets that were sent in what came back.
#pragma once
#include <concord/check.h>

#include <vector>

namespace concord::check {

// The secrets of a request, looked for in texts together, in every form (docs/secrets.md). One of fewer than 8 bytes
// ("test" in "latest"), or that is a word ("password" in "wrong password"), occurs by chance: it counts only as a whole
// text.
class SecretSearch {
 public:
  explicit SecretSearch(const std::vector<SentSecret>& secrets);
  // The names of those that occur in `text`, hardly ever any; fewer where base::Patience ends.
  base::Redactor::Names find(std::string_view text) const;
  // Of those only that may occur anywhere: the one that `text` as a whole is has to be asked for with find().
  bool occur_within(std::string_view text) const { return !anywhere_.names_in(text).empty(); }
  bool has_whole_values() const { return !whole_.empty(); }
  // Values are cut to be shown: "[NAME]…" for what was cut out of a secret.
  void cover(std::string& text) const { text = anywhere_.redact(text); }

 private:
  base::Redactor anywhere_;
  std::vector<SentSecret> whole_;
};

// Made once for the same secrets and kept: the same few are looked for in every answer. Valid until the thread's next
// call.
const SecretSearch& search_for(const std::vector<SentSecret>& secrets);

}  // namespace concord::check
