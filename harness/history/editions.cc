#include "editions.h"

#include "store.h"

#include <concord/base/text.h>
#include <concord/contract/contract_model.h>
#include <concord/diff.h>

#include <fmt/format.h>

#include <algorithm>

#include <zlib.h>

namespace concord::history {

using document::Node;

namespace {

constexpr std::size_t largest_edition = 16u << 20;  // bytes of JSON
constexpr std::size_t most_words = 200;             // characters of a change
constexpr std::int64_t most_packed = 6u << 20;        // bytes of all editions of a provider, packed
constexpr document::ParseLimits limits{.depth = 512, .nodes = 5'000'000, .bytes = largest_edition};

std::string packed(const std::string& text) {
  uLongf size = compressBound(text.size());
  std::string bytes(size, '\0');
  const auto* from = reinterpret_cast<const Bytef*>(text.data());
  auto* to = reinterpret_cast<Bytef*>(bytes.data());
  if (compress2(to, &size, from, text.size(), Z_BEST_COMPRESSION) != Z_OK) return {};
  bytes.resize(size);
  return base::base64_encode(bytes);
}

std::optional<std::string> unpacked(const std::string& text, std::int64_t size) {
  const auto bytes = base::base64_decode(text);
  if (!bytes || size <= 0 || size > static_cast<std::int64_t>(largest_edition)) return std::nullopt;
  std::string whole(static_cast<std::size_t>(size), '\0');
  uLongf length = whole.size();
  const auto* from = reinterpret_cast<const Bytef*>(bytes->data());
  const int fault = uncompress(reinterpret_cast<Bytef*>(whole.data()), &length, from, bytes->size());
  if (fault != Z_OK || length != whole.size()) return std::nullopt;
  return whole;
}

// The latest are kept, at least the one of this run.
void forget_oldest(Database& database, std::int64_t scope) {
  Statement select =
      database.prepare("SELECT contract, length(body) FROM editions WHERE scope = ? ORDER BY rowid DESC");
  std::vector<std::string> gone;
  std::int64_t size = 0;
  bool is_first = true;
  select.with(scope);
  while (select.next()) {
    size += select.number(1);
    if (!is_first && size > most_packed) gone.push_back(select.text(0));
    is_first = false;
  }
  Statement remove = database.prepare("DELETE FROM editions WHERE scope = ? AND contract = ?");
  for (const std::string& digest : gone) remove.with(scope, digest).run();
}

std::string fact_of(const finding::Finding& finding, std::string_view name) {
  const auto found = std::find_if(finding.facts.begin(), finding.facts.end(),
                                  [&](const finding::Fact& one) { return one.first == name; });
  return found == finding.facts.end() ? std::string() : found->second;
}

// "openapi.yaml:56", the file without its folders.
std::string said_in(const finding::Finding& finding) {
  if (const std::string documented = fact_of(finding, "documented"); !documented.empty()) return documented;
  const finding::Place& place = finding.place;
  if (place.file.empty() || place.line == 0) return {};
  return fmt::format("{}:{}", place.file.substr(place.file.rfind('/') + 1), place.line);
}

// `response 200 "/items/*/note" has …`: the status, and the place in quotes behind it.
void take_place(const finding::Finding& finding, DocumentChange& change) {
  constexpr std::string_view mark = "response ";
  const std::string& text = finding.message;
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) return;
  const std::size_t end = std::min(text.find(' ', at + mark.size()), text.size());
  change.status = text.substr(at + mark.size(), end - at - mark.size());
  if (text.compare(end, 3, " \"/") == 0) {
    const std::size_t quote = text.find('"', end + 2);
    if (quote != std::string::npos) change.place = text.substr(end + 2, quote - end - 2);
  }
  const bool names_member = finding.rule.find("property") != std::string::npos;
  const auto name = document::parse_answer_json(fact_of(finding, "subject"));
  if (names_member && name.root && name.root->is_string())
    change.place += '/' + document::escape_token(name.root->as_string());
}

bool begins_with(const std::string& pointer, const std::string& beginning) {
  return pointer == beginning || beginning.empty() || pointer.starts_with(beginning + '/');
}

bool is_status(const std::string& documented, int status) {
  if (documented.empty() || documented == "default") return true;
  if (documented.size() == 3 && documented.ends_with("XX")) return documented.front() - '0' == status / 100;
  return documented == std::to_string(status);
}

}  // namespace

Editions::Editions(Database& database, const Night& night, const FindContract& find)
    : database_(database), night_(night), find_(find) {}

std::shared_ptr<const Node> Editions::today(const result::ProviderInfo& info) {
  const auto [place, is_new] = today_.try_emplace(info.name);
  if (is_new && find_) place->second = find_(info);
  return place->second;
}

void Editions::keep(std::int64_t scope, const std::string& provider) {
  for (const result::ProviderInfo& info : night_.info.providers) {
    if (info.name != provider || info.schema_sha256.empty()) continue;
    Statement known = database_.prepare("SELECT 1 FROM editions WHERE scope = ? AND contract = ?");
    if (known.with(scope, info.schema_sha256).next()) return;
    const auto contract = today(info);
    if (!contract) return;
    const std::string text = document::write_json(*contract);
    if (text.size() > largest_edition) return;
    const std::string body = packed(text);
    database_.prepare("INSERT INTO editions(scope, contract, size, body) VALUES(?, ?, ?, ?)")
        .with(scope, info.schema_sha256, static_cast<std::int64_t>(text.size()), body)
        .run();
    forget_oldest(database_, scope);
  }
}

const DocumentChanges* Editions::since(std::int64_t scope, const std::string& provider, const std::string& before) {
  const auto [place, is_new] = changes_.try_emplace({scope, before});
  if (is_new) {
    for (const result::ProviderInfo& info : night_.info.providers) {
      if (info.name != provider) continue;
      const auto old_contract = find_edition(database_, scope, before);
      if (!old_contract) break;
      // That of the run has the lines of its files, the one that is kept has not.
      auto new_contract = today(info);
      if (!new_contract) new_contract = find_edition(database_, scope, info.schema_sha256);
      if (new_contract)
        place->second = changes_between(provider, old_contract, new_contract, night_.info.started_at);
    }
  }
  return place->second ? &*place->second : nullptr;
}

std::shared_ptr<const Node> find_edition(const Database& database, std::int64_t scope, const std::string& digest) {
  Statement select = database.prepare("SELECT size, body FROM editions WHERE scope = ? AND contract = ?");
  if (!select.with(scope, digest).next()) return nullptr;
  const auto text = unpacked(select.text(1), select.number(0));
  if (!text) return nullptr;
  auto parsed = document::parse_answer_json(*text, limits);
  if (!parsed.root) return nullptr;
  return std::make_shared<const Node>(std::move(*parsed.root));
}

bool is_edition(const std::string& packed_text, std::int64_t size) { return unpacked(packed_text, size).has_value(); }

DocumentChanges changes_between(const std::string& provider, const std::shared_ptr<const Node>& before,
                                const std::shared_ptr<const Node>& after, base::SystemTime now) {
  std::map<std::string, std::string> ids;  // "POST /session/create" → its id
  for (const auto* root : {&before, &after}) {
    for (const contract::Operation& one : contract::contract_model(*root, provider, "").operations)
      ids[one.method + ' ' + one.path] = one.id();
  }
  diff::Options options;
  options.now = now;
  options.most_pairs = 100'000;
  options.most_findings = 1'000;
  finding::Listing listing = diff::compare(*before, *after, options);
  DocumentChanges changes;
  for (const finding::Finding& one : listing.findings) {
    DocumentChange change;
    const auto id = ids.find(one.operation);
    if (id != ids.end()) change.operation = id->second;
    change.label = one.operation;
    change.is_of_request = fact_of(one, "direction") == "request";
    change.words = base::ellipsize(one.message, most_words);
    take_place(one, change);
    if (const std::string line = said_in(one); !line.empty()) change.words += " (" + line + ')';
    changes.push_back(std::move(change));
  }
  return changes;
}

std::vector<const DocumentChange*> about(const DocumentChanges& changes, const std::string& operation, int status,
                                         const std::string& place) {
  const std::string pointer = result::folded_pointer(place);
  const bool is_whole = pointer.empty() || pointer.front() != '/';
  std::vector<const DocumentChange*> found;
  for (const DocumentChange& one : changes) {
    if (!one.operation.empty() && one.operation != operation) continue;
    const bool is_of_answer = !one.is_of_request && is_status(one.status, status) &&
                              (begins_with(pointer, one.place) || begins_with(one.place, pointer));
    const bool is_of_whole = one.is_of_request || one.place.empty();
    if (is_whole ? is_of_whole : is_of_answer) found.push_back(&one);
  }
  return found;
}

std::string line_of(const DocumentChange& change) {
  return change.label.empty() ? change.words : change.label + ": " + change.words;
}

std::string in_words(const std::vector<const DocumentChange*>& changes) {
  if (changes.empty()) return {};
  if (changes.size() == 1) return changes.front()->words;
  return fmt::format("{}, and {} more", changes.front()->words, changes.size() - 1);
}

}  // namespace concord::history
