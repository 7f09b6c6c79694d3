// Whether what was written shows a secret: the proof of what the redactor of module `base` does, with nothing of it.
// What it looks for is in docs/secrets.md, "How that is proved".
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/base/named_secret.h>
#include <concord/base/result.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace concord::leak {

struct Leak {
  std::size_t secret = 0;  // its place among those that were given
  std::string name;        // its name
  std::string form;        // in which it was found: "as it is", "in base64"
};

class Search {
 public:
  // Of many secrets (1,000) those behind are looked for in fewer forms, and of very many not all: see not_searched().
  explicit Search(const std::vector<base::NamedSecret>& secrets);
  ~Search();

  // Each secret once, in the form that was met first. Takes time linear in the text whatever the secrets are.
  std::vector<Leak> in_text(std::string_view text) const;
  // The same of a regular file, read piece by piece. A Diagnostic when it cannot be read.
  base::Result<std::vector<Leak>> in_file(const std::filesystem::path& path) const;

  bool empty() const;
  // How many secrets are not looked for at all, since there are too many.
  std::size_t not_searched() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace concord::leak
