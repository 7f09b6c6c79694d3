// What is wrong so far. Violations of the items of an array that are alike are folded into the first of them.
#pragma once
#include "program.h"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace concord::schema {

// Places as linked lists on the stack: written out only when something is wrong there.
struct InstanceLink {
  const InstanceLink* up = nullptr;
  std::string_view key;
  std::size_t index = 0;
  bool is_index = false;
};

struct KeywordLink {
  const KeywordLink* up = nullptr;
  std::string_view keyword;
  std::string_view token;
  std::size_t index = 0;
  enum class Step : std::uint8_t { Keyword, Token, Index } step = Step::Keyword;
};

struct Where {
  const InstanceLink* instance = nullptr;
  const KeywordLink* keyword = nullptr;
};

// One step further into the schema.
inline KeywordLink link(const Where& where, std::string_view keyword) {
  return {where.keyword, keyword, {}, 0, KeywordLink::Step::Keyword};
}
inline KeywordLink link(const Where& where, std::string_view keyword, std::string_view token) {
  return {where.keyword, keyword, token, 0, KeywordLink::Step::Token};
}
inline KeywordLink link(const Where& where, std::string_view keyword, std::size_t index) {
  return {where.keyword, keyword, {}, index, KeywordLink::Step::Index};
}

Pointer pointer_of(const InstanceLink* link);
std::size_t depth_of(const InstanceLink* link);
std::string location_of(const KeywordLink* link);

struct Finding {
  Violation violation;
  Op op = Op::Fail;
  const Step* step = nullptr;
  const Node* value = nullptr;
  std::size_t depth = 0;
};

class Findings {
 public:
  explicit Findings(std::size_t limit) : limit_(limit) {}

  void add(Finding&& finding, const InstanceLink* place);
  void add(Findings&& other);
  bool is_empty() const { return list_.empty() && not_listed_ == 0; }
  std::size_t count() const { return list_.size() + not_listed_; }
  std::size_t limit() const { return limit_; }
  bool has_room() const { return list_.size() < limit_; }  // else what comes is only counted
  const std::vector<Finding>& list() const { return list_; }
  std::vector<Finding>& list() { return list_; }
  Explanation take() &&;

 private:
  void add(Finding&& finding, std::string key);

  std::size_t limit_;
  std::size_t not_listed_ = 0;
  std::vector<Finding> list_;
  std::vector<std::string> keys_;  // of list_; "" for what is never folded
  std::unordered_map<std::string, std::size_t> by_key_;
  std::unordered_set<std::size_t> said_;  // hashes: the same rule may be met on several ways
};

}  // namespace concord::schema
