// A case that is run again is answered from its cassette.
#include "cassette_folder.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/document/pointer.h>
#include <concord/traffic/cassettes.h>

#include <algorithm>

namespace concord::traffic {

using document::Node;
using result::RunErrorKind;

namespace {

// Of a name with dots: "run.id".
std::string known_text(const Node& names, const std::string& name) {
  const Node* value = names.find(name);
  if (const std::size_t dot = name.find('.'); !value && dot != std::string::npos) {
    const Node* outer = names.find(name.substr(0, dot));
    value = outer ? outer->find(name.substr(dot + 1)) : nullptr;
  }
  if (!value) return "";
  return value->is_number() ? value->number_text() : std::string(value->string_or_empty());
}

std::string escaped_for(bool is_json, const std::string& text) {
  if (!is_json) return text;
  const std::string quoted = document::write_json(Node(text));
  return quoted.substr(1, quoted.size() - 2);
}

// Each "[NAME]" that is in `values`, in one pass: what was filled in is not looked at again.
std::string filled(std::string_view text, const std::map<std::string, std::string>& values, bool is_json) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t open = text.find('['); open != std::string_view::npos; open = text.find('[', open + 1)) {
    const std::size_t close = text.find_first_of("[]", open + 1);
    if (close == std::string_view::npos) break;
    const auto value = values.find(std::string(text.substr(open + 1, close - open - 1)));
    if (text[close] != ']' || value == values.end()) continue;
    out.append(text.substr(done, open - done)).append(escaped_for(is_json, value->second));
    done = close + 1;
    open = close;
  }
  return out.append(text.substr(done));
}

bool looks_like_json(std::string_view body) {
  const std::string_view text = base::trim(body);
  return !text.empty() && (text.front() == '{' || text.front() == '[' || text.front() == '"');
}

std::string shown_value(const Node* value) {
  return value ? base::ellipsize(document::write_json(*value), 60) : "nothing";
}

// The first place where two values differ: "body /amount: recorded 5, now 7"; "" where none does.
std::string first_difference(const Node& then, const Node& now, const document::Pointer& at) {
  if (document::equal(then, now)) return "";
  if (then.is_object() && now.is_object()) {
    for (const document::Member& one : then.members()) {
      const Node* other = now.find(one.key);
      const auto place = at / one.key;
      if (!other) return place.text() + ": recorded " + shown_value(&one.value) + ", now nothing";
      if (std::string found = first_difference(one.value, *other, place); !found.empty()) return found;
    }
    for (const document::Member& one : now.members()) {
      if (!then.has(one.key)) return (at / one.key).text() + ": recorded nothing, now " + shown_value(&one.value);
    }
  }
  if (then.is_array() && now.is_array() && then.size() == now.size()) {
    for (std::size_t i = 0; i < then.size(); ++i) {
      if (auto found = first_difference(then.items()[i], now.items()[i], at / i); !found.empty()) return found;
    }
  }
  return at.text() + ": recorded " + shown_value(&then) + ", now " + shown_value(&now);
}

std::string body_difference(const std::string& then, const std::string& now) {
  const auto before = document::parse_answer_json(then), after = document::parse_answer_json(now);
  if (before.root && after.root) return "body " + first_difference(*before.root, *after.root, {});
  const auto shown = [](const std::string& text) {
    return text.empty() ? std::string("no body") : base::in_quotes(base::ellipsize(base::escape_line(text), 60));
  };
  return "body: recorded " + shown(then) + ", now " + shown(now);
}

std::string difference(const CassetteExchange& then, const run::TapedRequest& now) {
  if (then.method != now.method) return "method: recorded " + then.method + ", now " + now.method;
  if (then.url != now.url) return "URL: recorded " + then.url + ", now " + now.url;
  return body_difference(then.body, now.body);
}

// The order in which members were written says nothing.
bool is_same_body(const std::string& then, const std::string& now) {
  if (then == now) return true;
  if (!looks_like_json(then) || !looks_like_json(now)) return false;
  const auto before = document::parse_answer_json(then), after = document::parse_answer_json(now);
  return before.root && after.root && document::equal(*before.root, *after.root);
}

bool is_same(const CassetteExchange& then, const run::TapedRequest& now) {
  return then.method == now.method && then.url == now.url && is_same_body(then.body, now.body);
}

// How alike they are: what comes first counts most.
int likeness(const CassetteExchange& then, const run::TapedRequest& now) {
  const auto path = [](std::string_view url) { return url.substr(0, url.find('?')); };
  return (then.url == now.url ? 16 : path(then.url) == path(now.url) ? 8 : 0) + (then.method == now.method ? 4 : 0) +
         (then.step == now.step ? 2 : 0) + (is_same_body(then.body, now.body) ? 1 : 0);
}

class CasePlay : public run::CasePlayer {
 public:
  CasePlay(std::string path, Cassette cassette) : path_(std::move(path)), cassette_(std::move(cassette)) {
    played_.resize(cassette_.exchanges.size());
    const std::string seed = name_of_case(cassette_.classname, cassette_.name);
    for (const auto& [name, one] : cassette_.placeholders) {
      if (one.is.empty()) values_[name] = made_up(one.like, seed + ' ' + name);
    }
  }

  Played play(const run::TapedRequest& asked, http::Request request, const Node& names) override {
    Played played;
    played.exchange.request = std::move(request);
    const std::size_t at = find(asked);
    if (at == cassette_.exchanges.size()) return played.error = unmatched(asked), played;
    played_[at] = true;
    last_ = at;
    const CassetteExchange& one = cassette_.exchanges[at];
    if (one.not_kept != 0) {
      played.error = recording_error("its answer of " + base::counted(one.not_kept, "byte") +
                                     " is over the bound, so " + base::in_quotes(path_) + " has it not");
      return played;
    }
    bind(one, asked, names);
    answer(one, played.exchange);
    return played;
  }

  bool has_another(const run::TapedRequest& asked) const override { return find(asked) < cassette_.exchanges.size(); }

  base::SystemTime now() const override {
    const auto next = std::find(played_.begin(), played_.end(), false);
    if (next == played_.end()) return end_of(last_);
    return cassette_.exchanges[static_cast<std::size_t>(next - played_.begin())].exchange.started_at;
  }

  base::Milliseconds passed() const override {
    if (std::find(played_.begin(), played_.end(), true) == played_.end()) return base::Milliseconds(0);
    return end_of(last_) - cassette_.exchanges.front().exchange.started_at;
  }

 private:
  // Of the step first, then of any other; the number of exchanges where there is none.
  std::size_t find(const run::TapedRequest& asked) const {
    std::size_t other = cassette_.exchanges.size();
    for (std::size_t i = cassette_.exchanges.size(); i-- > 0;) {
      if (!played_[i] && is_same(cassette_.exchanges[i], asked)) other = i;
    }
    for (std::size_t i = other; i < cassette_.exchanges.size(); ++i) {
      const CassetteExchange& one = cassette_.exchanges[i];
      if (!played_[i] && one.step == asked.step && is_same(one, asked)) return i;
    }
    return other;
  }

  static result::RunError recording_error(std::string message) {
    return {RunErrorKind::Recording, std::move(message), "replay", {}};
  }

  result::RunError unmatched(const run::TapedRequest& asked) const {
    const CassetteExchange* nearest = &cassette_.exchanges.front();
    for (const CassetteExchange& one : cassette_.exchanges) {
      if (is_same(one, asked))
        return recording_error(base::in_quotes(path_) + " has no further answer to " + asked.method + ' ' + asked.url +
                               ", which was asked for " + base::counted(times(asked), "time"));
      if (likeness(one, asked) > likeness(*nearest, asked)) nearest = &one;
    }
    return recording_error(asked.method + ' ' + asked.url + " is not in " + base::in_quotes(path_) +
                           "; the nearest is that of step " + base::in_quotes(nearest->step) + ", which differs in " +
                           difference(*nearest, asked));
  }

  std::size_t times(const run::TapedRequest& asked) const {
    return static_cast<std::size_t>(
        std::count_if(cassette_.exchanges.begin(), cassette_.exchanges.end(),
                      [&asked](const CassetteExchange& one) { return is_same(one, asked); }));
  }

  // What its placeholders stand for by now.
  void bind(const CassetteExchange& one, const run::TapedRequest& asked, const Node& names) {
    for (const auto& [name, placeholder] : cassette_.placeholders) {
      if (!placeholder.is.empty()) values_[name] = known_text(names, placeholder.is);
    }
    for (const auto& [name, pointer] : one.made) {
      const auto sent = std::find_if(asked.made.begin(), asked.made.end(),
                                     [&at = pointer](const auto& made) { return made.first == at; });
      if (sent == asked.made.end()) continue;
      values_[name] = sent->second.is_number() ? sent->second.number_text() : sent->second.as_string();
    }
  }

  void answer(const CassetteExchange& one, http::Exchange& exchange) const {
    http::Request request = std::move(exchange.request);
    exchange = one.exchange;
    exchange.request = std::move(request);
    http::Response& response = *exchange.response;
    response.reason = filled(response.reason, values_, false);
    for (http::Header& header : response.headers) header.value = filled(header.value, values_, false);
    for (http::FramingFault& fault : response.framing_faults) fault.text = filled(fault.text, values_, false);
    response.body = filled(response.body, values_, looks_like_json(response.body));
    set_length(response, one.size);
  }

  // What is said of the body is right for what was filled in where it was right for what was recorded.
  static void set_length(http::Response& response, std::uint64_t recorded) {
    if (response.wire_bytes == recorded) response.wire_bytes = response.body.size();
    const std::string* length = http::find_header(response.headers, "Content-Length");
    if (length && *length == std::to_string(recorded))
      http::set_header(response.headers, "Content-Length", std::to_string(response.body.size()));
  }

  base::SystemTime end_of(std::size_t at) const {
    const http::Exchange& exchange = cassette_.exchanges[at].exchange;
    return exchange.started_at + std::chrono::duration_cast<base::Milliseconds>(exchange.timing.total);
  }

  std::string path_;
  Cassette cassette_;
  std::vector<bool> played_;
  std::size_t last_ = 0;
  std::map<std::string, std::string> values_;  // of placeholders
};

class NoPlay : public run::CasePlayer {
 public:
  explicit NoPlay(result::RunError why) : why_(std::move(why)) {}
  Played play(const run::TapedRequest&, http::Request request, const Node&) override {
    Played played{{}, why_};
    played.exchange.request = std::move(request);
    return played;
  }
  bool has_another(const run::TapedRequest&) const override { return false; }
  base::SystemTime now() const override { return base::system_clock().now(); }
  base::Milliseconds passed() const override { return base::Milliseconds(0); }

 private:
  result::RunError why_;
};

}  // namespace

struct CassettePlayer::State {
  std::string folder;
  std::map<std::string, std::string> path_of_case;
  std::map<std::string, std::string> base_urls;
  std::set<std::string> asked;  // paths
  base::SystemTime first = base::SystemTime::max(), last = base::SystemTime::min();

  void add(const std::string& path, const Cassette& cassette) {
    path_of_case[name_of_case(cassette.classname, cassette.name)] = path;
    base_urls.emplace(cassette.provider, cassette.base_url);
    if (cassette.exchanges.empty()) return;
    first = std::min(first, cassette.exchanges.front().exchange.started_at);
    last = std::max(last, cassette.exchanges.front().exchange.started_at);
  }
};

base::Result<std::unique_ptr<CassettePlayer>> CassettePlayer::open(const std::string& folder) {
  auto state = std::make_unique<State>();
  state->folder = folder;
  auto problems = each_cassette(
      folder, [&state](const std::string& path, const Cassette& cassette) { state->add(path, cassette); });
  if (!problems.empty()) return problems;
  if (state->path_of_case.empty())
    return base::error("cassette.none", base::in_quotes(folder) + " has no cassettes", {},
                       "concord run --record " + folder);
  return std::unique_ptr<CassettePlayer>(new CassettePlayer(std::move(state)));
}

CassettePlayer::CassettePlayer(std::unique_ptr<State> state) : state_(std::move(state)) {}
CassettePlayer::~CassettePlayer() = default;

// Read again: of many cassettes only those under way are in memory.
std::unique_ptr<run::CasePlayer> CassettePlayer::open(const result::CasePlan& plan) {
  const auto error = [](std::string message) {
    return std::make_unique<NoPlay>(result::RunError{RunErrorKind::Recording, std::move(message), "replay", {}});
  };
  const auto found = state_->path_of_case.find(name_of_case(plan.classname, plan.name));
  if (found == state_->path_of_case.end())
    return error("there is no cassette of this case in " + base::in_quotes(state_->folder) + ": record it, --record");
  state_->asked.insert(found->second);
  auto cassette = read_cassette(found->second);
  if (!cassette) return error(cassette.diagnostics().front().message);
  if (cassette->exchanges.empty()) return error(base::in_quotes(found->second) + " has no exchange");
  return std::make_unique<CasePlay>(found->second, std::move(cassette).value());
}

std::size_t CassettePlayer::size() const { return state_->path_of_case.size(); }
base::SystemTime CassettePlayer::first() const { return state_->first; }
base::SystemTime CassettePlayer::last() const { return state_->last; }
const std::map<std::string, std::string>& CassettePlayer::base_urls() const { return state_->base_urls; }

std::vector<std::string> CassettePlayer::unasked() const {
  std::vector<std::string> paths;
  for (const auto& [name, path] : state_->path_of_case) {
    if (!state_->asked.contains(path)) paths.push_back(path);
  }
  return paths;
}

}  // namespace concord::traffic
