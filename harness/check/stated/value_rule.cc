#include "stated/value_rule.h"

#include "moments.h"
#include "provenance.h"
#include "shown.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/message/value_format.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

namespace {

// As if the header were documented with this schema.
Node header_value(std::string_view text, const schema::Schema& schema) {
  return message::read_header_text(text, {message::Style::Simple, false, false, ""}, message::ValueType(schema)).value;
}

// As forms are encoded: '+' is a blank.
std::string form_decode(std::string_view part) {
  return base::percent_decode(base::replace_all(std::string(part), "+", " "));
}

// One rule applied to one value. `$.a` in a rule is a place in the body of the same answer.
class Trial {
 public:
  Trial(const ValueRule& rule, const CheckContext& answer, const Subject& subject, std::string_view type,
        Findings& findings)
      : rule_(rule), answer_(answer), subject_(subject), type_(type), findings_(findings) {}

  void run() {
    if (rule_.is_unrendered) return report("a template in the expectation was not filled in", "", false);
    check_constant();
    check_one_of();
    if (rule_.schema) check_schema();
    if (rule_.differs_from) check_differs(*rule_.differs_from);
    if (rule_.same_as) check_same(*rule_.same_as);
    if (rule_.after) check_time(*rule_.after, true);
    if (rule_.before) check_time(*rule_.before, false);
    check_url();
    if (rule_.non_empty) check_non_empty();
    if (rule_.count) check_count(*rule_.count);
    if (rule_.sorted_by) check_sorted(*rule_.sorted_by);
  }

 private:
  void report(const std::string& message, std::string expected, bool with_value = true) {
    report_at(subject_.place, message, std::move(expected), with_value ? shown_with_kind(value()) : std::string());
  }
  CheckFailure& report_at(const std::string& place, const std::string& message, std::string expected,
                          std::string actual) {
    auto& failure = findings_.add(type_, at(place, message));
    failure.expected = std::move(expected);
    failure.actual = std::move(actual);
    failure.pointer = place;
    failure.place = result::place_of(rule_.span);
    const auto pointer = document::Pointer::parse(place);
    if (pointer) {
      if (auto line = documentation_at(answer_, *pointer); !line.empty()) failure.documentation = std::move(line);
    }
    return failure;
  }
  const Node& value() const { return subject_.value; }
  // Of headers and XML, where all is text: read as what the rule asks for.
  bool is_text() const { return subject_.place.starts_with("header ") || subject_.place.starts_with("xpath "); }

  // The constant 5 is the text "5".
  bool is_equal(const Node& wanted) const {
    if (document::equal(value(), wanted)) return true;
    if (!is_text()) return false;
    return (wanted.is_number() || wanted.is_boolean()) && value().string_or_empty() == document::write_json(wanted);
  }
  void check_constant() {
    if (!rule_.constant || is_equal(*rule_.constant)) return;
    auto& failure = report_at(subject_.place,
                              fmt::format("{}, the case expects {}", shown(value()), shown(*rule_.constant)),
                              shown_with_kind(*rule_.constant), shown_with_kind(value()));
    cite_example(failure, *rule_.constant);
  }
  // What an example shows word for word is said there, not where the member is described.
  void cite_example(CheckFailure& failure, const Node& wanted) const {
    const auto pointer = document::Pointer::parse(subject_.place);
    auto line = pointer ? documentation_of_example(answer_, *pointer, wanted) : std::string();
    if (!line.empty()) failure.documentation = std::move(line);
  }
  void check_one_of() {
    if (rule_.one_of.empty()) return;
    std::vector<std::string> words;
    for (const auto& wanted : rule_.one_of) {
      if (is_equal(wanted)) return;
      if (words.size() < 20) words.push_back(shown(wanted));
    }
    const auto expected = "one of " + base::join(words, ", ");
    report(fmt::format("{}, the case expects {}", shown(value()), expected), expected);
  }
  void check_schema() {
    const bool is_header = is_text() && value().is_string();
    const Node read = is_header ? header_value(value().string_or_empty(), *rule_.schema) : Node();
    for (const auto& violation : rule_.schema->explain(is_header ? read : value()).violations) {
      if (violation.is_unjudged) {
        findings_.cannot_judge(at(subject_.place + violation.instance.text(), cut(violation.message, 200)));
        continue;
      }
      auto& failure = report_at(subject_.place + violation.instance.text(), cut(violation.message, 300),
                                violation.expected, violation.actual);
      failure.hint = violation.hint;
      failure.keyword = violation.keyword;
    }
  }

  // What an operand's path finds first; null when it finds nothing, which is reported unless the place may be absent.
  const Node* find(const document::JsonPath& path, std::string& place, bool may_be_absent) {
    bool is_complete = true;
    const auto matches =
        answer_.body() ? path.select(*answer_.body(), 1, &is_complete) : std::vector<document::JsonPath::Match>();
    if (!matches.empty()) {
      place = matches.front().location.text();
      return matches.front().node;
    }
    if (!is_complete)
      findings_.cannot_judge(fmt::format("{} takes too many steps in this body", cut(path.text(), 120)));
    else if (!may_be_absent) report(fmt::format("nothing at {} to compare with", path.text()), path.text());
    return nullptr;
  }
  void check_differs(const Operand& operand) {
    std::string place;
    const Node* other = operand.path ? find(*operand.path, place, true) : &operand.value;
    if (!other || place == subject_.place || !document::equal(value(), *other)) return;
    const auto name = operand.path ? cut(place) : shown(*other);
    report("equals " + name, "something else than " + name);
  }
  void check_same(const Operand& operand) {
    std::string place;
    const Node* other = operand.path ? find(*operand.path, place, subject_.is_optional) : &operand.value;
    if (!other || document::equal(value(), *other)) return;
    report(operand.path ? fmt::format("{} differs from {}, which is {}", shown(value()), cut(place), shown(*other))
                        : fmt::format("{}, the case expects {}", shown(value()), shown(*other)),
           shown_with_kind(*other));
  }

  void check_time(const TimeOperand& operand, bool must_be_after) {
    const auto moment = read_moment(value());
    if (!moment) return report(shown(value()) + " is not a time", "a time");
    const auto bound = bound_of(operand);
    if (!bound) return;
    const auto slack = rule_.tolerance + moment->slack + bound->slack;
    const bool holds = must_be_after ? moment->time + slack > bound->time : moment->time - slack < bound->time;
    if (holds) return;
    const auto wanted = fmt::format("{} {} ({})", must_be_after ? "after" : "before", operand.text,
                                    base::format_rfc3339(bound->time));
    report(fmt::format("{} is not {}", shown(value()), wanted), wanted);
  }
  std::optional<Moment> bound_of(const TimeOperand& operand) {
    if (operand.time) return Moment{*operand.time, {}};
    if (!operand.path) return Moment{answer_.now + operand.offset, {}};
    std::string place;
    const auto* other = find(*operand.path, place, subject_.is_optional);
    if (!other) return std::nullopt;
    auto moment = read_moment(*other);
    if (!moment) report(fmt::format("{} at {} is not a time to compare with", shown(*other), cut(place)), "a time");
    return moment;
  }

  void check_url() {
    if (rule_.scheme.empty() && rule_.host.empty() && rule_.query.is_null()) return;
    check_scheme();
    if (rule_.host.empty() && rule_.query.is_null()) return;
    const auto url = value().is_string() ? http::parse_url(value().as_string()) : std::nullopt;
    if (!url) return report(shown(value()) + " is not an absolute http or https URL", "a URL");
    check_host(url->host);
    for (const auto& wanted : rule_.query.members()) check_parameter(url->query, wanted);
  }
  void check_scheme() {
    if (rule_.scheme.empty()) return;
    const auto text = value().string_or_empty();
    const auto colon = text.find(':');
    const auto scheme = colon == std::string_view::npos ? std::string_view() : text.substr(0, colon);
    if (base::equals_ignoring_case(scheme, rule_.scheme)) return;
    report(scheme.empty() ? fmt::format("{} is not an absolute URL", shown(value()))
                          : fmt::format("its scheme is {}, the case expects {}", in_quotes(scheme), rule_.scheme),
           rule_.scheme + " URL");
  }
  void check_host(const std::string& host) {
    if (rule_.host.empty()) return;
    const auto given = base::to_lower_ascii(host);
    const auto wanted = base::to_lower_ascii(rule_.host);
    if (given == wanted || given.ends_with("." + wanted)) return;
    report(fmt::format("its host is {}, the case expects {} or below it", in_quotes(host), rule_.host), rule_.host);
  }
  void check_parameter(std::string_view query, const document::Member& wanted) {
    const auto text = wanted.value.is_string() ? wanted.value.as_string() : document::write_json(wanted.value);
    std::optional<std::string> found;
    for (const auto pair : base::split(query.substr(0, query.find('#')), '&')) {
      const auto equals = pair.find('=');
      if (form_decode(pair.substr(0, equals)) != wanted.key) continue;
      found = equals == std::string_view::npos ? std::string() : form_decode(pair.substr(equals + 1));
      if (*found == text) return;
    }
    const auto name = cut(wanted.key);
    report(found ? fmt::format("its query has {} {}, the case expects {}", name, in_quotes(*found), in_quotes(text))
                 : fmt::format("its query has no {}, the case expects {}", name, in_quotes(text)),
           fmt::format("{}={}", name, text));
  }
  void check_count(std::size_t wanted) {
    const bool can_count = value().is_array() || value().is_object();
    const std::string elements = value().is_object() ? "member" : "element";
    if (!can_count) return report(shown(value()) + " is no list", base::counted(wanted, elements));
    if (value().size() == wanted) return;
    report(fmt::format("has {}, the case expects {}", base::counted(value().size(), elements), wanted),
           base::counted(wanted, elements));
  }
  // The first pair that is the wrong way round tells enough.
  void check_sorted(const document::JsonPath& path) {
    if (!value().is_array()) return report(shown(value()) + " is no list", "a list");
    const Node* before = nullptr;
    for (std::size_t i = 0; i < value().size(); ++i) {
      const auto matches = path.select(value().items()[i], 1);
      const std::string here = subject_.place + "/" + std::to_string(i);
      if (matches.empty()) {
        report_at(here, "nothing at " + path.text() + " to sort by", path.text(), "nothing");
        return;
      }
      const Node* now = matches.front().node;
      if (before && is_out_of_order(*before, *now, rule_.is_descending)) {
        report_at(here,
                  fmt::format("{} comes after {}, the case expects {} order by {}", shown(*now), shown(*before),
                              rule_.is_descending ? "descending" : "ascending", path.text()),
                  rule_.is_descending ? "descending order" : "ascending order", shown_with_kind(*now));
        return;
      }
      before = now;
    }
  }
  void check_non_empty() {
    if (value().is_string() ? !base::trim(value().as_string()).empty() : value().size() > 0) return;
    const bool can_be_empty = value().is_string() || value().is_array() || value().is_object();
    report(can_be_empty ? "is empty" : shown(value()) + " is no string or array", "something in it");
  }

  const ValueRule& rule_;
  const CheckContext& answer_;
  const Subject& subject_;
  std::string_view type_;
  Findings& findings_;
};

}  // namespace

Result<bool> is_as_stated(const Node& value, const Node& stated) {
  auto rule = parse_value_rule(stated);
  if (!rule) return std::move(rule).diagnostics();
  const contract::Operation operation;
  const http::Exchange exchange;
  const http::Response response;
  const Node request;
  const std::vector<int> statuses;
  const CheckContext nothing{.operation = operation,
                             .exchange = exchange,
                             .response = response,
                             .request = request,
                             .expected_statuses = statuses,
                             .now = base::system_clock().now()};
  std::vector<CheckFailure> failures;
  Findings findings(nothing, "when", Level::Fail, failures);
  apply(*rule, nothing, {"", value}, "contract.expectation", findings);
  return failures.empty() && findings.not_judged().empty();
}

void apply(const ValueRule& rule, const CheckContext& answer, const Subject& subject, std::string_view type,
           Findings& findings) {
  Trial(rule, answer, subject, type, findings).run();
}

}  // namespace concord::check
