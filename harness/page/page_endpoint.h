// Where a page says which method and URL it is about.
#pragma once
#include "page_model.h"

namespace concord::page {

// Nothing when `method` is no HTTP method or `url` is neither absolute nor a path. `:id`, `<id>`, `{{id}}` become
// `{id}`.
std::optional<Endpoint> endpoint_from(std::string_view method, std::string url, base::Span span);

// `**POST** \`https://host/path\``, `<mark>\`POST\`</mark> \`/path\``, "## Create: POST /path", and the tags
// {% swagger method="post" path="/path" baseUrl="https://host" %}, {% openapi … %}, {% api-method method host path %}.
std::optional<Endpoint> endpoint_of(const Block& block);

// With which a line of other words begins, behind its bullet, number or label: "- `GET /things` – all of them", "POST
// /things → 201".
struct LineEndpoint {
  Endpoint endpoint;
  std::string behind;  // what the line says behind it
};
std::optional<LineEndpoint> endpoint_at_start(const Block& block);

// A fence that shows nothing but the endpoint: "POST https://host/path", or that says it beside its language:
// ```http POST https://host/path.
std::optional<Endpoint> endpoint_of_box(const Source& page, const Block& block);
// What an info string such as "http POST /path" says.
std::optional<Endpoint> endpoint_of_info(const Block& fence);

// The method and the URL in two lines near each other: "Method: POST", "URL: https://host/path"; what a label says may
// stand on the line below it.
class EndpointLabels {
 public:
  void read(const Source& page, const Block& block);
  // What the block that was read last completes.
  const std::optional<Endpoint>& found() const { return found_; }

 private:
  void read_label(const std::string& text, base::Span span);
  void read_sentence(const std::string& text);
  void read_box(const Source& page, const Block& fence);
  void complete(base::Span span);

  std::string method_, url_;
  std::string EndpointLabels::*waiting_ = nullptr;  // for the line below its label
  int age_ = 0;
  std::optional<Endpoint> found_;
};

// The URL in a line such as "Base URL: `https://host/v1`"; "" when there is none.
std::string base_url_in(std::string_view line);

}  // namespace concord::page
