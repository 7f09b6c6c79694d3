// Reading a mapping of a suite file: every mistake becomes a diagnostic, and reading goes on.
#pragma once
#include <concord/document.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::suite {

// The members of one mapping. References outlive the object.
class Fields {
 public:
  // `what` names the mapping in messages: "suite", "case", "provider". Unknown keys are reported at once, with a
  // did-you-mean.
  Fields(const document::Node& node, std::string what, std::initializer_list<std::string_view> known,
         base::Diagnostics& problems);

  // The value, or null when absent. The typed forms report another type and then count as absent.
  const document::Node* any(std::string_view key) const { return node_.find(key); }
  const document::Node* object(std::string_view key);
  std::optional<std::string> text(std::string_view key);
  std::optional<bool> flag(std::string_view key);
  std::optional<double> number(std::string_view key, double at_least);
  std::vector<std::string> texts(std::string_view key);  // one string or a list of them
  // Reports the absence.
  std::optional<std::string> required_text(std::string_view key);
  bool is_mapping() const { return node_.is_object(); }

 private:
  void wrong_type(std::string_view key, const document::Node& value, std::string_view expected);

  const document::Node& node_;
  std::string what_;
  base::Diagnostics& problems_;
};

}  // namespace concord::suite
