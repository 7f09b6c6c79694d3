// The one table of changes. A new one is a row here, its name in change_kinds.h, and the place where it is noticed.
#include "change_kinds.h"

#include "shape.h"

#include <algorithm>
#include <map>

namespace concord::diff {
namespace {

using finding::Level;
using finding::RuleInfo;

constexpr Effect none = Effect::None, narrows = Effect::Narrows, widens = Effect::Widens, both = Effect::Incomparable,
                 unknown = Effect::Unknown;

constexpr ChangeKind before_limits[] = {
    {"type-narrowed", narrows, true, "{where} was {old} and is {new} now", ""},
    {"type-widened", widens, true, "{where} was {old} and may be {new} now",
     "An integer is a number, so integer to number is a widening."},
    {"type-changed", both, true, "{where} was {old} and is {new} now", ""},
    {"became-nullable", widens, true, "{where} may be null now",
     "Every spelling counts: nullable, a type array, a union with null, null in an enum."},
    {"became-not-nullable", narrows, true, "{where} may not be null any more", ""},
    {"format-narrowed", narrows, true, "{where} has the format {new} now, it was {old}",
     "A format where there was none narrows, and so does int32 after int64."},
    {"format-widened", widens, true, "{where} has the format {new} now, it was {old}", ""},
    {"format-changed", both, true, "{where} has the format {new} now, it was {old}", ""},
    {"enum-added", narrows, true, "{where} is limited to listed values now", ""},
    {"enum-removed", widens, true, "{where} is not limited to listed values any more", ""},
    {"enum-value-removed", narrows, true, "{where} has lost the value {subject}", ""},
    {"enum-value-added", widens, true, "{where} has the new value {subject}",
     "A client that reads an answer may know no value but those that were listed."},
    {"extensible-value-removed", narrows, true, "{where} has lost the example value {subject}",
     "x-extensible-enum lists values and warns that there may be others."},
    {"extensible-value-added", none, true, "{where} has the new example value {subject}",
     "x-extensible-enum lists values and warns that there may be others."},
    {"multiple-of-narrowed", narrows, true, "{where} must be a multiple of {new} now, it was {old}", ""},
    {"multiple-of-widened", widens, true, "{where} must be a multiple of {new} now, it was {old}", ""},
    {"multiple-of-changed", both, true, "{where} must be a multiple of {new} now, it was {old}", ""},
    {"pattern-added", narrows, true, "{where} must match {new} now", ""},
    {"pattern-removed", widens, true, "{where} need not match {old} any more", ""},
    {"pattern-changed", unknown, true, "{where} must match {new} now, it was {old}",
     "Which of two patterns allows more cannot be told in general."},
    {"content-encoding-changed", both, true, "{where} has the encoding {new} now, it was {old}", ""},
    {"content-media-type-changed", both, true, "{where} holds {new} now, it was {old}", ""},
    {"content-schema-added", narrows, true, "{where} has a schema for its content now", ""},
    {"content-schema-removed", widens, true, "{where} has no schema for its content any more", ""},
    {"unique-items-added", narrows, true, "the items of {where} must differ from each other now", ""},
    {"unique-items-removed", widens, true, "the items of {where} may be equal now", ""},
    {"required-property-added", narrows, true, "{where} has the new required property {subject}",
     "A default does not help: a request without the property is not valid."},
    {"optional-property-added", none, true, "{where} has the new optional property {subject}",
     "Clients are expected to ignore what they do not know."},
    {"required-property-removed", unknown, true, "{where} has lost the required property {subject}",
     "A client that reads it breaks; one that sends it may."},
    {"optional-property-removed", unknown, true, "{where} has lost the optional property {subject}",
     "Whether anybody relied on it, the documentation does not say."},
    {"property-refused", narrows, true, "{where} has lost the property {subject} and takes no others", ""},
    {"property-became-required", narrows, true, "the property {subject} of {where} is required now", ""},
    {"property-became-optional", widens, true, "the property {subject} of {where} is optional now", ""},
    {"additional-properties-closed", narrows, true, "{where} takes no properties but those that are named now", ""},
    {"additional-properties-opened", widens, true, "{where} may have properties that are not named now", ""},
    {"additional-items-closed", narrows, true, "{where} takes no items but those that are listed now", ""},
    {"additional-items-opened", widens, true, "{where} may have items that are not listed now", ""},
    {"pattern-property-added", narrows, true, "{where} says something new about properties that match {subject}", ""},
    {"pattern-property-removed", widens, true, "{where} says nothing about properties that match {subject} any more",
     ""},
    {"pattern-property-allowed", widens, true, "{where} may have properties that match {subject} now",
     "It takes no properties but those that are named or match a pattern."},
    {"pattern-property-refused", narrows, true, "{where} may not have properties that match {subject} any more",
     "It takes no properties but those that are named or match a pattern."},
    {"property-names-added", narrows, true, "the names of the properties of {where} are limited now", ""},
    {"property-names-removed", widens, true, "the names of the properties of {where} are not limited any more", ""},
    {"dependent-required-added", narrows, true, "in {where} {subject} now", ""},
    {"dependent-required-removed", widens, true, "{where} has lost a rule: {subject}", ""},
    {"dependent-schema-added", narrows, true, "{where} has a new schema for when {subject} is there", ""},
    {"dependent-schema-removed", widens, true, "{where} has lost its schema for when {subject} is there", ""},
    {"contains-added", narrows, true, "{where} must contain certain items now", ""},
    {"contains-removed", widens, true, "{where} need not contain certain items any more", ""},
    {"contains-changed", unknown, true, "what {where} must contain, but not too often, is another thing now",
     "With maxContains, more items that count may be too many."},
    {"not-added", narrows, true, "{where} has a new \"not\": {new}", ""},
    {"not-removed", widens, true, "{where} has lost a \"not\": {old}", ""},
    {"not-excludes-more", narrows, true, "the \"not\" of {where} excludes more now: {new}, it was {old}",
     "What is under \"not\" counts the other way round: a schema that allows more there refuses more."},
    {"not-excludes-less", widens, true, "the \"not\" of {where} excludes less now: {new}, it was {old}",
     "What is under \"not\" counts the other way round: a schema that allows less there refuses less."},
    {"not-changed", unknown, true, "the \"not\" of {where} is {new} now, it was {old}", ""},
    {"condition-added", narrows, true, "{where} has a new condition: {new}", "Some of if, then and else."},
    {"condition-removed", widens, true, "{where} has lost a condition: {old}", "Some of if, then and else."},
    {"condition-narrowed", narrows, true, "{where} demands something in more cases: if {new}, it was if {old}",
     "A wider \"if\" with \"then\", or a narrower one with \"else\"."},
    {"condition-widened", widens, true, "{where} demands something in fewer cases: if {new}, it was if {old}",
     "A narrower \"if\" with \"then\", or a wider one with \"else\"."},
    {"condition-changed", unknown, true, "{where} has another condition: if {new}, it was if {old}", ""},
    {"variant-added", widens, true, "{where} has the new variant {subject}", "A branch of oneOf or anyOf."},
    {"variant-removed", narrows, true, "{where} has lost the variant {subject}", "A branch of oneOf or anyOf."},
    {"variant-covered", none, true,
     "the variant {subject} of {where} stands on one side only, and another one allows the same",
     "A branch of oneOf or anyOf came or went that another branch covers."},
    {"union-added", widens, true, "{where} was one thing and may be one of several now",
     "What it was is one of the variants."},
    {"union-removed", narrows, true, "{where} was one of several things and is one now",
     "What it is was one of the variants."},
    {"union-kind-narrowed", narrows, true, "{where} was anyOf and is oneOf now",
     "A value that two of the variants allow is refused. Where no value can be of two variants, this is no change."},
    {"union-kind-widened", widens, true, "{where} was oneOf and is anyOf now", ""},
    {"structure-changed", both, true, "{where} is built in another way: {old} before, {new} now", ""},
    {"discriminator-added", none, true, "{where} has a discriminator now: {new}", ""},
    {"discriminator-removed", none, true, "{where} has lost its discriminator {old}", ""},
    {"discriminator-changed", both, true, "the discriminator of {where} was {old} and is {new} now", ""},
    {"discriminator-value-added", none, true, "{where} has the new discriminator value {subject}", ""},
    {"discriminator-value-removed", unknown, true, "{where} has lost the discriminator value {subject}", ""},
    {"discriminator-value-changed", unknown, true,
     "the discriminator value {subject} of {where} stands for {new} now, it was {old}", ""},
    {"became-read-only", unknown, true, "{where} is read-only now", "A client that sends it may be refused."},
    {"became-not-read-only", none, true, "{where} is not read-only any more", ""},
    {"became-write-only", unknown, true, "{where} is write-only now", "It is not in answers any more."},
    {"became-not-write-only", none, true, "{where} is not write-only any more", ""},
    {"default-added", none, true, "{where} has the default {new} now", ""},
    {"default-removed", unknown, true, "{where} has lost its default {old}",
     "What a client sends is as good as before, but what it leaves out may mean something else now."},
    {"default-changed", unknown, true, "the default of {where} was {old} and is {new} now",
     "What a client sends is as good as before, but what it leaves out means something else now."},
    {"property-deprecated", none, true, "{where} is deprecated now and ends on {new}", ""},
    {"property-deprecated-without-sunset", unknown, true,
     "{where} is deprecated now, and nothing says until when it stays", "x-sunset with a date would say it."},
    {"property-reactivated", none, true, "{where} is not deprecated any more", ""},
    {"property-removed-after-sunset", none, true, "{where} has lost the property {subject}, whose sunset was {old}",
     ""},
    {"property-removed-before-sunset", both, true,
     "{where} has lost the property {subject}, whose sunset {old} is still to come", ""},
};

constexpr ChangeKind after_limits[] = {
    {"request-parameter-required-added", narrows, false, "{where} is new and required", ""},
    {"request-parameter-optional-added", none, false, "{where} is new", ""},
    {"request-parameter-removed", unknown, false, "{where} is gone",
     "Nothing says whether a request that still has it is refused."},
    {"request-parameter-removed-after-sunset", none, false, "{where} is gone after its sunset {old}", ""},
    {"request-parameter-removed-before-sunset", both, false, "{where} is gone before its sunset {old}", ""},
    {"request-parameter-became-required", narrows, false, "{where} is required now", ""},
    {"request-parameter-became-optional", none, false, "{where} is optional now", ""},
    {"request-parameter-style-changed", both, false, "{where} is written as {new} now, it was {old}", ""},
    {"request-parameter-deprecated", none, false, "{where} is deprecated now and ends on {new}", ""},
    {"request-parameter-deprecated-without-sunset", unknown, false,
     "{where} is deprecated now, and nothing says until when it stays", "x-sunset with a date would say it."},
    {"request-parameter-reactivated", none, false, "{where} is not deprecated any more", ""},
    {"request-body-required-added", narrows, false, "{where} is new and required", ""},
    {"request-body-optional-added", none, false, "{where} is new", ""},
    {"request-body-removed", both, false, "{where} is gone", "What a client said in it cannot be said any more."},
    {"request-body-became-required", narrows, false, "{where} is required now", ""},
    {"request-body-became-optional", none, false, "{where} is optional now", ""},
    {"media-type-added", none, true, "{where} may be {subject} now",
     "A client asks for the media types that it knows."},
    {"media-type-removed", both, true, "{where} cannot be {subject} any more", ""},
    {"schema-added", narrows, true, "{where} has a schema now", ""},
    {"schema-removed", widens, true, "{where} has no schema any more", ""},
    {"encoding-changed", both, true, "the part {subject} of {where} is encoded in another way", ""},
    {"response-success-status-added", none, false, "{where} is new", ""},
    {"response-success-status-removed", both, false, "{where} is gone", ""},
    {"response-error-status-added", none, false, "{where} is new",
     "Clients are expected to treat an error that they do not know by its class."},
    {"response-error-status-removed", none, false, "{where} is gone", ""},
    {"response-status-covered", none, false, "{where} is not named any more, {new} stands for it", ""},
    {"response-body-added", none, false, "{where} has a body now", ""},
    {"response-body-removed", both, false, "{where} has no body any more", ""},
    {"response-header-added", none, false, "{where} is new", ""},
    {"response-header-required-removed", both, false, "{where}, which was always there, is gone", ""},
    {"response-header-optional-removed", unknown, false, "{where} is gone",
     "Whether anybody relied on it, the documentation does not say."},
    {"response-header-became-optional", both, false, "{where} may be missing now", ""},
    {"response-header-became-required", none, false, "{where} is always there now", ""},
    {"response-link-added", none, false, "{where} is new", ""},
    {"response-link-removed", unknown, false, "{where} is gone", ""},
    {"response-link-changed", unknown, false, "{where} was {old} and is {new} now", ""},
    {"operation-added", none, false, "the operation is new", ""},
    {"operation-removed", both, false, "the operation is gone, and it was not deprecated", ""},
    {"operation-removed-before-sunset", both, false, "the operation is gone before its sunset {old}", ""},
    {"operation-removed-after-sunset", none, false, "the operation is gone after its sunset {old}", ""},
    {"operation-removed-deprecated", unknown, false, "the operation is gone; it was deprecated without a date", ""},
    {"operation-removed-sunset-unreadable", both, false, "the operation is gone, and its sunset {old} was no date",
     "So it may have been promised for longer."},
    {"operation-deprecated", none, false, "the operation is deprecated now and ends on {new}", ""},
    {"operation-deprecated-without-sunset", unknown, false,
     "the operation is deprecated now, and nothing says until when it stays", "x-sunset with a date would say it."},
    {"operation-reactivated", none, false, "the operation is not deprecated any more", ""},
    {"sunset-earlier", both, false, "the sunset of {where} was {old} and is {new} now",
     "Who planned for the old date has less time than was promised."},
    {"sunset-later", none, false, "the sunset of {where} was {old} and is {new} now", ""},
    {"sunset-removed", both, false, "{where} is still deprecated and has lost its sunset {old}",
     "What was promised until that day may end before it."},
    {"sunset-unreadable", unknown, false, "the sunset {new} of {where} is no date", "Written as 2027-01-31."},
    {"sunset-too-soon", both, false, "the sunset {new} of {where} leaves too little time",
     "It is announced for a day that is over, or nearer than --sunset-days asks for."},
    {"operation-id-changed", none, false, "the operationId was {old} and is {new} now",
     "Code that was generated has other names."},
    {"operation-id-added", none, false, "the operationId {new} is new", "There was none before."},
    {"operation-id-removed", none, false, "the operationId {old} is gone", "Code that was generated has other names."},
    {"webhook-added", none, false, "the webhook is new", ""},
    {"webhook-removed", both, false, "the webhook is gone", ""},
    {"callback-added", none, false, "the callback {subject} is new", ""},
    {"callback-removed", both, false, "the callback {subject} is gone", ""},
    {"security-added", narrows, false, "credentials are required now: {new}", ""},
    {"security-removed", none, false, "no credentials are required any more; they were {old}", ""},
    {"security-alternative-added", none, false, "{subject} is accepted as well now", ""},
    {"security-alternative-removed", narrows, false, "{subject} is not accepted any more",
     "Who has these credentials and no others is locked out."},
    {"security-scope-added", narrows, false, "the scope {subject} is needed now",
     "A token that was issued without the scope is refused."},
    {"security-scope-removed", none, false, "the scope {subject} is not needed any more", ""},
    {"security-scheme-changed", both, false, "the security scheme {subject} was {old} and is {new} now", ""},
    {"security-url-changed", unknown, false, "an address of the security scheme {subject} was {old} and is {new} now",
     ""},
    {"security-scope-defined", none, false, "there is the new scope {subject}", ""},
    {"security-scope-undefined", unknown, false, "there is no scope {subject} any more", ""},
    {"server-added", none, false, "the server {subject} is new", ""},
    {"server-removed", both, false, "the server {subject} is gone", ""},
    {"stability-decreased", both, false, "the stability of {where} was {old} and is {new} now",
     "x-stability-level, from draft over alpha and beta to stable."},
    {"stability-increased", none, false, "the stability of {where} was {old} and is {new} now", ""},
    {"stability-unreadable", unknown, false, "the stability {new} of {where} is none of draft, alpha, beta, stable",
     ""},
    {"contract-added", none, false, "the contract of {subject} is new",
     "A folder of a provider that only the new side has."},
    {"contract-removed", both, false, "the contract of {subject} is gone",
     "A folder of a provider that only the old side has."},
    {"not-compared", both, false, "there are more than {new} pairs of schemas: the rest is not compared",
     "So it is not known whether something in it breaks a client."},
    {"not-listed", both, false, "there are more than {new} changes: {old} others are not listed",
     "Some of them may break a client."},
};

// A level that the law does not give, and why in the row's reason.
struct Exception {
  Kind kind;
  Direction direction;
  Level level;
};
constexpr Exception exceptions[] = {
    {Kind::RequiredPropertyRemoved, Direction::Response, Level::Error},
    {Kind::BecameReadOnly, Direction::Response, Level::Info},
    {Kind::DefaultRemoved, Direction::Response, Level::Info},
    {Kind::DefaultChanged, Direction::Response, Level::Info},
    {Kind::BecameWriteOnly, Direction::Request, Level::Info},
    {Kind::ExtensibleValueRemoved, Direction::Response, Level::Info},
    {Kind::DiscriminatorValueRemoved, Direction::Response, Level::Info},
};

std::string kebab(std::string_view keyword) {
  std::string text;
  for (const char c : keyword) {
    if (c >= 'A' && c <= 'Z') text += '-';
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

struct Table {
  std::deque<std::string> texts;  // of the rows of limits, ids and explanations
  std::vector<ChangeKind> kinds;
  std::map<std::pair<std::size_t, Direction>, std::string_view> ids;
  std::vector<RuleInfo> rules;

  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }

  Table() {
    kinds.assign(std::begin(before_limits), std::end(before_limits));
    for (const bool is_narrowed : {true, false}) {
      for (std::size_t i = 0; i < limit_count; ++i) add_limit(i, is_narrowed);
    }
    kinds.insert(kinds.end(), std::begin(after_limits), std::end(after_limits));
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      if (kinds[i].has_direction) {
        add_rule(i, Direction::Request);
        add_rule(i, Direction::Response);
      } else {
        add_rule(i, Direction::None);
      }
    }
    std::sort(rules.begin(), rules.end(), [](const RuleInfo& a, const RuleInfo& b) { return a.id < b.id; });
  }

  void add_limit(std::size_t limit, bool is_narrowed) {
    const std::string keyword(limit_keywords[limit]);
    const std::string_view id = keep(kebab(keyword) + (is_narrowed ? "-narrowed" : "-widened"));
    kinds.push_back(
        {id, is_narrowed ? narrows : widens, true, keep(keyword + " of {where} was {old} and is {new} now"), ""});
  }

  void add_rule(std::size_t index, Direction direction) {
    const ChangeKind& kind = kinds[index];
    const std::string_view prefix = direction == Direction::Request    ? "request-"
                                    : direction == Direction::Response ? "response-"
                                                                       : "";
    const std::string_view id = keep(std::string(prefix) + std::string(kind.id));
    ids[{index, direction}] = id;
    const Level level = level_of(kind, direction);
    rules.push_back({id, level, keep(summary(kind, direction)), keep(explanation(kind, direction, level))});
  }

  static std::string summary(const ChangeKind& kind, Direction direction) {
    std::string text(kind.message);
    const auto replace = [&text](std::string_view from, std::string_view to) {
      for (std::size_t at; (at = text.find(from)) != std::string::npos;) text.replace(at, from.size(), to);
    };
    const bool is_of_operation = direction == Direction::None;
    replace("{where}", direction == Direction::Request ? "a value that clients send"
                       : is_of_operation               ? "a part of the operation"
                                                       : "a value that clients receive");
    replace("{subject}", "X");
    replace("{old}", "A");
    replace("{new}", "B");
    return text;
  }

  static std::string explanation(const ChangeKind& kind, Direction direction, Level level) {
    std::string text = summary(kind, direction) + ".\n\n";
    text += effect_text(kind.effect, direction);
    if (!kind.reason.empty()) text += ' ' + std::string(kind.reason);
    const std::string_view word =
        level == Level::Error ? "breaking" : finding::level_names[static_cast<std::size_t>(level)];
    return text + "\n\nLevel: " + std::string(word) + '.';
  }

  static std::string effect_text(Effect effect, Direction direction) {
    const bool is_request = direction == Direction::Request;
    switch (effect) {
      case Effect::Narrows:
        return is_request ? "Less is accepted than before: a client that did nothing wrong may be refused."
               : direction == Direction::Response ? "Less is sent than before, all of which clients know already."
                                                  : "A client that did nothing wrong may be refused.";
      case Effect::Widens:
        return is_request ? "More is accepted than before: what clients send is still good."
                          : "More may come than before: a client may receive what it was never told of.";
      case Effect::Incomparable: return "What was promised does not hold any more: a client that relied on it breaks.";
      case Effect::Unknown: return "Whether it breaks a client cannot be decided from the documentation alone.";
      case Effect::None: break;
    }
    return "No client breaks because of it.";
  }
};

const Table& table() {
  static const Table one;
  return one;
}

}  // namespace

std::span<const ChangeKind> change_kinds() { return table().kinds; }

const ChangeKind& row(Kind kind) { return table().kinds[static_cast<std::size_t>(kind)]; }

std::string_view rule_id(Kind kind, Direction direction) {
  const Direction own = row(kind).has_direction ? direction : Direction::None;
  return table().ids.at({static_cast<std::size_t>(kind), own});
}

std::span<const RuleInfo> rules() { return table().rules; }

Level level_of(const ChangeKind& kind, Direction direction) {
  for (const Exception& one : exceptions) {
    const auto index = static_cast<std::size_t>(one.kind);
    if (one.direction == direction && index < std::size(before_limits) && before_limits[index].id == kind.id)
      return one.level;
  }
  switch (kind.effect) {
    case Effect::Narrows: return direction == Direction::Response ? Level::Info : Level::Error;
    case Effect::Widens: return direction == Direction::Request ? Level::Info : Level::Error;
    case Effect::Incomparable: return Level::Error;
    case Effect::Unknown: return Level::Warning;
    case Effect::None: break;
  }
  return Level::Info;
}

}  // namespace concord::diff
