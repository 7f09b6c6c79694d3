// multipart/form-data: RFC 7578 on RFC 2046, section 5.1.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::message {

struct Part {
  std::string name;
  std::optional<std::string> filename;
  std::string content_type;  // "" when it states none: text
  std::string body;
};

struct ReadParts {
  std::vector<Part> parts;  // those before the fault
  std::string fault;        // "" or a phrase: "the last boundary is missing"
};
// At most 1,000 parts with at most 8 KiB of headers each; more is a fault. What stands before the first and behind the
// last boundary is ignored.
ReadParts read_multipart(std::string_view body, std::string_view boundary);

// `boundary` must not occur in the parts: see choose_boundary. Names and file names are written as browsers write them:
// quotes and line ends as %22, %0D and %0A.
std::string write_multipart(const std::vector<Part>& parts, std::string_view boundary);
// The same for the same parts, and in none of them.
std::string choose_boundary(const std::vector<Part>& parts);

}  // namespace concord::message
