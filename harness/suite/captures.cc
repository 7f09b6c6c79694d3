#include "captures.h"

#include "fields.h"

#include <concord/base/text.h>
#include <concord/templates.h>

#include <algorithm>

namespace concord::suite {

using base::error;

namespace {

bool names_function(std::string_view name) {
  const auto functions = templates::functions();
  return std::any_of(functions.begin(), functions.end(), [name](const auto& one) { return one.name == name; });
}

class CaptureReader {
 public:
  CaptureReader(Capture& capture, Diagnostics& problems) : capture_(capture), problems_(problems) {}

  void read(const Node& value) {
    if (!value.is_object()) return read_from(value);
    Fields fields(value, "capture", {"from", "header", "cookie", "xpath", "regex", "group", "secret"}, problems_);
    capture_.is_secret = fields.flag("secret").value_or(false);
    read_part(value, fields);
    read_regex(fields);
  }

 private:
  // One of them; a regular expression alone is searched in the body.
  void read_part(const Node& value, Fields& fields) {
    int parts = 0;
    for (const char* key : {"from", "header", "cookie", "xpath"}) parts += value.has(key);
    if (parts > 1 || (parts == 0 && !value.has("regex"))) {
      problems_.push_back(error("suite.capture", "a capture has one of from, header, cookie and xpath, or a regex",
                                value.span(), "e.g. {header: Location} or {regex: \"id=([0-9]+)\"}"));
      return;
    }
    capture_.part = Capture::Part::Body;
    if (const Node* from = fields.any("from")) read_from(*from);
    if (value.has("header")) read_named(fields, "header", Capture::Part::Header);
    if (value.has("cookie")) read_named(fields, "cookie", Capture::Part::Cookie);
    if (const Node* xpath = fields.any("xpath")) read_xpath(*xpath);
  }

  void read_named(Fields& fields, const char* key, Capture::Part part) {
    capture_.part = part;
    capture_.header = fields.text(key).value_or("");
    if (fields.any(key)->is_string() && capture_.header.empty())
      problems_.push_back(
          error("suite.capture", "\"" + std::string(key) + "\" of a capture needs a name", fields.any(key)->span()));
  }

  void read_xpath(const Node& xpath) {
    capture_.part = Capture::Part::XPath;
    auto compiled = document::XPath::compile(xpath.string_or_empty(), xpath.span());
    if (compiled) capture_.xpath = std::move(compiled).value();
    else base::append(problems_, std::move(compiled).diagnostics());
  }

  // A JSONPath, or one of two words.
  void read_from(const Node& from) {
    const std::string_view text = from.string_or_empty();
    if (text == "status" || text == "url") {
      capture_.part = text == "status" ? Capture::Part::Status : Capture::Part::Url;
      return;
    }
    capture_.part = Capture::Part::Json;
    auto compiled = document::JsonPath::compile(text, from.span());
    if (compiled) capture_.path = std::move(compiled).value();
    else base::append(problems_, std::move(compiled).diagnostics());
  }

  void read_regex(Fields& fields) {
    const auto pattern = fields.text("regex");
    const Node* group = fields.any("group");
    if (!pattern) {
      if (group) problems_.push_back(error("suite.capture", "\"group\" goes with \"regex\"", group->span()));
      return;
    }
    auto compiled = pattern::Regex::compile(*pattern, fields.any("regex")->span());
    if (!compiled) return base::append(problems_, std::move(compiled).diagnostics());
    const std::uint32_t most = compiled->group_count();
    capture_.regex = std::move(compiled).value();
    capture_.group = most > 0 ? 1 : 0;
    if (!group) return;
    const auto number = group->to_int64();
    if (number && *number >= 0 && *number <= most) {
      capture_.group = static_cast<std::uint32_t>(*number);
      return;
    }
    problems_.push_back(error("suite.capture",
                              most == 0 ? "this regular expression has no groups"
                                        : "\"group\" is a number from 0 (all of the match) to " + std::to_string(most),
                              group->span()));
  }

  Capture& capture_;
  Diagnostics& problems_;
};

}  // namespace

std::vector<Capture> read_captures(const Node* node, Diagnostics& problems) {
  std::vector<Capture> captures;
  if (!node) return captures;
  for (const auto& [name, value, span] : node->members()) {
    Capture capture;
    capture.name = name;
    if (names_function(name)) {
      problems.push_back(error("suite.capture",
                               "\"" + name + "\" is a function of templates, which this capture would hide", span,
                               "give it another name, e.g. my_" + name));
    }
    capture.span = value.span();
    capture.name_span = span;
    CaptureReader(capture, problems).read(value);
    captures.push_back(std::move(capture));
  }
  return captures;
}

void collect_captures(const Node* steps, std::vector<CapturedName>& names) {
  if (!steps) return;
  for (const Node& step : steps->items()) {
    const Node* capture = step.find("capture");
    if (!capture) continue;
    for (const auto& [name, value, span] : capture->members()) names.push_back({name, span});
  }
}

}  // namespace concord::suite
