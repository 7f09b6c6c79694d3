#include "mutants/mutation.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::mock {

namespace {

// Of the items of an array the first at which something can be changed.
bool change_at(Node& node, std::span<const std::string> tokens, const Operator& row, const Answered& answered) {
  if (tokens.size() == 1) {
    const bool fits = tokens.front() == "*" ? node.is_array() && !node.items().empty()
                                            : node.is_object() && node.has(tokens.front());
    return fits && row.change_member(node, tokens.front(), answered);
  }
  if (tokens.front() != "*") {
    Node* below = node.find(tokens.front());
    return below && change_at(*below, tokens.subspan(1), row, answered);
  }
  if (!node.is_array()) return false;
  return std::any_of(node.items().begin(), node.items().end(),
                     [&](Node& item) { return change_at(item, tokens.subspan(1), row, answered); });
}

std::string name_of(const Operator& row, const Site& site) {
  return std::string(row.name) + "@" + site.place.text();
}

}  // namespace

Mutation::Mutation(const Operator& row, Site site, std::vector<Site> members)
    : operator_(row), site_(std::move(site)), members_(std::move(members)) {}

base::Result<std::unique_ptr<Mutation>> Mutation::make(std::span<const contract::Contract* const> contracts,
                                                       std::string_view name) {
  const auto facts = find_mutant(contracts, name);
  if (!facts) return facts.diagnostics();
  for (const contract::Contract* contract : contracts) {
    const auto sites = sites_of(*contract);
    for (const Operator* row : all_operators()) {
      for (const Site& site : sites) {
        if (site.kind != row->kind || name_of(*row, site) != name) continue;
        std::vector<Site> members;
        std::copy_if(sites.begin(), sites.end(), std::back_inserter(members), [&](const Site& one) {
          return one.kind == SiteKind::Member && one.response == site.response;
        });
        return std::unique_ptr<Mutation>(new Mutation(*row, site, std::move(members)));
      }
    }
  }
  return base::error("mutant.unknown", "there is no mutant " + base::in_quotes(base::ellipsize(name, 200)));
}

bool Mutation::is_here(const http::Reply& reply, const contract::Operation* operation) const {
  if (site_.kind == SiteKind::Provider) return operation != nullptr;
  return operation && operation == site_.operation && site_.response &&
         operation->find_response(reply.status) == site_.response;
}

void Mutation::apply(http::Reply& reply, const http::ParsedRequest& request, const contract::Operation* operation) {
  if (operator_.name == no_allow) {
    if (reply.status == 405 && http::remove_header(reply.headers, "Allow")) note();
    return;
  }
  if (!is_here(reply, operation)) return;
  if (change({request, site_, members_, reply, applied_})) note();
}

bool Mutation::change(const Answered& answered) const {
  if (operator_.change_reply) return operator_.change_reply(answered);
  if (!operator_.change_member && !operator_.change_body) return false;
  auto parsed = document::parse_answer_json(answered.reply.body);
  if (!parsed.root || !parsed.faults.empty()) return false;
  const bool changed = operator_.change_body ? operator_.change_body(*parsed.root, answered)
                                             : change_at(*parsed.root, site_.member.tokens(), operator_, answered);
  if (changed) answered.reply.body = document::write_json(*parsed.root);
  return changed;
}

bool Mutation::opens(std::string_view gate, const contract::Operation& operation) {
  if (operator_.name != gate || site_.operation != &operation) return false;
  note();
  return true;
}

bool Mutation::ignores(const contract::Operation& operation, const message::Problem& problem) {
  if (operator_.name != open_check || site_.operation != &operation) return false;
  const std::string_view wanted = site_.keyword, keyword = problem.keyword;
  const bool is_least = wanted == "minimum" && (keyword == "exclusiveMinimum" || keyword == "minItems");
  const bool is_most = wanted == "maximum" && (keyword == "exclusiveMaximum" || keyword == "maxItems");
  if (keyword != wanted && !is_least && !is_most) return false;
  if (without_positions(problem.at) != site_.member.text()) return false;
  note();
  return true;
}

bool Mutation::loses_write(const contract::Operation& operation) const {
  return (operator_.name == lost_write || operator_.name == fake_delete) && site_.operation == &operation;
}

const contract::Operation* Mutation::opens_method() const {
  return operator_.name == open_method ? site_.operation : nullptr;
}

}  // namespace concord::mock
