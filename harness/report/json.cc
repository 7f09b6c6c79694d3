#include "json.h"

#include "reproducible.h"

#include <concord/result/json.h>

namespace concord::report {
namespace {

using document::JsonWriter;

constexpr std::size_t json_indent = 2;

void write_totals(JsonWriter& json, const result::Totals& totals) {
  const auto add = [&json](std::string_view name, std::size_t number) {
    json.key(name).number(static_cast<std::uint64_t>(number));
  };
  json.begin_object();
  add("cases", totals.cases());
  add("passed", totals.passed);
  add("failed", totals.failed);
  add("unjudged", totals.unjudged);
  add("flaky", totals.flaky);
  add("known-issues", totals.known_issues);
  add("skipped", totals.skipped);
  add("blocked", totals.blocked);
  add("not-run", totals.not_run);
  add("warnings", totals.warnings);
  json.end_object();
}

}  // namespace

void write_json(const result::RunSource& run, const Options& options, std::ostream& to) {
  if (options.reproducible) return write_json(Reproducible(run), {}, to);
  std::string text;
  JsonWriter json(text, json_indent);
  json.begin_object();
  json.key("format").text("concord.report/1");
  json.key("complete").boolean(run.is_complete());
  if (!run.end().aborted.empty()) json.key("aborted").text(run.end().aborted.text);
  json.key("wall_ms").number(static_cast<std::int64_t>(run.end().wall_time.count()));
  result::write_info(json.key("info"), run.info());
  write_totals(json.key("totals"), run.totals());
  if (!run.coverage().empty()) json.key("coverage").node(result::to_node(run.coverage()));
  // As the journal has it: what was known of the run when it ended.
  if (!run.comparison().empty()) json.key("history").node(result::to_node(run.comparison()));
  json.key("cases").begin_array();
  for (std::size_t i = 0; i < run.size(); ++i) {
    result::write_case(json, run.read(i));
    to << text;
    text.clear();
  }
  json.end_array().end_object();
  to << text << '\n';
}

}  // namespace concord::report
