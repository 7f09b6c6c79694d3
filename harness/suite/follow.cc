#include "follow.h"

#include "fields.h"

#include <concord/base/clock.h>

#include <charconv>

namespace concord::suite {

using base::error;

namespace {

constexpr std::size_t most_pages = 1'000;

class FollowReader {
 public:
  FollowReader(const Node& given, Diagnostics& problems)
      : given_(given),
        fields_(given, "follow",
                {"next", "query", "while", "at_most", "items", "no_repeats", "sorted_by", "order", "total"}, problems),
        problems_(problems) {}

  Follow read() {
    follow_.span = given_.span();
    if (!given_.is_object()) return std::move(follow_);
    read_next();
    if (const Node* condition = fields_.object("while")) read_while(*condition);
    read_at_most();
    read_path("items", follow_.items);
    read_path("no_repeats", follow_.no_repeats);
    read_path("sorted_by", follow_.sorted_by);
    read_path("total", follow_.total);
    read_order();
    for (const char* key : {"no_repeats", "sorted_by", "total"}) {
      if (given_.has(key) && !given_.has("items"))
        problems_.push_back(error("suite.follow", "\"" + std::string(key) + "\" needs \"items\"",
                                  given_.find(key)->span(), "items: $.orders[*]"));
    }
    return std::move(follow_);
  }

 private:
  void read_next() {
    const Node* next = fields_.any("next");
    if (!next) {
      problems_.push_back(error("suite.follow", "\"follow\" needs \"next\"", given_.span(),
                                "a JSONPath to the URL of the next page, or link for the header Link"));
      return;
    }
    if (next->string_or_empty() != "link") read_path("next", follow_.next);
    follow_.query = fields_.text("query").value_or("");
    if (!follow_.query.empty() && !follow_.next)
      problems_.push_back(error("suite.follow", "\"query\" does not go with links", given_.find("query")->span()));
  }

  void read_while(const Node& condition) {
    follow_.while_so = Node::object();
    follow_.while_so.set("body", condition);
    auto parsed = check::parse_expectations(follow_.while_so);
    if (!parsed) base::append(problems_, std::move(parsed).diagnostics());
  }

  void read_at_most() {
    const Node* given = fields_.any("at_most");
    if (!given) return;
    const auto number = given->to_int64();
    if (number && *number >= 1 && *number <= static_cast<std::int64_t>(most_pages))
      follow_.at_most = static_cast<std::size_t>(*number);
    else problems_.push_back(error("suite.follow", "\"at_most\" is a number of pages from 1 to 1000", given->span()));
  }

  void read_order() {
    const auto order = fields_.text("order");
    if (!order) return;
    follow_.is_descending = *order == "descending";
    if (*order != "ascending" && !follow_.is_descending)
      problems_.push_back(error("suite.follow", "\"order\" is ascending or descending", given_.find("order")->span()));
  }

  void read_path(const char* key, std::optional<document::JsonPath>& path) {
    const Node* given = fields_.any(key);
    if (!given) return;
    auto compiled = document::JsonPath::compile(given->string_or_empty(), given->span());
    if (compiled) path = std::move(compiled).value();
    else base::append(problems_, std::move(compiled).diagnostics());
  }

  const Node& given_;
  Fields fields_;
  Diagnostics& problems_;
  Follow follow_;
};

// "p95", "p99.9", "max".
std::optional<double> percent_of(std::string_view name) {
  if (name == "max") return 100;
  if (!name.starts_with('p') || name.size() > 8) return std::nullopt;
  double percent = 0;
  const auto [end, failed] = std::from_chars(name.data() + 1, name.data() + name.size(), percent);
  const bool is_number = failed == std::errc() && end == name.data() + name.size();
  return is_number && percent > 0 && percent <= 100 ? std::optional(percent) : std::nullopt;
}

}  // namespace

std::shared_ptr<const Follow> read_follow(const Node& step, Diagnostics& problems) {
  const Node* given = step.find("follow");
  if (!given) return nullptr;
  for (const char* key : {"until", "needs"}) {
    const document::Member* other = step.find_member(key);
    if (other)
      problems.push_back(
          error("suite.follow", "\"" + std::string(key) + "\" does not go with \"follow\"", other->key_span));
  }
  return std::make_shared<const Follow>(FollowReader(*given, problems).read());
}

std::vector<LatencyBound> read_latency(const Node* latency, Diagnostics& problems) {
  std::vector<LatencyBound> bounds;
  if (!latency) return bounds;
  if (!latency->is_object() || latency->size() == 0)
    problems.push_back(error("suite.latency", "\"latency\" is a mapping of percentiles to times", latency->span(),
                             "latency: {p95: 800ms, max: 2s}"));
  for (const auto& [name, value, span] : latency->members()) {
    const auto percent = percent_of(name);
    const auto most = base::parse_duration(value.string_or_empty());
    if (!percent)
      problems.push_back(error("suite.latency", "\"" + name + "\" is no percentile", span, "p50, p95, p99.9, max"));
    else if (!most) problems.push_back(error("suite.latency", "this is no time", value.span(), "e.g. 800ms, 2s"));
    else bounds.push_back({*percent, *most, span});
  }
  return bounds;
}

}  // namespace concord::suite
