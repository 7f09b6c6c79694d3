// From the exchanges of a case to its cassette. Three kinds of values are taken out, in this order: what its answers
// handed out, what its templates knew beforehand, and what they made for its requests; then whatever else is a secret,
// in all its forms.
#include "cassette_folder.h"

#include <concord/base/counted.h>
#include <concord/base/file_slug.h>
#include <concord/base/made_file.h>
#include <concord/base/text.h>
#include <concord/document/pointer.h>
#include <concord/traffic/cassettes.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace concord::traffic {

using document::Node;

namespace {

constexpr std::size_t least_anywhere = 8;  // bytes: what is shorter could stand anywhere by chance

std::string placeholder_name(std::string_view text) {
  std::string name;
  for (const char c : text.substr(0, 60))
    name += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' ? c : '_';
  return name;
}

// The text of a string of JSON, without its quotes.
std::string json_escaped(const std::string& text) {
  const std::string quoted = document::write_json(Node(text));
  return quoted.substr(1, quoted.size() - 2);
}

bool ends_number(char c) { return c == ',' || c == '}' || c == ']' || std::isspace(static_cast<unsigned char>(c)); }

// `"amount": 17` with the placeholder in place of 17.
std::string replace_number(std::string text, const std::string& key, const std::string& number,
                           const std::string& shown) {
  const std::string member = '"' + json_escaped(key) + '"';
  for (std::size_t at = text.find(member); at != std::string::npos; at = text.find(member, at + 1)) {
    const std::size_t begin = text.find_first_not_of(": \t\r\n", at + member.size());
    if (begin == std::string::npos || text.compare(begin, number.size(), number) != 0) continue;
    const std::size_t end = begin + number.size();
    if (end < text.size() && ends_number(text[end])) text.replace(begin, number.size(), shown);
  }
  return text;
}

// A value that templates made for a request.
struct SentValue {
  std::string shown;  // "[sent.1.order_ref]"
  std::string key;    // of the member that it stands in
  Node value;
};

std::string replace_sent(std::string text, const SentValue& one) {
  if (one.value.is_number()) return replace_number(std::move(text), one.key, one.value.number_text(), one.shown);
  const std::string& value = one.value.as_string();
  const std::string escaped = json_escaped(value);
  if (value.size() < least_anywhere)
    return base::replace_all(std::move(text), '"' + escaped + '"', '"' + one.shown + '"');
  if (escaped != value) text = base::replace_all(std::move(text), escaped, one.shown);
  return base::replace_all(std::move(text), value, one.shown);
}

class Taking {
 public:
  explicit Taking(const run::TapedCase& taped) : taped_(taped) {
    for (const run::HandedOut& one : taped.handed_out) hand_out(one);
    for (const auto& [name, value, span] : taped.known.members()) know(name, value);
    if (const Node* run = taped.known.find("run"); run && run->find("id")) know("run.id", *run->find("id"));
    // The longest first: one may be in another.
    std::stable_sort(values_.begin(), values_.end(),
                     [](const auto& a, const auto& b) { return a.value.size() > b.value.size(); });
  }

  Cassette cassette() {
    const result::CasePlan& plan = taped_.plan;
    Cassette all{plan.classname, plan.name, plan.provider, taped_.exchanges.front().asked.base_url};
    for (const run::TapedExchange& one : taped_.exchanges) all.exchanges.push_back(exchange(one));
    for (CassetteExchange& one : all.exchanges)
      std::erase_if(one.made, [this](const auto& made) { return !used_.contains(made.first); });
    for (const std::string& name : used_) {
      if (placeholders_.contains(name)) all.placeholders[name] = placeholders_.at(name);
    }
    return all;
  }

 private:
  void hand_out(const run::HandedOut& one) {
    if (one.value.size() < 4 || is_taken(one.value)) return;
    const std::string name = free_name(placeholder_name(one.name));
    values_.push_back({name, one.value});
    const std::string known = known_as(one.value);
    placeholders_[name] = known.empty() ? Placeholder{"", form_of(one.value)} : Placeholder{known, {}};
    other_forms_.add(name, base::Secret(one.value));
  }

  void know(const std::string& name, const Node& value) {
    const std::string_view text = value.string_or_empty();
    if (text.size() < least_anywhere || is_taken(text)) return;
    const std::string shown = free_name(placeholder_name(name));
    values_.push_back({shown, std::string(text)});
    placeholders_[shown] = {name, {}};
  }

  std::string known_as(std::string_view value) const {
    const auto& members = taped_.known.members();
    const auto found = std::find_if(members.begin(), members.end(),
                                    [value](const auto& one) { return one.value.string_or_empty() == value; });
    return found == members.end() ? "" : found->key;
  }

  bool is_taken(std::string_view value) const {
    return std::any_of(values_.begin(), values_.end(), [value](const auto& one) { return one.value == value; });
  }

  std::string free_name(const std::string& wanted) const {
    std::string name = wanted;
    for (int number = 2; placeholders_.contains(name); ++number) name = wanted + '-' + std::to_string(number);
    return name;
  }

  std::string covered(std::string text, CassetteExchange& whole) {
    for (const auto& [name, value] : values_) {
      if (text.find(value) == std::string::npos) continue;
      text = base::replace_all(std::move(text), value, '[' + name + ']');
      used_.insert(name);
    }
    if (!other_forms_.empty()) text = other_forms_.redact(text, &used_);
    for (const SentValue& one : sent_) {
      text = replace_sent(std::move(text), one);
      if (text.find(one.shown) != std::string::npos) used_.insert(one.shown.substr(1, one.shown.size() - 2));
    }
    run::CaseSecrets::Names names;
    text = taped_.secrets.redact(text, &names);
    for (const std::string& name : names) name_secret(name, whole);
    return text;
  }

  // What is known of a secret by its name alone: it was sent, templates knew it, or it is another case's.
  void name_secret(const std::string& name, CassetteExchange& whole) {
    used_.insert(name);
    if (placeholders_.contains(name)) return;
    if (const auto sent = sent_secrets_.find(name); sent != sent_secrets_.end()) {
      whole.made[name] = sent->second;
      return;
    }
    const Node* known = taped_.known.find(name);
    placeholders_[name] = known && known->is_string() ? Placeholder{name, {}}
                                                      : Placeholder{"", {"", "letters+digits", 24}};
  }

  CassetteExchange exchange(const run::TapedExchange& from) {
    CassetteExchange one;
    one.step = taped_.secrets.redact(from.asked.step);
    one.method = from.asked.method;
    one.url = taped_.secrets.redact(from.asked.url);
    one.body = from.asked.body.size() > largest_cassette_body ? "" : taped_.secrets.redact(from.asked.body);
    ++number_;
    for (const auto& [pointer, value] : from.asked.made) note_sent(pointer, value, one);
    one.exchange.timing = from.exchange.timing;
    one.exchange.started_at = from.exchange.started_at;
    one.exchange.tls_version = from.exchange.tls_version;
    one.exchange.certificate_expires = from.exchange.certificate_expires;
    one.exchange.response = response(*from.exchange.response, one);
    return one;
  }

  void note_sent(const std::string& pointer, const Node& value, CassetteExchange& one) {
    const auto at = document::Pointer::parse(pointer);
    const std::string key = at && !at->is_root() ? at->tokens().back() : "";
    const bool is_secret = pointer.starts_with("/secret/");
    if (value.is_string()) {
      const std::string& text = value.as_string();
      if (text.empty() || is_taken(text) || (!is_secret && taped_.secrets.redact(text) != text)) return;
    }
    if (is_secret) sent_secrets_[placeholder_name(key)] = pointer;
    const std::string wanted = "sent." + std::to_string(number_) + '.' + placeholder_name(key);
    std::string name = wanted;
    for (int again = 2; one.made.contains(name); ++again) name = wanted + '-' + std::to_string(again);
    one.made[name] = pointer;
    sent_.push_back({'[' + name + ']', key, value});
  }

  http::Response response(const http::Response& from, CassetteExchange& whole) {
    http::Response kept = from;
    whole.size = from.body.size();
    kept.reason = covered(from.reason, whole);
    for (http::Header& header : kept.headers) header.value = covered(header.value, whole);
    for (http::FramingFault& fault : kept.framing_faults) fault.text = covered(fault.text, whole);
    if (from.body.size() > largest_cassette_body) whole.not_kept = from.body.size(), kept.body.clear();
    else kept.body = covered(from.body, whole);
    return kept;
  }

  const run::TapedCase& taped_;
  std::vector<run::HandedOut> values_;  // placeholder → value
  base::Redactor other_forms_;
  std::map<std::string, Placeholder> placeholders_;
  base::Redactor::Names used_;  // of them
  std::vector<SentValue> sent_;
  std::map<std::string, std::string> sent_secrets_;  // placeholder → pointer
  std::size_t number_ = 0;                           // of the exchange, from 1
};

std::uint64_t size_of(const Cassette& cassette) {
  std::uint64_t size = 0;
  for (const CassetteExchange& one : cassette.exchanges) size += one.exchange.response->body.size() + one.body.size();
  return size;
}

}  // namespace

struct CassetteRecorder::State {
  std::filesystem::path folder;
  std::map<std::string, std::string> path_of_case;  // name → path
  std::set<std::string> taken;                      // paths
  std::set<std::string> kept;                       // names
  base::Diagnostics problems, warnings;

  // That which the folder has, else one of its own.
  std::string path_for(const Cassette& cassette) {
    const std::string name = name_of_case(cassette.classname, cassette.name);
    if (const auto known = path_of_case.find(name); known != path_of_case.end()) return known->second;
    std::string slug = base::file_slug(cassette.name);
    if (slug.empty()) slug = "case";
    const std::filesystem::path place = folder / base::file_slug(cassette.classname);
    std::string path = (place / (slug + ".json")).generic_string();
    for (int number = 2; taken.contains(path); ++number)
      path = (place / (slug + '-' + std::to_string(number) + ".json")).generic_string();
    taken.insert(path);
    return path_of_case[name] = path;
  }
};

base::Result<std::unique_ptr<CassetteRecorder>> CassetteRecorder::open(const std::string& folder) {
  auto state = std::make_unique<State>();
  state->folder = folder;
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure)
    return base::error("cassette.folder", "cannot make " + base::in_quotes(folder) + ": " + failure.message());
  auto problems = each_cassette(folder, [&state](const std::string& path, const Cassette& cassette) {
    state->path_of_case[name_of_case(cassette.classname, cassette.name)] = path;
    state->taken.insert(path);
  });
  if (!problems.empty()) return problems;
  return std::unique_ptr<CassetteRecorder>(new CassetteRecorder(std::move(state)));
}

CassetteRecorder::CassetteRecorder(std::unique_ptr<State> state) : state_(std::move(state)) {}
CassetteRecorder::~CassetteRecorder() = default;

void CassetteRecorder::keep(const run::TapedCase& one) {
  Cassette cassette = Taking(one).cassette();
  const std::string name = name_of_case(cassette.classname, cassette.name);
  // A file of all of them could not be read again.
  if (size_of(cassette) > largest_cassette / 2) {
    for (CassetteExchange& each : cassette.exchanges) {
      each.not_kept = each.size;
      each.exchange.response->body.clear();
    }
  }
  for (const CassetteExchange& each : cassette.exchanges) {
    if (each.not_kept != 0)
      state_->warnings.push_back(base::warning(
          "cassette.size", name + ": an answer of " + base::counted(each.not_kept, "byte") +
                               " is over the bound and not recorded, so a replay does not judge the case"));
  }
  base::append(state_->problems, base::write_made_file(state_->path_for(cassette), write_cassette(cassette)));
  state_->kept.insert(name);
}

std::size_t CassetteRecorder::kept() const { return state_->kept.size(); }
const base::Diagnostics& CassetteRecorder::problems() const { return state_->problems; }
const base::Diagnostics& CassetteRecorder::warnings() const { return state_->warnings; }

}  // namespace concord::traffic
