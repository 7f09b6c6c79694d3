#include "rule_templates.h"

#include <concord/templates.h>

namespace concord::mock {

namespace {

constexpr std::string_view problem_members[] = {"at",   "keyword",  "field",  "member",
                                                "path", "expected", "actual", "message"};

std::vector<std::string> known_names(const TemplateNames& names) {
  std::vector<std::string> known = names.variables;
  if (names.operation) {
    for (const std::string_view part : {"query", "headers", "cookie", "body", "auth.scheme", "auth.username"}) {
      known.emplace_back(part);
    }
    for (const contract::Parameter& parameter : names.operation->parameters) {
      if (parameter.in == contract::ParameterIn::Path) known.push_back("path." + parameter.name);
    }
  }
  for (const std::string_view member : problem_members) {
    if (names.has_problem) known.push_back("problem." + std::string(member));
  }
  for (const std::string& name : names.remembered) known.push_back("remembered." + name);
  return known;
}

// Knows the names, but no values yet.
class NamesOnly : public templates::Scope {
 public:
  explicit NamesOnly(std::vector<std::string> names) : names_(std::move(names)) {}
  const Node* find(std::string_view) const override { return nullptr; }
  std::vector<std::string> names() const override { return names_; }

 private:
  std::vector<std::string> names_;
};

class Checker {
 public:
  Checker(const TemplateNames& names, Diagnostics& problems) : scope_(known_names(names)), problems_(problems) {
    options_.deferred = scope_.names();
    options_.defer_functions = true;
  }

  void walk(const Node& node) {
    if (node.is_string()) check(node);
    for (const Node& item : node.items()) walk(item);
    for (const document::Member& member : node.members()) {
      check(Node(member.key).with_span(member.key_span));
      walk(member.value);
    }
  }

 private:
  // What is known is deferred, so that only what is wrong is left to be reported.
  void check(const Node& text) {
    auto rendered = templates::render(text, scope_, {}, options_);
    if (!rendered) base::append(problems_, std::move(rendered).diagnostics());
  }

  NamesOnly scope_;
  templates::RenderOptions options_;
  Diagnostics& problems_;
};

}  // namespace

void check_templates(const Node& node, const TemplateNames& names, Diagnostics& problems) {
  Checker(names, problems).walk(node);
}

}  // namespace concord::mock
