// Where pages say statuses: in titles of tabs, headings, lines and tables.
#pragma once
#include "page_table.h"

namespace concord::page {

// The first number from 100 to 599 that stands alone: "Success (200)", "404 Not Found", "200: OK"; "4xx" is "4XX". ""
// when there is none.
std::string status_in(std::string_view title);

// Whether the status in `title` is what the title is about: "200: OK", "✅ 201", "Success (200)", "HTTP 404", not
// "Order of 200 pieces".
bool states_status(std::string_view title);

// The status with which a line of a list of answers begins: "- `400` – no such choice", "404 Not Found", "200: done".
// "" for "200 pieces are enough".
std::string status_of_line(std::string_view line);

// The status that a label says: "Status: 201 Created", "**Code:** 200 <br />", "Response code: `204`". "" when the line
// is none.
std::string labelled_status(std::string_view line);

// The statuses that a sentence about an answer has in code, "responds with a `201 Created` status code", or registered
// ones behind the words for it: "returns 204 when it is gone", "Errors: 400, 401". None when the sentence is about
// something else.
std::vector<std::string> statuses_in_sentence(std::string_view line);

// The registered status of a line that announces an answer: "Response (200):", "Answer 404:". "" for other lines.
std::string announced_status(std::string_view line);

// The status of an item that stands where no answers are announced: "- `204` – gone", "* **404 Not Found**". It must be
// a registered one, in code or in bold, or with the words that HTTP has for it. "" for other items.
std::string status_of_item(std::string_view line);

// The statuses that a line says behind its endpoint: "→ 200", "returns 201 or 409", "– removes it (204)".
std::vector<std::string> statuses_behind(std::string_view words);

// The statuses in the first column of a table of them, with their places; none for another table.
struct StatedStatus {
  std::string status;
  base::Span span;
};
std::vector<StatedStatus> statuses_of(const Table& table);

}  // namespace concord::page
