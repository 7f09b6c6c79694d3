#include <concord/base/text.h>
#include <concord/run.h>

namespace concord::run {

namespace {

// FNV-1a: stable, and enough to tell plans apart.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) add_byte(static_cast<unsigned char>(c));
    add_byte(0);
  }
  std::string hex() const {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(value_ >> shift);
    return base::hex_encode(bytes);
  }

 private:
  void add_byte(unsigned char byte) { value_ = (value_ ^ byte) * 1099511628211ull; }
  std::uint64_t value_ = 14695981039346656037ull;
};

class PlanSource : public CaseSource {
 public:
  PlanSource(const suite::Plan& plan, Shard shard) : plan_(plan), shard_(shard) {}

  void describe(result::RunInfo& info) const override {
    info.planned = plan_.size();
    info.shard_index = shard_.index;
    info.shard_count = shard_.count;
    Hash hash;
    for (std::size_t i = 0; i < plan_.size(); ++i) hash.add(name_of(i));
    info.plan_hash = hash.hex();
  }
  void announce(const std::function<void(const result::CasePlan&)>& plan) const override {
    for (std::size_t i = first(); i < plan_.size(); i += shard_.count) plan(plan_.outline(i));
  }
  std::string name_of(std::size_t index) const override {
    const result::CasePlan one = plan_.outline(index);
    return one.classname + " :: " + one.name;
  }
  std::size_t announced() const override {
    return plan_.size() <= first() ? 0 : (plan_.size() - first() - 1) / shard_.count + 1;
  }
  Next next() override {
    const std::size_t index = first() + given_ * shard_.count;
    if (index >= plan_.size()) return {};
    ++given_;
    return {State::Ready, index, std::make_shared<const suite::Case>(plan_.make(index))};
  }

 private:
  std::size_t first() const { return shard_.index - 1; }

  const suite::Plan& plan_;
  Shard shard_;
  std::size_t given_ = 0;
};

}  // namespace

std::unique_ptr<CaseSource> make_plan_source(const suite::Plan& plan, Shard shard) {
  return std::make_unique<PlanSource>(plan, shard);
}

}  // namespace concord::run
