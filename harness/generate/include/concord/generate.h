// Values made from a schema: those it accepts, and those it refuses at one place for one reason.
//
//     auto generator = generate::Generator::make(content.schema, {.direction = schema::Direction::Request});
//     if (generator) for (const generate::Valid& one : generator->valid()) send(one.value);
//
// Nothing is returned that the schema engine did not judge first, as the receiver will read it; what could not be made
// is told by unmade(). The same schema, seed and time make the same values on every machine.
#pragma once
#include <concord/base/clock.h>
#include <concord/base/random.h>
#include <concord/contract.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace concord::generate {

using document::Node;
using document::Pointer;

// How much of what may be there is there.
enum class Shape : std::uint8_t { Smallest, Typical, Fullest };

// A value that the schema accepts, and what is special of it.
struct Valid {
  Node value;
  // A phrase: `only what is required`, `without /nickname`, `/kind "gold"`, `/amount at maximum 500`, `null at /note`,
  // `/payment as Card`.
  std::string what;
  Pointer at;           // the place that the phrase is about; the root: the whole
  std::string keyword;  // "required" (smallest), "properties" (fullest, or without one), "enum", "maximum", "oneOf",
                        // "type" (null), "format", "example"
};

// A value that the schema refuses, at one place and for one reason.
struct Invalid {
  Node value;
  Pointer at;
  std::string keyword;                // broken: "required", "type", "enum", "maximum", "additionalProperties", …
  std::string schema_location;        // of the keyword, as of schema::Violation
  std::optional<Node> before, after;  // what stands at `at`; none: nothing stands there
  std::string what;                   // a phrase: `without /amount`, `/amount a text`, `/amount 501, above maximum 500`
};

// What could not be made, which is said and never passed over.
struct Unmade {
  Pointer at;        // in the value
  std::string what;  // a phrase: "a value", "an invalid value for pattern", …
  std::string reason;
};

// A value to be sent again and again: ids, tokens and times in it are new each time.
class Specimen {
 public:
  // As it was made.
  const Node& value() const { return value_; }
  // With other ids and tokens (base::names_token), and with times of `now`; accepted by the schema too.
  Node renewed(base::SystemTime now, base::Random& random) const;

 private:
  friend class Generator;
  struct Spot {
    Pointer at;
    std::string format;      // "": a token, by its pattern or of this length
    std::string pattern;
    std::size_t length = 0;  // code points
    std::string text(base::SystemTime now, base::Random& random) const;  // "": none could be made
  };
  Specimen(Node value, std::vector<Spot> spots, std::function<bool(const Node&)> is_valid)
      : value_(std::move(value)), spots_(std::move(spots)), is_valid_(std::move(is_valid)) {}
  Node value_;
  std::vector<Spot> spots_;
  std::function<bool(const Node&)> is_valid_;
};

struct Options {
  schema::Direction direction = schema::Direction::Request;
  std::uint64_t seed = 0;  // the same seed, time and schema: the same bytes everywhere
  base::SystemTime now{};
  std::size_t most = 400;  // variants or breaches of one schema; what is left out is `unmade`
  // What the receiver reads of a value once it was written as text; nothing: it cannot be written or is left out.
  // Empty: the value itself (JSON). Values are judged after it.
  std::function<std::optional<Node>(const Node&)> on_wire = {};
};

// Values of one schema. Cheap to copy; copies share what they know. Not to be used by two threads at once.
class Generator {
 public:
  // The mistakes of the schema. Without a schema any value will do.
  static base::Result<Generator> make(const contract::SchemaRef& schema, Options options);

  // Of a schema that is compiled already; its direction should be that of the options.
  static Generator of(schema::Schema schema, Options options);

  // Nothing: see unmade().
  std::optional<Node> value(Shape shape) const;
  // Smallest, fullest, each optional member alone, members of enums, branches, boundaries, null, formats; no two equal.
  std::vector<Valid> valid() const;
  // Each keyword at each place broken once; several ways where they differ: below and above, each wrong type that
  // differs on the wire.
  std::vector<Invalid> invalid() const;
  std::optional<Node> random(base::Random& random) const;  // any valid value
  std::optional<Invalid> random_invalid(base::Random& random) const;
  // Of value(); what the schema shows as an example stays as it is.
  std::optional<Specimen> specimen(Shape shape) const;
  // Whether the schema accepts the value, as the receiver reads it.
  bool accepts(const Node& value) const;
  // Of what was asked for so far, each once.
  const std::vector<Unmade>& unmade() const;

  // What the values are judged by.
  const schema::Schema& schema() const;

 private:
  struct State;
  explicit Generator(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

// The wire of a parameter: written by its style and read back, typed by its schema (message/value_format.h).
std::function<std::optional<Node>(const Node&)> wire_of(const contract::Parameter& parameter);
// Of a body of that media type: of JSON the value itself; of forms and multipart by their encoding.
std::function<std::optional<Node>(const Node&)> wire_of(const contract::Content& content);

// Of a header of an answer.
std::function<std::optional<Node>(const Node&)> wire_of(const contract::DocumentedHeader& header);

}  // namespace concord::generate
