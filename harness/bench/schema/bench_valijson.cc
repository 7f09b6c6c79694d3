// As bench_schema.cc, for valijson over nlohmann::json: drafts up to 7, so the folders have schemas in that form.
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/base/timing.h>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <filesystem>
#include <iostream>
#include <vector>

namespace {

using Json = nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

// Results go here, so that no call can be left out.
volatile std::size_t sink = 0;

Json read_json(const std::filesystem::path& path) {
  const auto text = concord::base::read_file(path);
  return text ? Json::parse(*text, nullptr, false) : Json(Json::value_t::discarded);
}

std::vector<Json> read_lines(const std::filesystem::path& path) {
  std::vector<Json> instances;
  const auto text = concord::base::read_file(path);
  if (!text) return instances;
  for (const auto line : concord::base::split(*text, '\n')) {
    if (!line.empty()) instances.push_back(Json::parse(line));
  }
  return instances;
}

std::size_t count_errors(const valijson::Schema& schema, const Json& instance) {
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  validator.validate(schema, Adapter(instance), &results);
  return results.numErrors();
}

bool accepts(const valijson::Schema& schema, const Json& instance) {
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  return validator.validate(schema, Adapter(instance), nullptr);
}

// The mean of the instances' medians.
template <typename Call>
double mean_time(const std::vector<Json>& instances, const Call& call) {
  double sum = 0;
  for (const Json& each : instances) sum += concord::base::median_nanoseconds([&] { sink = sink + call(each); });
  return instances.empty() ? 0 : sum / static_cast<double>(instances.size());
}

bool run(const std::filesystem::path& folder) {
  const Json text = read_json(folder / "schema.json");
  if (text.is_discarded()) return false;
  valijson::Schema schema;
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(Adapter(text), schema);
  const std::vector<Json> instances = read_lines(folder / "data.jsonl");
  std::vector<Json> invalid;
  std::string verdicts;
  for (const Json& each : instances) {
    verdicts += accepts(schema, each) ? '1' : '0';
    if (verdicts.back() == '0') invalid.push_back(each);
  }
  const double verdict = mean_time(instances, [&](const Json& each) { return std::size_t{accepts(schema, each)}; });
  const double all_errors = mean_time(invalid, [&](const Json& each) { return count_errors(schema, each); });
  std::cout << "{\"verdict_ns\": " << verdict << ", \"all_errors_ns\": " << all_errors << ", \"verdicts\": \"" << verdicts
            << "\"}" << std::endl;
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return count == 2 && run(arguments[1]) ? 0 : 1;
  } catch (const std::exception& problem) {
    std::cerr << "error: " << problem.what() << '\n';
    return 1;
  }
}
