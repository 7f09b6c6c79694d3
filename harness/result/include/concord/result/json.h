// Results as JSON of the journal. What has its default value is left out: most cases are short. A string that is no
// UTF-8 is {"base64": "…"}, so that nothing is lost.
#pragma once
#include <concord/document/json_writer.h>
#include <concord/result.h>

namespace concord::result {

void write_info(document::JsonWriter& json, const RunInfo& info);

}  // namespace concord::result
