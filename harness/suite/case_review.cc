#include "case_review.h"

#include "documented_paths.h"
#include "provider_names.h"

#include <concord/base/text.h>
#include <concord/suite/own_profile.h>

#include <algorithm>
#include <map>

namespace concord::suite {

using base::error;

namespace {

// Once is enough for what several cases share.
void tell_once(base::Diagnostic problem, Diagnostics& problems) {
  const bool is_known = std::any_of(problems.begin(), problems.end(), [&](const base::Diagnostic& other) {
    return other.kind == problem.kind && other.message == problem.message && other.span.source == problem.span.source &&
           other.span.begin == problem.span.begin;
  });
  if (!is_known) problems.push_back(std::move(problem));
}

// The first text in `node` that uses the name.
const Node* find_use(const Node& node, std::string_view name) {
  if (node.is_string()) {
    const auto used = templates::names_used(node);
    const auto means_it = [name](const std::string& one) { return templates::may_mean(one, name); };
    return std::any_of(used.begin(), used.end(), means_it) ? &node : nullptr;
  }
  for (const Node& item : node.items()) {
    if (const Node* found = find_use(item, name)) return found;
  }
  for (const document::Member& member : node.members()) {
    if (const Node* found = find_use(member.value, name)) return found;
  }
  return nullptr;
}

std::vector<const Node*> texts_of(const Step& step) {
  std::vector<const Node*> texts{&step.request, &step.expect};
  if (step.poll) texts.insert(texts.end(), {&step.poll->until, &step.poll->stop_if});
  for (const Condition& condition : step.when) texts.insert(texts.end(), {&condition.value, &condition.is});
  return texts;
}

bool has_name(const std::vector<CapturedName>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const CapturedName& one) { return one.name == name; });
}

class NameReview {
 public:
  NameReview(const SuiteFile& suite, const Case& made, Diagnostics& problems)
      : suite_(suite), made_(made), problems_(problems) {}

  void order(std::vector<CapturedName> known) {
    known_ = std::move(known);
    for (const auto* steps : {&made_.before, &made_.steps, &made_.after}) {
      for (const Step& step : *steps) note_later(step);
    }
    for (const auto* steps : {&made_.before, &made_.steps}) walk(*steps);
    walk(made_.after);
  }

  // Of what a run knows of itself and of a case there is one member each.
  void own_members() {
    for (const auto* steps : {&made_.before, &made_.steps, &made_.after}) {
      for (const Step& step : *steps) {
        for (const Node* text : texts_of(step)) check_own_members(*text);
      }
    }
  }

  void hiding(const Node& row, const std::vector<CapturedName>& known) {
    for (const auto* steps : {&made_.before, &made_.steps, &made_.after}) {
      for (const Step& step : *steps) {
        for (const Capture& capture : *step.captures) check(capture, row, known);
      }
    }
  }

 private:
  void check_own_members(const Node& text) {
    for (const std::string& used : templates::names_used(text)) {
      for (const std::string_view known : {"run.id", "case.name"}) {
        const std::string_view owner = known.substr(0, known.find('.') + 1);
        const bool is_unknown = used.starts_with(owner) && !templates::may_mean(used, known);
        const Node* use = is_unknown ? find_use(text, used) : nullptr;
        if (!use) continue;
        tell_once(error("template.unknown-name", "unknown name \"" + used + "\"", use->span(),
                        "did you mean \"" + std::string(known) + "\"?"),
                  problems_);
      }
    }
  }

  void note_later(const Step& step) {
    for (const Capture& capture : *step.captures) {
      if (!has_name(known_, capture.name)) later_.push_back({capture.name, capture.name_span});
    }
  }

  void walk(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
      for (const CapturedName& name : later_) {
        if (!has_name(known_, name.name)) check_use(step, name);
      }
      for (const Capture& capture : *step.captures) known_.push_back({capture.name, capture.name_span});
    }
  }

  void check_use(const Step& step, const CapturedName& name) {
    for (const Node* text : texts_of(step)) {
      const Node* use = find_use(*text, name.name);
      if (!use) continue;
      const auto& own = *step.captures;
      const bool is_own =
          std::any_of(own.begin(), own.end(), [&](const Capture& one) { return one.name == name.name; });
      base::Diagnostic early =
          error("suite.capture-order", "\"" + name.name + "\" is used before it is captured", use->span(),
                is_own ? "its own step captures it, once it is answered"
                       : "a later step captures it; \"" + step.name + "\" is sent before");
      early.related.push_back({"captured here", name.span});
      tell_once(std::move(early), problems_);
      return;
    }
  }

  void check(const Capture& capture, const Node& row, const std::vector<CapturedName>& known) {
    for (const char* reserved : {"run", "case"}) {
      if (capture.name == reserved)
        tell_once(error("suite.capture", "\"" + capture.name + "\" is a name of every run", capture.name_span,
                        "give it another name"),
                  problems_);
    }
    for (const CapturedName& other : known) {
      // Of two that are shared, the second one hides the first.
      const bool is_later = other.span.source == capture.name_span.source && other.span.begin > capture.name_span.begin;
      if (other.name == capture.name && !is_later) tell(capture, "what is captured before", other.span);
    }
    if (const document::Member* column = row.find_member(capture.name))
      tell(capture, "a column of the rows", column->key_span.is_known() ? column->key_span : column->value.span());
    if (const document::Member* variable = suite_.variables.find_member(capture.name))
      tell(capture, "a variable of the suite", variable->key_span);
    for (const VariableSpec& variable : suite_.provider->variables) {
      if (variable.name == capture.name) tell(capture, "a variable of the provider", variable.span);
    }
  }

  void tell(const Capture& capture, const std::string& other, const Span& place) {
    base::Diagnostic hides = error("suite.hidden-name", "the capture \"" + capture.name + "\" hides " + other,
                                   capture.name_span, "give it another name, e.g. my_" + capture.name);
    hides.related.push_back({"the other \"" + capture.name + "\"", place});
    tell_once(std::move(hides), problems_);
  }

  const SuiteFile& suite_;
  const Case& made_;
  Diagnostics& problems_;
  std::vector<CapturedName> known_, later_;
};

void tell_hidden_variable(const SuiteFile& suite, const document::Member& member, const std::string& what,
                          Diagnostics& problems) {
  for (const VariableSpec& variable : suite.provider->variables) {
    if (variable.name != member.key) continue;
    base::Diagnostic hides =
        error("suite.hidden-name", what + " \"" + member.key + "\" has the name of a variable",
              member.key_span.is_known() ? member.key_span : member.value.span(), "give it another name");
    hides.related.push_back({"the variable of the provider", variable.span});
    tell_once(std::move(hides), problems);
  }
}

// Those of one part of a request, as the operation documents them. Names of headers compare without case.
class DocumentedNames {
 public:
  DocumentedNames(const contract::Operation& operation, contract::ParameterIn in) : in_(in) {
    for (const contract::Parameter& one : operation.parameters) {
      if (one.in == in) names_.emplace(folded(one.name), one.name);
    }
  }
  bool has(const std::string& name) const { return names_.contains(folded(name)); }
  // One that is called nearly the same and is not among `given`, as a hint; or "".
  std::string nearest(const std::string& name, const Node& given) const {
    std::vector<std::string> missing;
    for (const auto& [key, written] : names_) {
      const auto is_it = [this, &wanted = key](const document::Member& one) { return folded(one.key) == wanted; };
      if (std::none_of(given.members().begin(), given.members().end(), is_it)) missing.push_back(key);
    }
    const auto found = base::nearest_word(folded(name), missing);
    return found ? "did you mean \"" + names_.at(*found) + "\"?" : std::string();
  }

 private:
  std::string folded(const std::string& name) const {
    return in_ == contract::ParameterIn::Header ? base::to_lower_ascii(name) : name;
  }
  contract::ParameterIn in_;
  std::map<std::string, std::string> names_;  // as they are compared → as they are written
};

// A name that only looks like a documented one, where that one is not there.
void review_members(const Step& step, const char* part, contract::ParameterIn in, const std::string& word,
                    Diagnostics& problems) {
  const Node* given = step.request.find(part);
  if (!given || given->size() == 0) return;
  const DocumentedNames documented(*step.operation, in);
  for (const document::Member& member : given->members()) {
    if (documented.has(member.key) || member.key.find("{{") != std::string::npos) continue;
    const std::string hint = documented.nearest(member.key, *given);
    if (hint.empty()) continue;
    tell_once(
        base::warning("suite.misspelt", step.operation->id() + " documents no " + word + " \"" + member.key + "\"",
                      member.key_span, hint),
        problems);
  }
}

bool has_member(const Node& request, const char* part, std::string_view name) {
  const Node* given = request.find(part);
  if (given == nullptr) return false;
  const bool has_case = part != std::string_view("headers");
  const auto& members = given->members();
  return std::any_of(members.begin(), members.end(), [&](const document::Member& one) {
    return has_case ? one.key == name : base::equals_ignoring_case(one.key, name);
  });
}

// Whether the request states credentials of the scheme by itself, or nobody can say where they would stand.
bool has_credentials(const Node& request, const contract::SecurityScheme& scheme) {
  if (scheme.type.empty() || scheme.type == "mutualTLS") return true;
  if (scheme.type != "apiKey") return has_member(request, "headers", "Authorization");
  if (scheme.in == contract::ParameterIn::Header) return has_member(request, "headers", scheme.key);
  if (scheme.in == contract::ParameterIn::Query) return has_member(request, "query", scheme.key);
  return has_member(request, "cookies", scheme.key) || has_member(request, "headers", "Cookie");
}

// As it would be answered by a 401. Once for an operation and a file.
void review_credentials(const Provider& provider, const Case& made, const Step& step, Diagnostics& problems) {
  const contract::Operation& operation = *step.operation;
  if (provider.auth.size() == 0 || operation.security.empty() || made.keeps_cookies) return;
  if (step.request.has("auth") || profile_of(provider, operation) || !provider.replaced_auth.empty()) return;
  std::vector<std::string> schemes, profiles;
  for (const auto& alternative : operation.security) {
    if (alternative.empty()) return;
    for (const contract::SecurityScheme& one : alternative) {
      if (has_credentials(step.request, one)) return;
      if (std::find(schemes.begin(), schemes.end(), one.name) == schemes.end()) schemes.push_back(one.name);
    }
  }
  for (const document::Member& one : provider.auth.members()) profiles.push_back("auth: " + one.key);
  const std::string asked = operation.id() + " asks for credentials (" + base::join(schemes, ", ") + ")";
  base::Diagnostic bare = base::warning(
      "suite.credentials", asked + ", this request has none", step.span,
      "name a profile in the request, " + base::join(profiles, " or ") + ", or none: auth: none");
  const bool is_known = std::any_of(problems.begin(), problems.end(), [&](const base::Diagnostic& other) {
    return other.message == bare.message && other.span.source == bare.span.source;
  });
  if (!is_known) problems.push_back(std::move(bare));
}

// Paths into the answer: what is expected there, waited for, captured, followed.
class PathReview {
 public:
  PathReview(const Step& step, Diagnostics& problems) : step_(step), problems_(problems) {}

  // `written`: the step in the suite.
  void look(const Node& written) {
    if (const Node* expect = written.find("expect")) {
      for (const char* part : {"body", "optional"}) keys(expect->find(part));
      for (const char* list : {"absent", "unique"}) texts(expect->find(list));
    }
    for (const char* part : {"until", "stop_if"}) keys(written.find(part));
    for (const Capture& capture : *step_.captures) {
      if (capture.part == Capture::Part::Json) check(capture.path.text(), capture.span);
    }
    if (!step_.follow) return;
    for (const auto* path : {&step_.follow->next, &step_.follow->items, &step_.follow->total}) {
      if (*path) check((*path)->text(), step_.follow->span);
    }
  }

 private:
  void keys(const Node* paths) {
    if (paths == nullptr) return;
    for (const document::Member& member : paths->members())
      check(member.key, member.key_span.is_known() ? member.key_span : member.value.span());
  }

  void texts(const Node* paths) {
    if (paths == nullptr) return;
    for (const Node& item : paths->items()) check(std::string(item.string_or_empty()), item.span());
  }

  void check(const std::string& path, const Span& span) {
    const auto misspelt = misspelt_name(*step_.operation, path);
    if (!misspelt) return;
    tell_once(base::warning("suite.misspelt",
                            "no answer of " + step_.operation->id() + " is documented to have \"" + misspelt->name +
                                "\" there",
                            span, "did you mean \"" + misspelt->meant + "\"?"),
              problems_);
  }

  const Step& step_;
  Diagnostics& problems_;
};

}  // namespace

void review(const SuiteFile& suite, const Case& made, const Node& row, const std::vector<CapturedName>& known,
            Diagnostics& problems) {
  NameReview names(suite, made, problems);
  names.order(known);
  names.hiding(row, known);
  names.own_members();
  for (const document::Member& column : row.members()) {
    tell_hidden_variable(suite, column, "the column", problems);
    const document::Member* variable = suite.variables.find_member(column.key);
    if (!variable) continue;
    base::Diagnostic hides =
        error("suite.hidden-name", "the column \"" + column.key + "\" hides a variable of the suite",
              column.key_span.is_known() ? column.key_span : column.value.span(), "give it another name");
    hides.related.push_back({"the other \"" + column.key + "\"", variable->key_span});
    tell_once(std::move(hides), problems);
  }
  for (const auto* steps : {&made.before, &made.steps, &made.after}) {
    for (const Step& step : *steps) {
      review_members(step, "query", contract::ParameterIn::Query, "query parameter", problems);
      review_members(step, "headers", contract::ParameterIn::Header, "header", problems);
      review_credentials(*suite.provider, made, step, problems);
    }
  }
  review_provider_names(suite, made, known, problems);
}

void review_paths(const Node& entry, const Case& made, Diagnostics& problems) {
  const auto walk = [&](const Node* list, const std::vector<Step>& steps) {
    if (list == nullptr) return;
    for (std::size_t i = 0; i < steps.size() && i < list->size(); ++i)
      PathReview(steps[i], problems).look(list->items()[i]);
  };
  walk(entry.find("before"), made.before);
  walk(entry.find("after"), made.after);
  if (entry.has("steps")) walk(entry.find("steps"), made.steps);
  else if (made.steps.size() == 1) PathReview(made.steps.front(), problems).look(entry);
}

void review_variables(const SuiteFile& suite, Diagnostics& problems) {
  for (const document::Member& member : suite.variables.members())
    tell_hidden_variable(suite, member, "the variable of the suite", problems);
}

}  // namespace concord::suite
