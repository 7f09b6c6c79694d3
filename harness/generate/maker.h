// Makes a value that is accepted by several schemas at once and refused by others. Members and items are made by
// themselves; alternatives are taken one after the other until one leads to a value; and whatever more than its parts
// decides about is judged by the engine. All of it is bounded by steps.
#pragma once
#include "demand.h"

#include <concord/base/clock.h>
#include <concord/base/random.h>
#include <concord/generate.h>
#include <concord/pattern/matching_text.h>

#include <optional>
#include <string>
#include <vector>

namespace concord::generate {

struct MemberWant;

// What is wanted of one value.
struct Want {
  std::vector<PartId> must = {};
  std::vector<PartId> must_not = {};
  std::vector<Taken> taken = {};
  std::vector<std::string> needed = {}, forbidden = {};  // members
  std::vector<MemberWant> members;                       // what is wanted of some members beside
  std::optional<std::vector<Node>> values = {};          // one of these
  std::vector<Node> preferred = {};                      // these first
  std::vector<const Node*> avoid = {};                   // none that equals one of these; they outlive the making
  std::uint32_t types = kEveryType;
  std::optional<pattern::LengthRange> length = {};  // of a text
  std::optional<std::size_t> count = {};            // of items or members
  int refusals = 0;  // how many keywords of parts that must refuse it are broken on purpose around it
};

struct MemberWant {
  std::string name;
  Want want;
};

struct MakerSettings {
  schema::Direction direction = schema::Direction::Request;
  base::SystemTime now{};
};

class Maker {
 public:
  // `outline` and `random` outlive it.
  Maker(const Outline& outline, MakerSettings settings, base::Random& random)
      : outline_(outline), settings_(settings), random_(random) {}

  // `is_random`: any of what may be, instead of the usual.
  void set_mood(Shape shape, bool is_random) { shape_ = shape, is_random_ = is_random; }
  // Where the value will stand; its name says what is usual.
  void set_place(const Pointer& at) { place_ = at.tokens(); }

  // Nothing when none was found within the bounds: see fault().
  std::optional<Node> make(const Want& want);

  struct Fault {
    Pointer at;
    std::string reason;
  };
  // Why the last value was not made: the deepest place that could not be filled.
  const Fault& fault() const { return fault_; }

 private:
  using Made = std::optional<Node>;

  Made make_within(const Want& want);
  Demand gather(const Want& want) const;
  Made make_by_choice(const Want& want, const Demand& demand);
  Made make_by_guess(const Want& want, const Demand& demand);
  Made make_decided(const Want& want, const Demand& demand, bool is_judged);
  std::vector<std::size_t> order_of(const Ask& choice);
  void blame_twins(const Ask& choice);
  std::vector<PartId> bases_of(const Demand& demand) const;
  void name_by_base(Want& want, const Demand& demand) const;
  Made make_named(const Want& want, const Demand& demand);
  Made make_listed(const Want& want, const Demand& demand);
  std::vector<Node> usual_first(const Want& want, const Demand& demand) const;
  std::vector<std::uint32_t> types_of(const Want& want, const Demand& demand);
  Made make_of_type(std::uint32_t type, const Want& want, const Demand& demand, bool is_judged);

  // make_refusal.cc
  std::vector<Want> ways_to_refuse(const Want& want, PartId part) const;
  Made make_refused(const Want& want, const Demand& demand);

  // make_number.cc, make_text.cc
  Made make_number(const Want& want, const Demand& demand);
  Made make_text(const Want& want, const Demand& demand);
  Made text_within(const Want& want, const Demand& demand);
  std::vector<std::string> texts_by_pattern(const Demand& demand, pattern::LengthRange length);
  std::vector<std::string> texts_by_format(const Demand& demand, pattern::LengthRange length);

  // make_object.cc
  struct Draft;
  Made make_object(const Want& want, const Demand& demand, bool is_judged);
  void choose_names(const Want& want, const Demand& demand, Draft& draft);
  void add_needed(const Want& want, const Demand& demand, Draft& draft) const;
  void add_entries(const Want& want, const Demand& demand, Draft& draft);
  std::vector<std::string> fresh_names(const Demand& demand, const Draft& draft, std::size_t count);
  bool may_be_named(const Demand& demand, std::string_view name) const;
  bool is_left_out(const Want& want, const Demand& demand, std::string_view name, const std::vector<PartId>& parts);
  bool fill(const Want& want, const Demand& demand, Draft& draft);
  Made make_member(const Want& want, const Demand& demand, const std::string& name);
  Made make_with_dependents(const Want& want, const Demand& demand, const Draft& draft, bool& has_any);
  Made grown(const Want& want, const Draft& draft);

  // make_array.cc
  struct ItemCount {
    std::size_t least, wanted;
  };
  Made make_array(const Want& want, const Demand& demand, bool is_judged);
  std::size_t count_of_items(const Demand& demand, std::size_t least, std::size_t most);
  Made make_items(const Demand& demand, ItemCount count, bool is_together);
  Made make_item(const Want& want);

  bool accepts(const Want& want, const Node& value) const;
  bool is_in_progress(const std::vector<PartId>& parts) const;
  std::uint64_t below(std::uint64_t bound) { return is_random_ ? random_.below(bound) : 0; }
  void blame(std::string reason);
  static std::vector<Node> plain_values();
  Made first_of(const Want& want, std::vector<Node> candidates) const;
  template <class Make>
  Made within(std::string token, const Make& make_it) {
    place_.push_back(std::move(token));
    ++values_;
    Made made = make_it();
    place_.pop_back();
    return made;
  }

  const Outline& outline_;
  MakerSettings settings_;
  base::Random& random_;
  Shape shape_ = Shape::Typical;
  bool is_random_ = false;
  std::vector<std::string> place_;                // where the value stands that is being made
  std::vector<std::vector<PartId>> in_progress_;  // what is asked of the values around it
  std::size_t depth_ = 0, steps_ = 0, values_ = 0;
  std::size_t bytes_ = 0;  // of the texts that were made
  Fault fault_;
};

// The types of which keywords speak that `type` does not name: `minLength` of texts.
std::uint32_t spoken_types(const Demand& demand);

// With an alternative taken, and the others of a oneOf refused.
Want taking(Want want, const Taken& taken);
// A discriminator's member must name the alternative.
void name_alternative(const Outline& outline, Want& want, const Taken& taken);

// Every value of a schema that is made by keywords which are about a member or an item each, or about the type, is good
// when its members and items are. Not so of others.
bool is_sum_of_parts(const Want& want, const Demand& demand);

}  // namespace concord::generate
