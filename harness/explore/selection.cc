#include "selection.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::explore {

namespace {

struct Facts {
  std::string path, method, id;
  std::vector<std::string> tags;
};

Facts facts_of(const suite::Provider& provider, const contract::Operation& operation) {
  Facts facts{operation.path, operation.method, operation.name, {}};
  const Node* stated = provider.contract.root ? find_operation(*provider.contract.root, operation) : nullptr;
  const Node* id = stated ? stated->find("operationId") : nullptr;
  if (id && id->is_string()) facts.id = id->as_string();
  return facts;
}

using Matches = bool (*)(const std::string& wanted, const std::string& value);

bool is_equal(const std::string& wanted, const std::string& value) {
  return base::equals_ignoring_case(wanted, value);
}

// "/orders" or, with a star at its end, all that begin so.
bool is_path(const std::string& wanted, const std::string& value) {
  if (wanted.ends_with('*')) return value.starts_with(wanted.substr(0, wanted.size() - 1));
  return wanted == value;
}

bool any(const std::vector<std::string>& wanted, const std::string& value, Matches matches) {
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) { return matches(one, value); });
}

bool any_tag(const std::vector<std::string>& wanted, const Facts& facts) {
  return std::any_of(facts.tags.begin(), facts.tags.end(),
                     [&](const std::string& tag) { return any(wanted, tag, is_equal); });
}

bool any_id(const std::vector<std::string>& wanted, const Facts& facts, const contract::Operation& operation) {
  return any(wanted, facts.id, is_equal) || any(wanted, operation.name, is_equal) ||
         any(wanted, operation.id(), is_equal);
}

constexpr std::size_t most_known = 10;
constexpr std::array http_methods{"GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"};

// What one kind of filter chooses by.
struct Choice {
  std::string_view kind, what;
  std::vector<std::string> Filter::*list;
  Matches matches;
  std::set<std::string> known = {};          // hints name these
  std::set<std::string> also_known = {};     // these as well are right
  std::set<std::string> also_excluded = {};  // these too, to exclude
};

std::string hint_of(const std::string& wanted, const Choice& choice) {
  const std::vector<std::string> known(choice.known.begin(), choice.known.end());
  std::string hint = base::did_you_mean(wanted, known);
  if (hint.empty() && choice.matches == is_equal) {
    std::vector<std::string> lower;
    for (const std::string& one : known) lower.push_back(base::to_lower_ascii(one));
    hint = base::did_you_mean(base::to_lower_ascii(wanted), lower);
  }
  if (!hint.empty()) return hint;
  if (known.empty()) return "there is none";
  if (known.size() <= most_known) return "known: " + base::join(known, ", ");
  const std::vector<std::string> first(known.begin(), known.begin() + most_known);
  return "known: " + base::join(first, ", ") + " and " + std::to_string(known.size() - most_known) + " more";
}

void check_words(const Choice& choice, const Options& options, base::Diagnostics& problems) {
  for (const Filter* filter : {&options.include, &options.exclude}) {
    std::set<std::string> there = choice.known;
    there.insert(choice.also_known.begin(), choice.also_known.end());
    if (filter == &options.exclude) there.insert(choice.also_excluded.begin(), choice.also_excluded.end());
    for (const std::string& wanted : filter->*(choice.list)) {
      const auto is_meant = [&](const std::string& one) { return choice.matches(wanted, one); };
      if (std::any_of(there.begin(), there.end(), is_meant)) continue;
      problems.push_back(base::error("explore." + std::string(choice.kind),
                                     "no operation has the " + std::string(choice.what) + ' ' +
                                         base::in_quotes(wanted),
                                     {}, hint_of(wanted, choice)));
    }
  }
}

}  // namespace

base::Diagnostics unknown_words(const std::vector<std::shared_ptr<const suite::Provider>>& providers,
                                const Options& options, const std::set<std::string>& tags) {
  Choice paths{"path", "path", &Filter::paths, is_path};
  Choice methods{"method", "method", &Filter::methods, is_equal};
  methods.also_excluded.insert(http_methods.begin(), http_methods.end());
  Choice ids{"operation_id", "id", &Filter::operation_ids, is_equal};
  for (const auto& provider : providers) {
    for (const contract::Operation& operation : provider->contract.operations) {
      const Facts facts = facts_of(*provider, operation);
      paths.known.insert(facts.path);
      methods.known.insert(facts.method);
      ids.known.insert(facts.id.empty() ? operation.name : facts.id);
      ids.also_known.insert({operation.name, operation.id()});
    }
  }
  base::Diagnostics problems;
  for (const Choice& choice : {paths, methods, ids, Choice{"tag", "tag", &Filter::tags, is_equal, tags}})
    check_words(choice, options, problems);
  return problems;
}

const Node* find_operation(const Node& root, const contract::Operation& operation) {
  const Node* path = document::resolve(root, document::Pointer{} / "paths" / operation.path);
  if (!path) return nullptr;
  for (const document::Member& member : path->members()) {
    if (base::equals_ignoring_case(member.key, operation.method)) return &member.value;
  }
  return nullptr;
}

bool is_writing(const contract::Operation& operation) {
  return operation.method != "GET" && operation.method != "HEAD" && operation.method != "OPTIONS" &&
         operation.method != "TRACE";
}

bool is_selected(const suite::Provider& provider, const contract::Operation& operation, const Options& options,
                 Tags& tags) {
  Facts facts = facts_of(provider, operation);
  const Filter &in = options.include, &out = options.exclude;
  if (!in.tags.empty() || !out.tags.empty()) facts.tags = tags.of(provider.contract, operation);
  if (!in.paths.empty() && !any(in.paths, facts.path, is_path)) return false;
  if (!in.methods.empty() && !any(in.methods, facts.method, is_equal)) return false;
  if (!in.tags.empty() && !any_tag(in.tags, facts)) return false;
  if (!in.operation_ids.empty() && !any_id(in.operation_ids, facts, operation)) return false;
  return !any(out.paths, facts.path, is_path) && !any(out.methods, facts.method, is_equal) &&
         !any_tag(out.tags, facts) && !any_id(out.operation_ids, facts, operation);
}

}  // namespace concord::explore
