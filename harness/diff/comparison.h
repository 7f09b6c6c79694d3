// Two contracts, side by side: what changed in their operations, and which pairs of schemas to look into for the rest.
#pragma once
#include "lifecycle.h"
#include "schema_pairs.h"

#include <set>

namespace concord::diff {

// Where in an operation: "path parameter \"id\"", and what stays when names do that say nothing: "path parameter 0".
struct Where {
  std::string text, key;
  Where(std::string both) : text(both), key(std::move(both)) {}
  Where(const char* both) : Where(std::string(both)) {}
  Where(std::string shown, std::string stable) : text(std::move(shown)), key(std::move(stable)) {}
};
inline Where operator+(const Where& where, const std::string& more) { return {where.text + more, where.key + more}; }
inline Where operator+(const std::string& more, const Where& where) { return {more + where.text, more + where.key}; }

struct Location {
  Where where;
  Direction direction = Direction::None;
};

struct LocatedChange {
  Location at;
  Change change;
};

// A schema that stands directly in an operation.
struct SchemaRoot {
  Location at;
  PairId pair = 0;
};

struct OperationDiff {
  std::string label;  // "POST /users/{id}", as the new contract has it; "" for what is shared by all
  std::string key;    // the same in both contracts, whatever the parameters are called
  std::vector<LocatedChange> changes;
  std::vector<SchemaRoot> roots;
};

// One scheme of a security requirement.
struct Credential {
  std::string name;
  std::string content;  // what the scheme is, whatever it is called
  std::set<std::string> scopes;
};
using Alternative = std::vector<Credential>;  // all of them are needed

struct Comparison {
  std::vector<OperationDiff> operations;
  std::size_t compared = 0;  // operations that both contracts have
};

// All addresses that the servers of a contract, a path or an operation may have, and where they are said.
using ServerUrls = std::map<std::string, const Node*>;
ServerUrls server_urls(const Node& holder);
// What all of them end with behind the host ("/v1"), or "".
std::string base_path(const Node& contract);

class ContractComparison {
 public:
  ContractComparison(const Node& old_contract, const Node& new_contract, SchemaPairs& pairs)
      : old_(old_contract), new_(new_contract), pairs_(pairs) {}
  Comparison compare();

 private:
  struct Operation {
    std::string path, method;
    const Node* node = nullptr;
    const Node* item = nullptr;
    std::string label() const;
    std::string key() const;  // with {} for every parameter
  };
  struct Parameter {
    std::string name, in, key;
    const Node* node = nullptr;
    Where where() const;
  };
  using Parameters = std::map<std::string, Parameter>;  // by what makes two of them the same

  static std::vector<Operation> operations(const Node& contract);
  static std::vector<Operation> operations_of(const Node& paths);
  // For each new operation the number of the old one that it is.
  using Matches = std::vector<std::optional<std::size_t>>;
  void match_paths();
  void compare_paths();
  void operation_gone(const Operation& operation);
  void operation_new(const Operation& operation);
  void compare_operation(const Operation& before, const Operation& after);
  void compare_ids(const Node& before, const Node& after);
  void compare_lifecycle(const Node& before, const Node& after, const Where& where, const LifecycleKinds& kinds,
                         Direction direction = Direction::None);
  void compare_parameters(const Operation& before, const Operation& after);
  void parameter_gone(const Parameter& parameter, const Operation& after);
  void compare_parameter(const Parameter& before, const Parameter& after);
  void compare_style(const Parameter& before, const Parameter& after, const Where& where);
  static Parameters parameters(const Operation& operation);

  // messages.cc
  void compare_body(const Node& before, const Node& after);
  void compare_responses(const Node& before, const Node& after);
  void compare_response(const std::string& status, const Node& before, const Node& after);
  void compare_headers(const std::string& status, const Node& before, const Node& after);
  void compare_links(const std::string& status, const Node& before, const Node& after);
  void compare_contents(const Location& at, const Node* before, const Node* after, const Node& old_holder,
                        const Node& new_holder);
  void compare_media(const Location& at, const Node& before, const Node& after);
  void compare_schema(const Location& at, const Node* before, const Node* after);
  bool compare_as_text(const Location& at, const Node* before, const Node* after);

  // security.cc
  void compare_security(const Node& before, const Node& after);
  void compare_scopes(const Alternative& before, const Alternative& after, const Node* old_site, const Node* new_site);
  void compare_schemes();

  // servers.cc
  void compare_shared_servers();
  void compare_own_servers(const Operation& before, const Operation& after);
  void compare_servers(const ServerUrls& olds, const ServerUrls& news, const Node& before, const Node& after);

  // sent.cc
  void compare_callbacks(const Node& before, const Node& after);
  void compare_callback(const std::string& name, const Node& before, const Node& after);
  void compare_webhooks();
  void compare_sent(const Operation& before, const Operation& after);

  Direction to_provider() const { return is_from_provider_ ? Direction::Response : Direction::Request; }
  Direction to_client() const { return is_from_provider_ ? Direction::Request : Direction::Response; }
  void add(Kind kind, const Where& where, const Node* old_site, const Node* new_site, std::string subject = {},
           std::string old_text = {}, std::string new_text = {}, Direction direction = Direction::None);

  const Node& old_;
  const Node& new_;
  SchemaPairs& pairs_;
  Comparison result_;
  OperationDiff current_;
  std::vector<Operation> old_operations_, new_operations_;
  Matches match_;
  bool has_moved_ = false;         // what ended the URLs of the servers begins the paths now, or the other way
  bool is_from_provider_ = false;  // a webhook or callback: the provider sends the request
  std::string prefix_;             // "callback onEvent: "
};

// A member of an object, or null.
const Node* member_of(const Node& object, std::string_view name);
bool is_true(const Node& object, std::string_view name);
// Where a body, a parameter or a header says whether it is required: that word, else the object.
const Node* demand_site(const Node& object);
std::string text_of(const Node& object, std::string_view name);
// The schema of a parameter or header, also the one of its content; null when it has none.
const Node* schema_of(const Node& parameter);
// All that an object says but descriptions and where it was found, one text for what is the same.
std::string facts_text(const Node& object);

}  // namespace concord::diff
