// The schema of a message in an OpenAPI or Swagger document, found by the operation and the status.
#pragma once
#include <concord/base/result.h>
#include <concord/base/source.h>

#include <string>

namespace concord::cli {

struct MessageName {
  std::string document;    // a file
  std::string operation;   // an operationId, or "POST /orders"
  std::string status;      // of the answer ("201", "default"); "" for the request
  std::string media_type;  // "" for the only one, or the one that is JSON
};

// "openapi.yaml#/paths/~1orders/post/responses/201/content/application~1json/schema". References to other files are not
// followed on the way: an error says where they lead. The document is read into `sources`: diagnostics point into it.
base::Result<std::string> find_message_schema(base::SourceSet& sources, const MessageName& name);

}  // namespace concord::cli
