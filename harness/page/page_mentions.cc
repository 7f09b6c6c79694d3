#include "page_mentions.h"

#include "page_endpoint.h"
#include "page_table.h"

#include <concord/base/http_method.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::page {
namespace {

constexpr std::size_t most_of_line = 4096;
constexpr std::size_t longest_code = 500;

// "GET /things", with the name of the method as HTTP has it.
std::optional<Endpoint> endpoint_in(std::string_view code, base::Span span) {
  code = base::trim(code);
  const std::size_t blank = code.find(' ');
  if (code.size() > longest_code || blank == std::string_view::npos) return std::nullopt;
  const std::string_view method = code.substr(0, blank), url = base::trim(code.substr(blank));
  if (base::find_http_method(method) == nullptr || url.find(' ') != std::string_view::npos) return std::nullopt;
  return endpoint_from(method, std::string(url), span);
}

// What the words of a cell are without what stands behind the first blank.
std::optional<Endpoint> endpoint_in_cells(const std::vector<Cell>& row) {
  for (const Cell& cell : row) {
    for (const std::string& code : cell.codes) {
      if (auto found = endpoint_in(code, cell.span)) return found;
    }
    if (auto found = endpoint_in(cell.text, cell.span)) return found;
  }
  const auto method = std::find_if(row.begin(), row.end(), [](const Cell& cell) {
    return base::find_http_method(base::trim(cell.text)) != nullptr;
  });
  if (method == row.end()) return std::nullopt;
  for (const Cell& cell : row) {
    const std::string_view text = base::trim(cell.text);
    if (text.empty() || text.size() > longest_code || text.find_first_of(" \n") != std::string_view::npos) continue;
    if (auto found = endpoint_from(base::trim(method->text), std::string(text), cell.span)) return found;
  }
  return std::nullopt;
}

// "/things/{}": the path without the names of its parameters.
std::string shape_of(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::size_t close = path[i] == '{' ? path.find('}', i) : std::string_view::npos;
    out += close == std::string_view::npos ? std::string(1, path[i]) : "{}";
    if (close != std::string_view::npos) i = close;
  }
  while (out.size() > 1 && out.ends_with('/')) out.pop_back();
  return out;
}

// The path and all that it ends with: "/v1/things", "/things".
std::vector<std::string> endings_of(const Endpoint& endpoint) {
  constexpr std::size_t most_endings = 32;
  const std::string shape = shape_of(endpoint.path);
  std::vector<std::string> out;
  for (std::size_t at = 0; at != std::string::npos && out.size() < most_endings; at = shape.find('/', at + 1))
    out.push_back(endpoint.method + ' ' + shape.substr(at));
  return out;
}

// "GET /things", for messages.
std::string label_of(const Endpoint& endpoint) {
  const base::HttpMethod* method = base::find_http_method_key(endpoint.method);
  const std::string path = base::ellipsize(endpoint.path, 100);
  return (method == nullptr ? endpoint.method : std::string(method->name)) + ' ' + path;
}

bool says_nothing(const Call& one) {
  return one.fields.empty() && one.samples.empty() && one.answers.empty() && one.answer_fields.empty() &&
         one.tag_places.empty();
}

class Mentions {
 public:
  explicit Mentions(Diagnostics& findings) : findings_(findings) {}

  // "See also `GET /things`": a line that names an endpoint of which the page says nothing. Where it says nothing of
  // all, their names are what it says.
  void drop(PageModel& model) {
    const auto is_name_only = [](const Call& one) { return one.is_mention && says_nothing(one); };
    const bool is_list = std::all_of(model.calls.begin(), model.calls.end(), is_name_only);
    for (const Call& one : model.calls) {
      if (!is_list && is_name_only(one)) tell({one.endpoint});
      known_.add(one.endpoint);
    }
    if (!is_list) std::erase_if(model.calls, is_name_only);
  }

  // Those that are new, as one finding at the first of them.
  void tell(const std::vector<Endpoint>& named) {
    constexpr std::size_t most_named = 4;
    std::vector<std::string> labels;
    base::Span first;
    for (const Endpoint& one : named) {
      if (known_.contains(one)) continue;
      known_.add(one);
      if (labels.empty()) first = one.span;
      labels.push_back(label_of(one));
    }
    if (labels.empty()) return;
    const std::size_t more = labels.size() - std::min(labels.size(), most_named);
    labels.resize(labels.size() - more);
    const std::string names = base::join(labels, ", ") + (more == 0 ? "" : " and " + std::to_string(more) + " more");
    const std::string_view only = labels.size() == 1 ? " but its name" : " but their names";
    findings_.push_back(
        base::warning("apidoc.unread", "the page says nothing about " + names + std::string(only), first, "left out"));
  }

 private:
  Diagnostics& findings_;
  KnownEndpoints known_;
};

}  // namespace

std::vector<Endpoint> endpoints_in_code(const Source& page, const Block& block) {
  std::vector<Endpoint> found;
  const std::string& text = block.text;
  if (block.kind != BlockKind::Text || text.size() > most_of_line || text.find('/') == std::string::npos) return found;
  for (std::size_t open = text.find('`'); open != std::string::npos;) {
    const std::size_t close = text.find('`', open + 1);
    if (close == std::string::npos) break;
    if (auto one = endpoint_in(std::string_view(text).substr(open + 1, close - open - 1), block.span)) {
      const std::size_t at = page.text().find(text.substr(open, close - open + 1), block.begin);
      if (at < block.end) one->span = span_of(page, at + 1, at + close - open);
      found.push_back(std::move(*one));
    }
    open = text.find('`', close + 1);
  }
  return found;
}

std::vector<Endpoint> endpoints_in_rows(const Table& table) {
  std::vector<Endpoint> found;
  const auto add = [&](const std::vector<Cell>& row) {
    if (auto one = endpoint_in_cells(row)) found.push_back(std::move(*one));
  };
  if (table.is_headless) add(table.head);
  for (const auto& row : table.rows) add(row);
  return found;
}

void KnownEndpoints::add(const Endpoint& endpoint) {
  const auto endings = endings_of(endpoint);
  if (endings.empty()) return;
  whole_.insert(endings.front());
  endings_.insert(endings.begin(), endings.end());
}

bool KnownEndpoints::contains(const Endpoint& endpoint) const {
  const auto endings = endings_of(endpoint);
  if (endings.empty()) return false;
  return endings_.contains(endings.front()) ||
         std::any_of(endings.begin(), endings.end(), [&](const std::string& one) { return whole_.contains(one); });
}

void settle_mentions(PageModel& model, const Source& page, const std::vector<Block>& blocks, bool is_described,
                     Diagnostics& findings) {
  Mentions mentions(findings);
  mentions.drop(model);
  for (const Block& block : blocks) {
    if (block.kind == BlockKind::Table || block.kind == BlockKind::Rows) {
      mentions.tell(endpoints_in_rows(read_table(page, block)));
    } else if (auto line = endpoint_at_start(block)) {
      mentions.tell({std::move(line->endpoint)});
    } else if (!is_described) {
      mentions.tell(endpoints_in_code(page, block));
    }
  }
}

}  // namespace concord::page
