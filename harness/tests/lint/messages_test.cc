// Error texts in examples, and the fields that they name.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

namespace {

std::string errors(const std::string& texts) {
  std::string examples;
  int number = 0;
  for (std::size_t at = 0; at < texts.size();) {
    const std::size_t end = texts.find('\n', at);
    examples +=
        "                e" + std::to_string(++number) + ": {value: {text: '" + texts.substr(at, end - at) + "'}}\n";
    at = end + 1;
  }
  return R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /boxes:
    post:
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {box_id: {type: string}, box_size: {type: integer}, lid: {type: object, properties: {open: {type: boolean}}}}}
      responses:
        '400':
          description: No.
          content:
            application/json:
              schema: {type: object, properties: {text: {type: string}}}
              examples:
)" + examples;
}

}  // namespace

TEST_CASE("an error text that names a field which no request has") {
  CHECK(
      lint_text(
          errors("The limit may not be greater than 10.\nThe box_id field is required.\nThe lid.open field must be "
                 "true or "
                 "false.\nThe user must be an owner.\nThe shop is closed.\nThe offset parameter must be an integer.\n"),
          {"message-field"}) ==
      "17:36 message-field: an example answer speaks of \"limit\", which no request here has (9:49)\n"
      "22:36 message-field: an example answer speaks of \"offset\", which no request here has (9:49)\n");
}

TEST_CASE("error texts that write names in two ways") {
  CHECK(lint_text(errors("The box_id field is required.\nThe box size must be an integer.\n"), {"message-spelling"}) ==

        "18:36 message-spelling: the text does not write \"box_size\" as requests do, another one writes "
        "names so (17:36) (9:73)\n");
  CHECK(lint_text(errors("The box id field is required.\nThe box size must be an integer.\n"), {"message-spelling"}) ==
        "");
}
