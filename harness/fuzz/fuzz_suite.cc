// A provider.yaml and a suite, divided by a line "====", beside a small contract: they give cases, or Diagnostics that
// say where, and what can be planned can be made.
#include "input.h"

#include <concord/base/file.h>
#include <concord/suite.h>

#include <unistd.h>

#include <filesystem>

namespace {

using namespace concord;
using fuzz::require;
namespace fs = std::filesystem;

const char* const contract_text = R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://{zone}.shop.test', variables: {zone: {default: sandbox}}}]
paths:
  /orders/{orderId}:
    post:
      operationId: updateOrder
      x-concord-operation: update-order
      security: [{key: []}]
      parameters:
        - {name: orderId, in: path, required: true, schema: {type: string}}
        - {name: page, in: query, schema: {type: integer}}
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses:
        '200': {description: '', content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}
        '400': {description: ''}
  /login: {post: {operationId: login, x-concord-operation: login, responses: {'200': {description: ''}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
)";

// Ends with the program; in memory, if the system has such a folder.
class Folder {
 public:
  Folder() {
    std::error_code failure;
    const fs::path parent = fs::is_directory("/dev/shm", failure) ? "/dev/shm" : fs::temp_directory_path();
    path_ = parent / ("concord-fuzz-suite-" + std::to_string(::getpid()));
    write("schemas/shop/openapi.yaml", contract_text);
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  void write(const char* name, std::string_view text) const {
    require(base::write_file_atomically(path_ / name, text).empty(), "the folder takes a file");
  }
  std::string path(const char* name) const { return (path_ / name).generic_string(); }

 private:
  fs::path path_;
};

void check_case(const suite::Plan& plan, std::size_t index) {
  const suite::Case one = plan.make(index);
  const result::CasePlan outline = plan.outline(index);
  require(outline.name == one.name && outline.classname == one.classname, "a case has the name that was planned");
  if (one.mistake) {
    require(!one.mistake->empty(), "what stands for a file with mistakes says the first");
  } else {
    require(one.provider != nullptr && one.operation != nullptr && !one.steps.empty(),
            "a case has an operation and steps");
  }
  for (const auto* steps : {&one.before, &one.steps, &one.after}) {
    for (const suite::Step& step : *steps) require(step.operation != nullptr, "every step has an operation");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Folder folder;
  const std::string_view text = fuzz::text_of(data, size);
  const std::string_view divider = "\n====\n";
  const std::size_t at = text.find(divider);
  folder.write("suites/shop/provider.yaml", text.substr(0, at));
  folder.write("suites/shop/a.suite.yaml", at == std::string_view::npos ? "" : text.substr(at + divider.size()));
  base::SourceSet sources;
  const suite::Loaded loaded = suite::load(sources, {folder.path("suites")}, {});
  for (const base::Diagnostic& one : loaded.diagnostics) {
    require(!one.message.empty() && !one.kind.empty(), "a mistake is named");
  }
  (void)base::render(loaded.diagnostics);
  require(!loaded.plan.empty() || !loaded.diagnostics.empty(), "there are cases, or it is said why there are none");
  for (std::size_t i = 0; i < std::min<std::size_t>(loaded.plan.size(), 100); ++i) check_case(loaded.plan, i);
  (void)suite::missing_variables(loaded.plan, {});
  return 0;
}
