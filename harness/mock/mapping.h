// Reading a mapping of mock.yaml: every mistake becomes a diagnostic, and reading goes on.
#pragma once
#include <concord/document.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::mock {

// The members of one mapping. Node and diagnostics must outlive it.
class Mapping {
 public:
  // `what` names the mapping in messages: "a condition". Unknown keys are reported at once, with a did-you-mean.
  Mapping(const document::Node& node, std::string what, std::vector<std::string> known, base::Diagnostics& problems);

  bool has(std::string_view key) const { return node_.has(key); }
  const document::Node* any(std::string_view key) const { return node_.find(key); }
  // Another type is reported and then counts as absent.
  const document::Node* object(std::string_view key);
  const document::Node* array(std::string_view key);
  std::optional<std::string> text(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key);
  std::vector<std::string> texts(std::string_view key);  // one string or a list of them
  void require(std::string_view key);                    // reports the absence

 private:
  void wrong_type(std::string_view key, const document::Node& value, std::string_view expected);

  const document::Node& node_;
  std::string what_;
  base::Diagnostics& problems_;
};

}  // namespace concord::mock
