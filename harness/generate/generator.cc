#include <concord/generate.h>

#include "breaches.h"
#include "variants.h"

#include <algorithm>

namespace concord::generate {

struct Generator::State {
  State(schema::Schema schema, Options options) : workshop(std::move(schema), std::move(options)) {}

  Workshop workshop;

  const std::vector<Valid>& all_valid() {
    if (!valid) valid = variants_of(workshop);
    return *valid;
  }

 private:
  std::optional<std::vector<Valid>> valid;
};

base::Result<Generator> Generator::make(const contract::SchemaRef& schema, Options options) {
  contract::SchemaRef ref = schema;
  if (!ref) ref.root = std::make_shared<const Node>(true);
  auto compiled = contract::compile(ref, options.direction);
  if (!compiled) return std::move(compiled).diagnostics();
  return Generator(std::make_shared<State>(std::move(compiled).value(), std::move(options)));
}

std::optional<Node> Generator::value(Shape shape) const {
  base::Random random = state_->workshop.random();
  return state_->workshop.value(shape, random, false);
}

std::vector<Valid> Generator::valid() const { return state_->all_valid(); }

// From the usual value, the fullest, and each alternative.
std::vector<Invalid> Generator::invalid() const {
  std::vector<Valid> bases;
  for (const Valid& one : state_->all_valid()) {
    const bool is_alternative = one.keyword == "oneOf" || one.keyword == "anyOf" || one.keyword == "if";
    if (one.at.is_root() || is_alternative) bases.push_back(one);
  }
  const auto rank = [](const Valid& one) { return one.keyword == "example" ? 0 : one.keyword == "properties" ? 1 : 2; };
  std::stable_sort(bases.begin(), bases.end(), [&](const Valid& a, const Valid& b) { return rank(a) < rank(b); });
  return breaches_of(state_->workshop, bases);
}

std::optional<Node> Generator::random(base::Random& random) const {
  constexpr int kTries = 4;
  for (int i = 0; i < kTries; ++i) {
    if (auto made = state_->workshop.value(Shape::Typical, random, true)) return made;
  }
  return value(Shape::Typical);
}

std::optional<Invalid> Generator::random_invalid(base::Random& random) const {
  constexpr int kTries = 20;
  auto made = this->random(random);
  if (!made) return std::nullopt;
  const Workshop& workshop = state_->workshop;
  const auto base = std::make_shared<const Node>(std::move(*made));
  const std::vector<Site> sites = sites_of(workshop.outline(), *base);
  for (int i = 0; i < kTries; ++i) {
    std::vector<Breach> breaches = breaches_at(workshop, base, sites[random.below(sites.size())], random);
    if (breaches.empty()) continue;
    if (auto invalid = carried_out(workshop, breaches[random.below(breaches.size())])) return invalid;
  }
  return std::nullopt;
}

const std::vector<Unmade>& Generator::unmade() const { return state_->workshop.unmade(); }

const schema::Schema& Generator::schema() const { return state_->workshop.schema(); }

}  // namespace concord::generate
