// A step that asks for page after page. Each page is a step of its own in the report, judged like any other; what is
// said of all pages is looked at while they come. A page at another origin is never asked for: it would get the
// credentials, or be asked without them.
#include "case_runner.h"

#include "link_header.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/http/resolve_url.h>
#include <concord/message/build_request.h>

namespace concord::run {

using document::Node;
using result::RunErrorKind;

namespace {

constexpr std::size_t most_paged_items = 1'000'000;

const Node* first_of(const document::JsonPath& path, const Node& in) {
  const auto found = path.select(in, 1);
  return found.empty() ? nullptr : found.front().node;
}

bool is_end(const Node* next) {
  return !next || next->is_null() || (next->is_string() && next->as_string().empty()) ||
         (next->is_boolean() && !next->as_boolean());
}

// What is wrong with `path`, which leads from an answer to something that is not there: the name that it says, and one
// that the answer has and that is nearly the same. Nothing where there is no such name.
std::optional<std::string> misspelling(const document::JsonPath& path, const Node& body) {
  const std::string& text = path.text();
  const std::size_t end = text.ends_with("[*]") ? text.size() - 3 : text.size();
  const std::size_t dot = text.rfind('.', end);
  if (dot == std::string::npos || dot == 0) return std::nullopt;
  const auto parent = document::JsonPath::compile(text.substr(0, dot));
  const Node* object = parent ? first_of(*parent, body) : nullptr;
  const std::string name = text.substr(dot + 1, end - dot - 1);
  if (!object || !object->is_object() || object->has(name)) return std::nullopt;
  std::vector<std::string> names;
  for (const document::Member& member : object->members()) names.push_back(member.key);
  const auto near = base::nearest_word(name, names);
  if (!near || near->front() != name.front()) return std::nullopt;  // "text" is no "next"
  return "nothing is at " + text + ", and the answer has " + base::in_quotes(*near);
}

// "$.data" of "$.data[*]": a list that may be empty, but must be there. "" of other paths.
std::string list_of(const document::JsonPath& items) {
  const std::string& text = items.text();
  return text.ends_with("[*]") ? text.substr(0, text.size() - 3) : std::string{};
}

bool lacks(const std::string& path, const Node& body) {
  const auto compiled = document::JsonPath::compile(path);
  return compiled && first_of(*compiled, body) == nullptr;
}

std::string page_name(const suite::Step& step, std::size_t number) {
  return step.name + ", page " + std::to_string(number);
}

}  // namespace

void CaseRunner::fail_paging(const suite::Step& step, std::string message, std::string expected, std::string actual) {
  result::CheckFailure failure;
  failure.check = "follow";
  failure.message = "page " + std::to_string(paging_.page) + ": " + std::move(message);
  failure.expected = std::move(expected);
  failure.actual = std::move(actual);
  add_suite_failure(step, std::move(failure), step.follow->span);
}

// Whether the next page is asked for. Else the step has ended, well or not.
bool CaseRunner::turn_page(const suite::Step& step, const Judging& judging) {
  static const Node nothing;
  const suite::Follow& follow = *step.follow;
  const Node& body = judging.outcome.json.root ? *judging.outcome.json.root : nothing;
  if (paging_.page == 0) paging_ = Paging{.page = 1};
  if (paging_.page == 1 && has_misspelt_paths(step, body)) return false;
  if (!look_at_items(step, body)) return false;
  const std::optional<std::string> next = next_page(step, judging, body);
  if (has_gone_wrong()) return false;
  if (!next) return end_paging(step, body), false;
  if (is_to_end()) return end_between_requests(step, judging), true;
  if (paging_.page < follow.at_most) return ask_for_page(step, judging.exchange.request.url, *next);
  // Whoever says how many pages are enough means it; the bound that holds otherwise is ours.
  const bool is_our_bound = follow.at_most == suite::Follow().at_most;
  if (follow.total || (is_our_bound && (follow.no_repeats || follow.sorted_by)))
    result_.error = result::RunError{
        RunErrorKind::Bound,
        "there are more than " + base::counted(follow.at_most, "page") +
            ", so that not all of their items could be looked at",
        "following pages", result::place_of(follow.span)};
  return false;
}

// A path that leads nowhere would end the pages after the first, or find no item on any, and look well.
bool CaseRunner::has_misspelt_paths(const suite::Step& step, const Node& body) {
  const suite::Follow& follow = *step.follow;
  for (const auto* path : {&follow.next, &follow.items, &follow.total}) {
    if (!*path || first_of(**path, body)) continue;
    const auto mistake = misspelling(**path, body);
    if (!mistake) continue;
    result_.error = result::RunError{RunErrorKind::Config, *mistake, "following pages",
                                     result::place_of(follow.span)};
    return true;
  }
  return false;
}

bool CaseRunner::look_at_items(const suite::Step& step, const Node& body) {
  const suite::Follow& follow = *step.follow;
  if (!follow.items) return true;
  if (const std::string list = list_of(*follow.items); !list.empty() && lacks(list, body)) {
    fail_paging(step, "nothing is at " + list + ", where the items should be", list, "nothing");
    return false;
  }
  for (const auto& match : follow.items->select(body)) {
    if (++paging_.items > most_paged_items) {
      result_.error = result::RunError{RunErrorKind::Bound, "more than 1000000 items in all pages", "following pages",
                                       result::place_of(follow.span)};
      return false;
    }
    const std::string place = match.location.text();
    if (!look_at_item(step, *match.node, place)) return false;
  }
  return true;
}

bool CaseRunner::look_at_item(const suite::Step& step, const Node& item, const std::string& place) {
  const suite::Follow& follow = *step.follow;
  for (const auto* path : {&follow.no_repeats, &follow.sorted_by}) {
    if (!*path || first_of(**path, item)) continue;
    fail_paging(step, place + ": nothing at " + (*path)->text(), (*path)->text(), "nothing");
    return false;
  }
  if (follow.no_repeats) {
    const std::string value = document::write_json(*first_of(*follow.no_repeats, item));
    const auto [known, is_new] = paging_.seen.emplace(value, paging_.page);
    if (!is_new) {
      fail_paging(step,
                  place + ": " + base::ellipsize(value, 100) + " came before, on page " + std::to_string(known->second),
                  "each item once", base::ellipsize(value, 100));
      return false;
    }
  }
  if (!follow.sorted_by) return true;
  const Node& now = *first_of(*follow.sorted_by, item);
  if (paging_.last && check::is_out_of_order(*paging_.last, now, follow.is_descending)) {
    const std::string order = follow.is_descending ? "descending order" : "ascending order";
    fail_paging(step,
                place + ": " + base::ellipsize(document::write_json(now), 100) + " comes after " +
                    base::ellipsize(document::write_json(*paging_.last), 100),
                order, base::ellipsize(document::write_json(now), 100));
    return false;
  }
  paging_.last = now;
  return true;
}

// A URL, or the value of a query parameter.
std::optional<std::string> CaseRunner::next_page(const suite::Step& step, const Judging& judging, const Node& body) {
  const suite::Follow& follow = *step.follow;
  if (!follow.while_so.is_null()) {
    const RecordedClock now = clock();
    const auto rendered = templates::render(follow.while_so, templates::ObjectScope(names_),
                                            templates::Environment{&now, &random_});
    if (!rendered) {
      result_.error = result::RunError{RunErrorKind::Config, rendered.diagnostics().front().message, "following pages",
                                       result::place_of(follow.span)};
      return std::nullopt;
    }
    const auto so = check::parse_expectations(*rendered);
    result::CheckFailure unused;
    if (!so || !holds(shared_.checker,
                      {*step.operation, judging.exchange, request_, *so, step_secrets_, levels_,
                       *case_->provider->schemas, false},
                      *so, unused))
      return std::nullopt;
  }
  if (!follow.next) return link_target(judging.exchange.response->headers, "next");
  const Node* next = first_of(*follow.next, body);
  if (is_end(next)) return std::nullopt;
  if (next->is_string()) return next->as_string();
  if (next->is_number()) return next->number_text();
  fail_paging(step, "what leads to the next page at " + follow.next->text() + " is no text", "a text",
              document::write_json(*next));
  return std::nullopt;
}

bool CaseRunner::ask_for_page(const suite::Step& step, const std::string& here, const std::string& next) {
  const suite::Follow& follow = *step.follow;
  paging_.next = next;
  if (follow.query.empty()) {
    const auto url = http::resolve_link(here, next);
    const auto from = http::parse_url(here), to = url ? http::parse_url(*url) : std::nullopt;
    if (!from || !to) {
      fail_paging(step, "the next page is at no URL", "a URL", base::ellipsize(base::escape_line(next), 200));
      return false;
    }
    if (http::origin_text(*from) != http::origin_text(*to)) {
      fail_paging(step, "the next page is at another origin, " + http::origin_text(*to) + ", which gets no credentials",
                  http::origin_text(*from), http::origin_text(*to));
      return false;
    }
    paging_.next = url->substr(0, url->find('#'));  // what is asked for; a fragment is not sent
  }
  const auto [known, is_new] = paging_.visited.emplace(paging_.next, paging_.page + 1);
  if (!is_new) {
    fail_paging(step, "its next page is page " + std::to_string(known->second) + " again", "another page",
                base::ellipsize(base::escape_line(next), 200));
    return false;
  }
  ++paging_.page;
  send(step);
  return true;
}

bool CaseRunner::render_page(const suite::Step& step) {
  if (!step.follow->query.empty()) {
    if (!request_.has("query")) request_.set("query", Node::object());
    request_.find("query")->set(step.follow->query, paging_.next);
  }
  const auto url = base_url(*step.operation);
  if (!url) return could_not_send(url.diagnostics(), step), false;
  auto built = message::build_request(*step.operation, request_, url.value());
  if (!built) return could_not_send(built.diagnostics(), step), false;
  built_ = std::move(built).value();
  if (step.follow->query.empty()) built_.url = paging_.next;
  result_.steps.back().name = page_name(step, paging_.page);
  return true;
}

void CaseRunner::end_paging(const suite::Step& step, const Node& body) {
  const suite::Follow& follow = *step.follow;
  if (!follow.total) return;
  const Node* total = first_of(*follow.total, body);
  const auto wanted = total ? total->to_int64() : std::nullopt;
  if (wanted && *wanted >= 0 && static_cast<std::size_t>(*wanted) == paging_.items) return;
  const std::string said = total ? base::ellipsize(document::write_json(*total), 100) : "nothing";
  fail_paging(step,
              "all pages have " + std::to_string(paging_.items) + " items, at " + follow.total->text() + " is " + said,
              std::to_string(paging_.items), said);
}

}  // namespace concord::run
