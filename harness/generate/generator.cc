#include <concord/generate.h>

#include "breaches.h"
#include "formats.h"
#include "usual_values.h"
#include "variants.h"

#include <concord/base/patience.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/pattern/matching_text.h>

#include <algorithm>
#include <array>

namespace concord::generate {

namespace {

// Of base::Patience, for all that one call makes: some seconds.
constexpr std::uint64_t kMostUnits = 1u << 27;

}  // namespace

struct Generator::State {
  State(schema::Schema schema, Options options) : workshop(std::move(schema), std::move(options)) {}

  Workshop workshop;

  // Whether a text that stands there is one of its format, and nothing shows or lists which.
  bool is_renewable(const Site& site) const {
    if (site.demand.find(Asks::Values)) return false;
    return std::none_of(site.demand.parts.begin(), site.demand.parts.end(), [&](PartId part) {
      const Node& text = workshop.outline().text(part);
      return text.has("example") || text.has("examples") || text.has("default");
    });
  }

  const std::vector<Valid>& all_valid() {
    if (valid) return *valid;
    const base::Patience patience(kMostUnits);
    valid = variants_of(workshop);
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
  return of(std::move(compiled).value(), std::move(options));
}

Generator Generator::of(schema::Schema schema, Options options) {
  return Generator(std::make_shared<State>(std::move(schema), std::move(options)));
}

std::optional<Node> Generator::value(Shape shape) const {
  const base::Patience patience(kMostUnits);
  base::Random random = state_->workshop.random();
  return state_->workshop.value(shape, random, false);
}

std::vector<Valid> Generator::valid() const { return state_->all_valid(); }

// From the usual value, the fullest, and each alternative.
std::vector<Invalid> Generator::invalid() const {
  std::vector<Valid> bases;
  for (const Valid& one : state_->all_valid()) {
    static constexpr auto keywords =
        std::to_array<std::string_view>({"oneOf", "anyOf", "if", "additionalProperties", "unevaluatedProperties",
                                         "patternProperties", "dependentSchemas", "dependencies"});
    const bool brings_more = std::find(keywords.begin(), keywords.end(), one.keyword) != keywords.end();
    if (one.at.is_root() || (brings_more && !one.value.is_null())) bases.push_back(one);
  }
  const base::Patience patience(kMostUnits);
  const auto rank = [](const Valid& one) { return one.keyword == "example" ? 0 : one.keyword == "properties" ? 1 : 2; };
  std::stable_sort(bases.begin(), bases.end(), [&](const Valid& a, const Valid& b) { return rank(a) < rank(b); });
  return breaches_of(state_->workshop, bases);
}

std::optional<Node> Generator::random(base::Random& random) const {
  constexpr int kTries = 4;
  const base::Patience patience(kMostUnits);
  for (int i = 0; i < kTries; ++i) {
    if (auto made = state_->workshop.value(Shape::Typical, random, true)) return made;
  }
  return value(Shape::Typical);
}

std::optional<Invalid> Generator::random_invalid(base::Random& random) const {
  constexpr int kTries = 20;
  const base::Patience patience(kMostUnits);
  auto made = this->random(random);
  if (!made) return std::nullopt;
  const Workshop& workshop = state_->workshop;
  const auto base = std::make_shared<const Node>(std::move(*made));
  const std::vector<Site> sites = sites_of(workshop.outline(), *base);
  std::size_t room = kMostBytes;
  for (int i = 0; i < kTries; ++i) {
    std::vector<Breach> breaches = breaches_at(workshop, base, sites[random.below(sites.size())], random, room);
    if (breaches.empty()) continue;
    if (auto invalid = carried_out(workshop, breaches[random.below(breaches.size())])) return invalid;
  }
  return std::nullopt;
}

std::optional<Specimen> Generator::specimen(Shape shape) const {
  constexpr std::size_t kUsualToken = 24;
  auto made = value(shape);
  if (!made) return std::nullopt;
  std::vector<Specimen::Spot> spots;
  base::Random random = state_->workshop.random();
  const auto add_token = [&](const Site& site) {
    const Rule* pattern = site.demand.find(Asks::Pattern);
    const std::string text(pattern ? pattern->text : std::string_view());
    const std::size_t own = base::count_code_points(site.value->as_string());
    for (const std::size_t length : {std::max(own, kUsualToken), own}) {
      Specimen::Spot spot{site.at, {}, text, length};
      const Node tried = with_part(*made, site.at, Node(spot.text({}, random)));
      if (state_->workshop.is_valid(tried)) return spots.push_back(std::move(spot));
    }
  };
  for (const Site& site : sites_of(state_->workshop.outline(), *made)) {
    if (!site.value->is_string() || !state_->is_renewable(site)) continue;
    const std::size_t before = spots.size();
    for (const Ask& ask : site.demand.asks) {
      if (ask.rule->asks == Asks::Format && is_fresh_format(ask.rule->text))
        spots.push_back({site.at, std::string(ask.rule->text), {}, 0});
    }
    const bool is_token = !site.at.is_root() && base::names_token(site.at.tokens().back());
    if (spots.size() == before && is_token) add_token(site);
  }
  return Specimen(std::move(*made), std::move(spots),
                  [state = state_](const Node& value) { return state->workshop.is_valid(value); });
}

std::string Specimen::Spot::text(base::SystemTime now, base::Random& random) const {
  if (!pattern.empty()) {
    const auto maker = pattern::MatchingText::of(pattern);
    return maker ? maker->any(random, {length, length}) : "";
  }
  if (format.empty()) return random.token(length).substr(0, length);
  const std::string name = at.is_root() ? "" : at.tokens().back();
  std::vector<std::string> texts = texts_of_format(format, {usual_time(name, now), random});
  return texts.empty() ? "" : std::move(texts.front());
}

// A pattern is aimed at, and not always met at once.
Node Specimen::renewed(base::SystemTime now, base::Random& random) const {
  constexpr int kTries = 4;
  for (int i = 0; i < kTries && !spots_.empty(); ++i) {
    Node value = value_;
    for (const Spot& spot : spots_) {
      std::string text = spot.text(now, random);
      Node* place = document::resolve(value, spot.at);
      if (place && !text.empty()) *place = Node(std::move(text));
    }
    if (is_valid_(value)) return value;
  }
  return value_;
}

bool Generator::accepts(const Node& value) const { return state_->workshop.is_valid(value); }

const std::vector<Unmade>& Generator::unmade() const { return state_->workshop.unmade(); }

const schema::Schema& Generator::schema() const { return state_->workshop.schema(); }

}  // namespace concord::generate
