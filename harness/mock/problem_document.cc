#include "problem_document.h"

#include <fmt/format.h>

#include <chrono>

namespace concord::mock {

using document::Node;

http::Reply problem_document(int status, const std::string& detail, const Node& more) {
  Node body = Node::object();
  body.set("title", http::reason_phrase(status));
  body.set("status", status);
  body.set("detail", detail);
  for (const document::Member& member : more.members()) body.set(member.key, member.value);
  return {status, {{"Content-Type", "application/problem+json"}}, document::write_json(body)};
}

Node list_of(const std::vector<Problem>& problems) {
  Node list = Node::array();
  for (const Problem& problem : problems) {
    Node one = Node::object();
    one.set("at", problem.at);
    one.set("keyword", problem.keyword);
    one.set("message", problem.message);
    list.push_back(std::move(one));
  }
  Node all = Node::object();
  all.set("problems", std::move(list));
  return all;
}

std::string http_date(base::SystemTime time) {
  static constexpr std::string_view days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

}  // namespace concord::mock
