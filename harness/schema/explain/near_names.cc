#include "near_names.h"

#include <algorithm>

namespace concord::schema {
namespace {

constexpr std::size_t most_known = 1'000, most_strays = 200;
constexpr std::size_t few_members = 16;  // are looked through as fast
constexpr int most_hops = 16;            // from schema to schema

class Names {
 public:
  explicit Names(const Compilation& program) : program_(program) {}

  void collect(SchemaId id, int hops) {
    if (hops == 0 || !visited_.insert(id).second) return;
    const Range range = program_.schemas[id].as_written;
    for (std::uint32_t i = range.begin; i < range.end; ++i) follow(program_.steps[i], hops - 1);
  }

  bool has(std::string_view name) const { return seen_.contains(name); }
  std::vector<std::string> take() const { return {list_.begin(), list_.end()}; }

 private:
  void follow(const Step& step, int hops) {
    switch (step.op) {
      case Op::Properties: return add_all(program_.tables[step.a]);
      case Op::Ref: return collect(step.a, hops);
      case Op::AllOf:
      case Op::AnyOf:
      case Op::OneOf:
        for (std::uint32_t k = step.a; k < step.b; ++k) collect(program_.edges[k], hops);
        return;
      case Op::If:
        for (const SchemaId part : {step.a, step.b, step.c}) {
          if (part != kNone) collect(part, hops);
        }
        return;
      case Op::DependentSchemas:
        for (std::uint32_t k = step.a; k < step.b; ++k) collect(program_.dependents[k].schema, hops);
        return;
      default: return;
    }
  }

  void add_all(const MemberTable& table) {
    for (const auto& name : table.names) {
      const bool is_new = name.schema != kNone && seen_.insert(name.name).second;
      if (is_new && list_.size() < most_known) list_.push_back(name.name);
    }
  }

  const Compilation& program_;
  std::vector<std::string_view> list_;  // the first, in the order of the schemas
  std::unordered_set<std::string_view> seen_;
  std::unordered_set<SchemaId> visited_;
};

}  // namespace

MemberSet::MemberSet(const Node& object) : object_(object) {
  if (object.size() <= few_members) return;
  for (const document::Member& member : object.members()) keys_.insert(member.key);
}

bool MemberSet::has(std::string_view key) const { return keys_.empty() ? object_.has(key) : keys_.contains(key); }

NearNames::NearNames(const Compilation& program, SchemaId id, const Node& object) : id_(id), object_(object) {
  Names names(program);
  names.collect(id, most_hops);
  known_ = names.take();
  const MemberSet there(object);
  std::copy_if(known_.begin(), known_.end(), std::back_inserter(absent_),
               [&](const std::string& name) { return !there.has(name); });
  for (const document::Member& member : object.members()) {
    if (strays_.size() < most_strays && !names.has(member.key)) strays_.push_back(member.key);
  }
}

const NearNames& near_names(std::optional<NearNames>& last, const Compilation& program, SchemaId id,
                            const Node& object) {
  if (!last || !last->is_of(id, object)) last.emplace(program, id, object);
  return *last;
}

}  // namespace concord::schema
