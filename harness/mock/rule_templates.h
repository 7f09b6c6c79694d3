// Checks the templates of rules when they are loaded, so that no mistake waits for a request.
#pragma once
#include "rules.h"

namespace concord::mock {

// What templates at one place may name.
struct TemplateNames {
  std::vector<std::string> variables;            // of `defaults`
  const contract::Operation* operation = nullptr;  // null: only variables
  bool has_problem = false;
  std::vector<std::string> remembered;
};

// Unknown names with a did-you-mean, unknown functions, wrong arguments, unbalanced braces; all at once.
void check_templates(const Node& node, const TemplateNames& names, Diagnostics& problems);

}  // namespace concord::mock
