// Results as JSON, piece by piece.
#pragma once
#include <concord/result/json.h>
#include <concord/result/observations.h>

namespace concord::result {

// Members of the object that is open.
void write_plan(document::JsonWriter& json, const CasePlan& plan);
void write_outcome(document::JsonWriter& json, const CaseResult& result);
void write_reason(document::JsonWriter& json, std::string_view key, const SkipReason& reason);
void write_observations(document::JsonWriter& json, const Observations& observations);
void write_failure(document::JsonWriter& json, const CheckFailure& failure);  // an object
void write_exchange(document::JsonWriter& json, const ExchangeRecord& exchange);
void write_text(document::JsonWriter& json, std::string_view text);           // or {"base64": "…"}

}  // namespace concord::result
