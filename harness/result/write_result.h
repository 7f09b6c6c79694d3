// Results as JSON, piece by piece.
#pragma once
#include <concord/result/json.h>
#include <concord/result/observations.h>

#include <cstdint>
#include <optional>

namespace concord::result {

// Members of the object that is open.
void write_plan(document::JsonWriter& json, const CasePlan& plan);
// `check_list`: the number that stands for the checks of the case.
void write_outcome(document::JsonWriter& json, const CaseResult& result, std::optional<std::uint64_t> check_list = {});
void write_reason(document::JsonWriter& json, std::string_view key, const SkipReason& reason);
void write_observations(document::JsonWriter& json, const Observations& observations);
void write_failure(document::JsonWriter& json, const CheckFailure& failure);  // an object
void write_exchange(document::JsonWriter& json, const ExchangeRecord& exchange);
void write_text(document::JsonWriter& json, std::string_view text);           // or {"base64": "…"}

}  // namespace concord::result
