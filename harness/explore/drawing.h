// Requests drawn at random from what a document says of one operation, valid and invalid ones, and whether a request
// that was made simpler still is one of that kind.
#pragma once
#include "known_values.h"
#include "operation_values.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace concord::explore {

struct Drawn {
  Node request;     // whole
  Planned planned;  // what is special of it, and what is expected
  // Whether texts that the schema leaves open are as documented requests have them; else a refusal is a warning.
  bool keeps_texts = false;
};

// A part of a request that was drawn: "/query/limit", "/body".
struct DrawnPart {
  Pointer at;
  bool is_required = false;
};

class Drawing {
 public:
  // `accepted`: a request of the operation that was accepted, whose path, credentials and references each drawn one
  // has. All must outlive it.
  Drawing(OperationValues& values, const KnownValues& known, const Node& accepted, std::uint64_t seed);

  // Whether anything of the operation's requests can be drawn.
  static bool can_draw(OperationValues& values);
  // The same for the same document, seed and number, but for what answers told. Every third one is invalid where that
  // can be had. Nothing: none could be made.
  std::optional<Drawn> draw(std::size_t number);
  // Whether it is as valid, or broken by the same keyword of the same schema and by no more, as `drawn` is.
  bool is_of_kind(const Node& request, const Drawn& drawn) const;
  std::vector<DrawnPart> drawn_parts() const;
  // Whether only the other side knows which values are right there, or provider.yaml says it.
  bool is_decided(const Pointer& at) const;
  const Node& accepted() const { return accepted_; }

 private:
  // Of those that can be drawn, those that nobody else decides on.
  std::vector<const PlannedParameter*> varying() const;
  void draw_parameter(const PlannedParameter& parameter, std::size_t number, Node& request) const;
  std::optional<Node> drawn_body(const PlannedContent& content, std::size_t number) const;
  Node fitted(Node body, const PlannedContent& content) const;
  bool is_valid(const schema::Schema& schema, const Node& read, const Pointer& part) const;
  static bool has_any_text(std::size_t number);
  std::optional<Drawn> valid(Node request, std::size_t number) const;
  std::optional<Drawn> broken(const Node& request, std::size_t number) const;
  std::optional<Drawn> broken_parameter(Node request, const PlannedParameter& parameter, base::Random& random) const;
  std::optional<Drawn> broken_body(const Node& request, const PlannedContent& content, base::Random& random) const;
  base::Random random_for(std::string_view part, std::size_t number) const;

  OperationValues& values_;
  const KnownValues& known_;
  const Node& accepted_;
  std::uint64_t seed_;
  std::vector<const PlannedParameter*> drawable_;
};

}  // namespace concord::explore
