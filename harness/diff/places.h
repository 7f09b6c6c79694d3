// Where the nodes of a contract stand, for the few that findings are about.
#pragma once
#include <concord/finding.h>

#include <concord/document.h>

#include <unordered_map>

namespace concord::diff {

class Places {
 public:
  // Notes that the place of `node` will be asked for; null is allowed.
  void want(const document::Node* node) {
    if (node != nullptr) known_.emplace(node, Known{});
  }
  // One walk over the contract for all that is wanted.
  void find_in(const document::Node& contract);

  // The place of `node`; that of `otherwise` where it has no line of its own, else of what is around it. Empty when
  // both are null.
  finding::Place of(const document::Node* node, const document::Node* otherwise) const;
  // The line of the page behind a contract ("page.md:57"), or "" when the place itself is there.
  std::string documented(const document::Node* node, const finding::Place& place) const;

 private:
  struct Known {
    std::string pointer;
    std::string source;  // x-concord-source of the nearest object around it
    base::Span span;     // its own, else of the nearest around it
  };
  void walk(const document::Node& node, std::string& pointer, const document::Node* source,
            base::Span around);

  std::unordered_map<const document::Node*, Known> known_;
};

}  // namespace concord::diff
