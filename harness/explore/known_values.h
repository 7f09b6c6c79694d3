// What is known of the other side: values that the user gave, and what earlier answers of the run told.
#pragma once
#include <concord/contract.h>
#include <concord/document/pointer.h>
#include <concord/http.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::explore {

using document::Node;

// A thing that an answer told of: the values of the parameters of its path.
using Resource = std::map<std::string, Node>;  // by parameter name

class KnownValues {
 public:
  // Of parameters and members of that name, whatever they belong to.
  void give(std::string name, Node value);
  // From an answer to a request of an operation that was accepted: ids in its body and its Location.
  // `paths`: all paths of the contract, which say what is one of what.
  void learn(const contract::Operation& operation, const Node& request, const http::Headers& headers, const Node* body,
             const std::vector<std::string>& paths);
  // It is gone.
  void forget(const std::string& path, const Resource& resource);

  const Node* given(std::string_view name) const;
  // The newest, or the oldest, thing at the path that will do: all of its parameters, or nothing.
  using WillDo = std::function<bool(const Resource&)>;
  const Resource* find(const std::string& path, bool newest, const WillDo& will_do = {}) const;
  // The id of something that the name stands for: "customerId" where there is a /customers/{…}.
  const Node* by_reference(std::string_view name) const;
  // Puts what is known in place of members of a body, by their names.
  void fill_in(Node& body) const;
  // Whether what stands at the place of a request is such a value: others may be unknown there, and rightly refused.
  bool decides(const document::Pointer& at) const;

 private:
  void add(const std::string& member_path, Resource resource);
  const Node* value_of_member(std::string_view name) const;

  std::map<std::string, Node, std::less<>> given_;
  std::map<std::string, std::vector<Resource>, std::less<>> resources_;  // by path of one: "/orders/{id}"
  std::map<std::string, Node, std::less<>> references_;                  // plain name → id
};

}  // namespace concord::explore
