#include "selection.h"

#include <concord/base/text.h>

#include <algorithm>

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

}  // namespace

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
