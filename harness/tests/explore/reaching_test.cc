// What is said to help where no valid request was accepted.
#include "reaching.h"

#include <concord/contract.h>

#include <support/catch.h>

using namespace concord;

namespace {

std::string said_of(const std::vector<int>& statuses, const contract::Operation& operation,
                    const document::Node* request = nullptr) {
  result::CaseResult result;
  explore::set_never_reached(result, statuses, suite::Provider{}, operation, request);
  return result.error ? result.error->message : std::string();
}

contract::Operation conditional() {
  contract::Operation operation;
  operation.path = "/orders/{id}";
  contract::Parameter header;
  header.name = "If-Match";
  header.in = contract::ParameterIn::Header;
  operation.parameters.push_back(std::move(header));
  return operation;
}

}  // namespace

TEST_CASE("where a condition failed or is missed, one that always holds is said to help if it is documented") {
  CHECK(said_of({428}, conditional()) ==
        "never reached: the valid request that was tried got 428 Precondition Required; a condition that holds would "
        "help: --variable 'If-Match=*'");
  CHECK(said_of({412, 412}, conditional()) ==
        "never reached: none of the 2 valid requests that were tried was accepted: 412 Precondition Failed; a "
        "condition that holds would help: --variable 'If-Match=*'");
  CHECK(said_of({428}, contract::Operation{}) ==
        "never reached: the valid request that was tried got 428 Precondition Required; another state of the other "
        "side would help");
}

TEST_CASE("where there was a conflict, other values are said to help, and which there are") {
  document::Node body = document::Node::object();
  body.set("name", "Ada");
  body.set("tags", document::Node::array());
  body.set("age", 36);
  document::Node request = document::Node::object();
  request.set("body", std::move(body));
  CHECK(said_of({409}, contract::Operation{}, &request) ==
        "never reached: the valid request that was tried got 409 Conflict; other values by another --seed would help, "
        "or --variable NAME=… of what must be unique (name, age)");
  CHECK(said_of({409}, contract::Operation{}) ==
        "never reached: the valid request that was tried got 409 Conflict; other values by another --seed would help, "
        "or --variable NAME=… of what must be unique");
}
