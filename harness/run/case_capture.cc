// What an answer gives to the steps behind it.
#include "case_runner.h"

#include <concord/base/patience.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/message/content_choice.h>

namespace concord::run {

using document::Node;
using result::RunErrorKind;
using Part = suite::Capture::Part;

namespace {

// Of an object or a list, all texts and numbers in it.
void hide_values(const std::string& name, const Node& value, base::Redactor& redactor) {
  if (value.is_string()) redactor.add(name, base::Secret(value.as_string()));
  if (value.is_number()) redactor.add(name, base::Secret(value.number_text()));
  for (const document::Member& member : value.members()) hide_values(name, member.value, redactor);
  for (const Node& item : value.items()) hide_values(name, item, redactor);
}

std::string place_of_capture(const suite::Capture& wanted) {
  switch (wanted.part) {
    case Part::Json: return wanted.path.text();
    case Part::Body: return "the body";
    case Part::Header: return "header " + wanted.header;
    case Part::Cookie: return "cookie " + wanted.header;
    case Part::XPath: return "xpath " + wanted.xpath.text();
    case Part::Status: return "status";
    case Part::Url: break;
  }
  return "url";
}

// The last that is set wins (RFC 6265, 5.3).
std::optional<std::string> cookie_value(const http::Headers& headers, const std::string& name) {
  std::optional<std::string> value;
  for (const std::string_view line : http::header_values(headers, "Set-Cookie")) {
    const std::string_view pair = line.substr(0, line.find(';'));
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || base::trim(pair.substr(0, equals)) != name) continue;
    value = std::string(base::trim(pair.substr(equals + 1)));
  }
  return value;
}

struct Captured {
  std::optional<Node> value;
  std::string over_bound;  // why it is not known
};

Captured captured_json(const suite::Capture& wanted, const Node* body) {
  if (!body) return {};
  bool is_complete = true;
  const auto found = wanted.path.select(*body, 1, &is_complete);
  if (!found.empty()) return {*found.front().node, ""};
  return {std::nullopt, is_complete ? "" : wanted.path.text() + " takes too many steps in this body"};
}

Captured captured_xml(const suite::Capture& wanted, const http::Response& response) {
  std::string problem;
  bool is_over_bound = false;
  const auto xml = document::Xml::parse(response.body, problem, is_over_bound, message::charset_of(response.headers));
  if (!xml) return {std::nullopt, is_over_bound ? "the body cannot be read as XML: " + problem : ""};
  auto selected = wanted.xpath.select(*xml, 1);
  if (selected.is_over_bound) return {std::nullopt, wanted.xpath.text() + " takes too many steps in this body"};
  if (selected.values.empty()) return {};
  return {std::move(selected.values.front()), ""};
}

template <class Text>
Captured captured_text(const Text& text) {
  return text ? Captured{Node(*text), ""} : Captured{};
}

Captured captured_part(const suite::Capture& wanted, const http::Exchange& exchange, const Node* body) {
  const http::Response& response = *exchange.response;
  switch (wanted.part) {
    case Part::Json: return captured_json(wanted, body);
    case Part::Body: return {Node(response.body), ""};
    case Part::Header: {
      const std::string* value = http::find_header(response.headers, wanted.header);
      return value ? Captured{Node(*value), ""} : Captured{};
    }
    case Part::Cookie: return captured_text(cookie_value(response.headers, wanted.header));
    case Part::XPath: return captured_xml(wanted, response);
    case Part::Status: return {Node(response.status), ""};
    case Part::Url: break;
  }
  return {Node(exchange.request.url), ""};
}

// What the regular expression finds in it.
Captured narrowed(const suite::Capture& wanted, Captured whole) {
  if (!wanted.regex || !whole.value) return whole;
  const Node& value = *whole.value;
  const std::string text = value.is_string() ? value.as_string() : document::write_json(value);
  const auto found = wanted.regex->find(text, wanted.group);
  if (found.match == pattern::Regex::Match::GaveUp)
    return {std::nullopt, "the regular expression takes too many steps in " + place_of_capture(wanted)};
  return found.text ? Captured{Node(*found.text), ""} : Captured{};
}

}  // namespace

// From here on a captured credential is a secret like those that came with the run.
void CaseRunner::keep_captured(const suite::Capture& wanted, const Node& value) {
  const bool is_secret = wanted.is_secret || base::names_credential(wanted.name);
  if (is_secret) hide_values(wanted.name, value, *shared_.options.redactor);
  if (is_secret && value.is_string()) hide_beside_others(wanted.name, value.as_string());
  if (is_secret && shared_.recordings.tape && (value.is_number() || value.is_string()))
    captured_secrets_.push_back({wanted.name, value.is_number() ? value.number_text() : value.as_string()});
  names_.set(wanted.name, value);
  captured_.set(wanted.name, value);
}

void CaseRunner::capture(const suite::Step& step, const http::Exchange& exchange, const Node* body, Missing missing) {
  const base::Patience patience(stop_of(shared_.options));
  for (const suite::Capture& wanted : *step.captures) {
    Captured found = narrowed(wanted, captured_part(wanted, exchange, body));
    if (found.value) {
      keep_captured(wanted, *found.value);
    } else if (missing == Missing::LeftOut) {
      continue;
    } else if (!found.over_bound.empty()) {
      result_.error =
          result::RunError{RunErrorKind::Bound, found.over_bound, "capturing", result::place_of(wanted.span)};
      return;
    } else {
      miss_capture(step, wanted);
    }
  }
}

// What was made is to be taken away, whatever else is wrong with the answer, and where it could not be judged at all.
void CaseRunner::capture_what_is_there(const suite::Step& step, const Judging& judging) {
  const http::Response& response = *judging.exchange.response;
  if (step.captures->empty() || !is_undone_later()) return;
  const auto& read = judging.outcome.json.root;
  const auto again = read ? document::ParsedJson() : document::parse_answer_json(response.body);
  const Node* body = read ? &*read : again.root ? &*again.root : nullptr;
  capture(step, judging.exchange, body, Missing::LeftOut);
}

// By what a failure of the last answer is accepted, or "": what it lacks because of that is no further failure.
std::string CaseRunner::accepted_of_step() const {
  for (const result::CheckFailure& failure : result_.failures) {
    if (failure.step + 1 == result_.steps.size() && !failure.known_issue.empty()) return failure.known_issue;
  }
  return {};
}

void CaseRunner::miss_capture(const suite::Step& step, const suite::Capture& wanted) {
  const std::string place = place_of_capture(wanted);
  result::CheckFailure failure;
  failure.check = "capture";
  const std::string missing = wanted.regex ? "nothing that the regular expression finds in " : "nothing at ";
  failure.message = missing + place + ", which the next step needs as {{" + wanted.name + "}}";
  failure.found_kind = "absent";
  failure.pointer = wanted.part == Part::Json || wanted.part == Part::Body ? "" : place;
  failure.known_issue = accepted_of_step();
  add_suite_failure(step, std::move(failure), wanted.span);
}

}  // namespace concord::run
