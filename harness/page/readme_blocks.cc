#include "readme_blocks.h"

#include "one_place.h"

#include <concord/base/text.h>

#include <charconv>

namespace concord::page {
namespace {

std::optional<Node> content_of(const Source& page, const Block& block, Diagnostics& findings) {
  auto content = read_json(page, block.begin, block.end);
  if (content && content->is_object()) return content;
  findings.push_back(base::warning(
      "apidoc.block", "the block " + base::in_quotes(base::ellipsize(block.text, 40)) + " does not hold a JSON object",
      block.span, "not read"));
  return std::nullopt;
}

std::string text_of(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value == nullptr ? std::string{} : std::string(value->string_or_empty());
}

Cell cell_of(const Node& value) {
  CellBuilder cell;
  cell.add_markdown(value.is_string() ? value.as_string() : document::write_json(value));
  return cell.finish(value.span());
}

// "12-3" is row 12, column 3.
std::optional<std::pair<std::size_t, std::size_t>> position_of(std::string_view key) {
  std::pair<std::size_t, std::size_t> at;
  const char* const end = key.data() + key.size();
  auto read = std::from_chars(key.data(), end, at.first);
  if (read.ec != std::errc{} || read.ptr == end || *read.ptr != '-') return std::nullopt;
  read = std::from_chars(read.ptr + 1, end, at.second);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return at;
}

void put(Table& table, std::size_t row, std::size_t column, const Node& value) {
  constexpr std::size_t most_columns = 64;
  if (row >= max_rows || column >= most_columns) {
    table.is_cut = true;
    return;
  }
  if (table.rows.size() <= row) table.rows.resize(row + 1);
  if (table.rows[row].size() <= column) table.rows[row].resize(column + 1);
  table.rows[row][column] = cell_of(value);
}

void move_spans(std::vector<SampleValue>& values, base::Span to) {
  for (SampleValue& value : values) {
    place_all(value.value, to);
    value.span = to;
  }
}

// What was read from the decoded text stands, for people, where its string stands.
void move_spans(MagicCode& code) {
  FenceSamples& samples = code.samples;
  move_spans(samples.values, code.span);
  for (SampleAnswer& answer : samples.answers) {
    move_spans(answer.values, code.span);
    answer.span = code.span;
  }
  if (samples.request) samples.request->span = code.span;
  if (samples.request_body) move_spans(samples.request_body->values, code.span);
  if (samples.curl) {
    samples.curl->url_span = samples.curl->credential_span = code.span;
    if (samples.curl->json) place_all(*samples.curl->json, code.span);
    if (samples.curl->form) place_all(*samples.curl->form, code.span);
  }
  for (base::Diagnostic& finding : code.findings) finding.span = code.span;
}

MagicCode read_code(const Node& entry) {
  MagicCode code;
  const Node* text = entry.find("code");
  code.title = text_of(entry, "name");
  code.language = base::to_lower_ascii(text_of(entry, "language"));
  code.span = text == nullptr ? entry.span() : text->span();
  const Source decoded("code", text == nullptr ? std::string{} : std::string(text->string_or_empty()));
  Block fence;
  fence.kind = BlockKind::Fence;
  fence.end = decoded.text().size();
  fence.span = span_of(decoded, 0, fence.end);
  code.samples = read_fence_samples(decoded, fence, code.language, code.findings);
  move_spans(code);
  return code;
}

}  // namespace

std::optional<Table> read_magic_table(const Source& page, const Block& block, Diagnostics& findings) {
  const auto content = content_of(page, block, findings);
  const Node* data = content ? content->find("data") : nullptr;
  if (data == nullptr) return std::nullopt;
  Table table;
  for (const document::Member& member : data->members()) {
    if (member.key.starts_with("h-")) {
      const auto at = position_of("0-" + member.key.substr(2));
      if (!at || at->second >= 64) continue;
      if (table.columns.size() <= at->second) table.columns.resize(at->second + 1);
      table.columns[at->second] = base::to_lower_ascii(base::trim(member.value.string_or_empty()));
    } else if (const auto at = position_of(member.key)) {
      put(table, at->first, at->second, member.value);
    }
  }
  return table;
}

std::vector<MagicCode> read_magic_codes(const Source& page, const Block& block, Diagnostics& findings) {
  constexpr std::size_t most_codes = 1'000;
  std::vector<MagicCode> codes;
  const auto content = content_of(page, block, findings);
  const Node* entries = content ? content->find("codes") : nullptr;
  if (entries == nullptr) return codes;
  for (const Node& entry : entries->items()) {
    if (codes.size() < most_codes) codes.push_back(read_code(entry));
  }
  return codes;
}

}  // namespace concord::page
