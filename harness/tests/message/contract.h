// A contract from the text of an OpenAPI document.
#pragma once
#include "typed.h"

#include <concord/contract.h>
#include <concord/base/file.h>

#include <filesystem>
#include <unistd.h>

namespace concord::message {

class ContractText {
 public:
  explicit ContractText(const std::string& text) {
    static int count = 0;
    const auto path = std::filesystem::temp_directory_path() /
                      ("concord_message_" + std::to_string(getpid()) + '_' + std::to_string(++count) + ".yaml");
    REQUIRE_FALSE(base::has_errors(base::write_file_atomically(path, text)));
    auto loaded = contract::load_contract(sources_, path.string(), "shop");
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    if (!loaded) FAIL(base::render(loaded.diagnostics()));
    contract = std::move(loaded).value();
  }
  const contract::Operation& operation() const { return contract.operations.front(); }

  contract::Contract contract;

 private:
  base::SourceSet sources_;
};

// "paths" of a document whose operation is POST /things/{id} with these parts, as YAML of one line each.
inline std::string with_operation(const std::string& parts, const std::string& path = "/things/{id}") {
  return "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\nservers: [{url: 'https://shop.test'}]\npaths:\n  '" +
         path + "':\n    post:\n      operationId: make\n      responses: {'204': {description: fine}}\n" + parts;
}

}  // namespace concord::message
