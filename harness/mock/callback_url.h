// Where a callback is sent: the runtime expressions of its key, filled in from an exchange.
#pragma once
#include <concord/contract/runtime_expression.h>
#include <concord/document.h>
#include <concord/http/server.h>

#include <string>
#include <vector>

namespace concord::mock {

// An exchange as expressions see it. What they show must outlive this.
struct Exchanged {
  const http::ParsedRequest& request;
  const document::Node& values;  // message::ReadRequest::values
  const http::Reply& reply;
  std::string_view scheme;  // of the server
};

// Behind "?" values are percent-encoded; before it they are as they are, since they are URLs or parts of such.
// Diagnostics: which expression gives nothing ("mock.callback").
base::Result<std::string> callback_url(const std::vector<contract::ExpressionPiece>& to, const Exchanged& exchanged);

}  // namespace concord::mock
