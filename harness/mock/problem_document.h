// Answers of the mock's own, where the contract has none: RFC 9457.
#pragma once
#include "problem.h"

#include <concord/http/server.h>

namespace concord::mock {

// {title, status, detail} with the members of `more`.
http::Reply problem_document(int status, const std::string& detail, const document::Node& more = {});
// {problems: […]}
document::Node list_of(const std::vector<Problem>& problems);

}  // namespace concord::mock
