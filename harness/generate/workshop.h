// What valid and invalid values are made with: the schema, its outline, the wire, and what could not be made.
#pragma once
#include "maker.h"
#include "sites.h"

#include <optional>
#include <string>
#include <vector>

namespace concord::generate {

class Workshop {
 public:
  Workshop(schema::Schema schema, Options options)
      : schema_(std::move(schema)), outline_(schema_), options_(std::move(options)) {}

  const schema::Schema& schema() const { return schema_; }
  const Outline& outline() const { return outline_; }
  const Options& options() const { return options_; }

  // What the receiver reads; nothing when the value cannot be written.
  std::optional<Node> received(const Node& value) const;
  bool is_valid(const Node& value) const;
  // Why it is not: a phrase.
  std::string refusal(const Node& value) const;

  // The whole value of that shape, or any; judged.
  std::optional<Node> value(Shape shape, base::Random& random, bool is_random);
  // A part of a value, which stands at `at`; it is not judged within the whole. `fault` learns why there is none.
  std::optional<Node> part(const Want& want, const Pointer& at, base::Random& random,
                           std::string* fault = nullptr) const;
  base::Random random() const { return base::Random(options_.seed); }

  void miss(Pointer at, std::string what, std::string reason);
  const std::vector<Unmade>& unmade() const { return unmade_; }

 private:
  std::optional<Node> writable_value(Maker& making, const Node& unwritable) const;
  Maker maker(base::Random& random) const { return {outline_, {options_.direction, options_.now}, random}; }

  schema::Schema schema_;
  Outline outline_;
  Options options_;
  std::vector<Unmade> unmade_;
};

// How much all variants, or all breaches, of a schema may take together, and all that is planned for them.
constexpr std::size_t kMostBytes = 8'000'000;
// About how many bytes the value takes as JSON.
std::size_t bytes_of(const Node& value);

// `root` with `part` in place of what stands at `at`.
Node with_part(const Node& root, const Pointer& at, Node part);

}  // namespace concord::generate
