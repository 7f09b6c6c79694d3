// What a case leaves for a recording, and how it is answered from one. See <concord/run/tape.h>.
#include "case_runner.h"

#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/document/pointer.h>
#include <concord/message/build_request.h>

#include <algorithm>
#include <array>

namespace concord::run {

using document::Node;
using result::Verdict;

namespace {

// Every text and number of `value`, as it is.
void note_values(const Node& value, const document::Pointer& at, TapedRequest& out) {
  if (value.is_string() || value.is_number()) out.made.emplace_back(at.text(), value);
  for (const document::Member& member : value.members()) note_values(member.value, at / member.key, out);
  for (std::size_t i = 0; i < value.size() && value.is_array(); ++i) note_values(value.items()[i], at / i, out);
}

// Of the places that have templates in `written`.
void note_made(const Node& written, const Node& rendered, const document::Pointer& at, TapedRequest& out) {
  if (written.is_string()) {
    if (templates::has_template(written)) note_values(rendered, at, out);
    return;
  }
  for (const document::Member& member : written.members()) {
    if (const Node* now = rendered.find(member.key)) note_made(member.value, *now, at / member.key, out);
  }
  if (!written.is_array() || !rendered.is_array() || written.size() != rendered.size()) return;
  for (std::size_t i = 0; i < written.size(); ++i) note_made(written.items()[i], rendered.items()[i], at / i, out);
}

void note_secret(const std::string& name, std::string value, TapedRequest& out) {
  out.made.emplace_back((document::Pointer() / "secret" / name).text(), Node(std::move(value)));
}

// Templates in a URL as they were written.
std::string with_templates(std::string url) {
  constexpr std::string_view open = "%7B%7B", close = "%7D%7D";
  for (std::size_t at = 0; (at = url.find(open, at)) != std::string::npos;) {
    const std::size_t end = url.find(close, at);
    if (end == std::string::npos) break;
    const std::string written = base::percent_decode(std::string_view(url).substr(at, end + close.size() - at));
    url.replace(at, end + close.size() - at, written);
    at += written.size();
  }
  return url;
}

}  // namespace

RecordedClock CaseRunner::clock() const { return RecordedClock(player_ ? player_->now() : shared_.clock.now()); }

void CaseRunner::note_asked(const suite::Step& step) {
  if (!shared_.recordings.tape && !player_) return;
  asked_for_ = {};
  asked_for_.step = result_.steps.back().name;
  asked_for_.method = built_.method;
  const std::string base = base_url(*step.operation).value();
  asked_for_.base_url = base;
  const auto written = message::build_request(*step.operation, step.request, base);
  // Where templates cannot be written as they are, what is written stands for it all.
  asked_for_.url = written ? with_templates(written->url) : step.operation->path;
  if (asked_for_.url.starts_with(base)) asked_for_.url.erase(0, base.size());
  if (paging_.page > 1) asked_for_.url += " (page " + std::to_string(paging_.page) + ')';
  if (!written) asked_for_.body = document::write_json(step.request);
  else if (written->body) asked_for_.body = *written->body;
  for (std::string* text : {&asked_for_.url, &asked_for_.body}) *text = shared_.options.redactor->redact(*text);
  for (const char* part : {"path", "query", "headers", "cookies", "body", "raw"}) {
    const Node* before = step.request.find(part);
    const Node* now = request_.find(part);
    if (before && now) note_made(*before, *now, document::Pointer() / part, asked_for_);
  }
  for (const check::SentSecret& one : step_secrets_)
    note_secret(one.name, one.value.reveal(), asked_for_);
  for (const http::Header& one : built_.headers) {
    const std::size_t blank = one.value.find(' ');  // behind its scheme
    if (base::names_credential_header(one.name)) note_secret(one.name, one.value.substr(blank + 1), asked_for_);
  }
}

void CaseRunner::open_recording() {
  result::CasePlan plan = result_;
  redact(plan, shared_.names);
  player_ = shared_.recordings.player->open(plan);
}

// Not from here, as an answer of the network.
void CaseRunner::answer_from_recording(const suite::Step& step) {
  auto played = std::make_shared<CasePlayer::Played>(player_->play(asked_for_, std::move(built_), names_));
  shared_.sender.after(base::Milliseconds(0), when_alive([this, &step, played] {
                         if (played->error) return no_verdict(std::move(*played->error), step, false);
                         receive(step, std::move(played->exchange));
                       }));
}

// Before what it is made of is redacted for the reports. A case without a verdict says nothing that a replay could say
// again.
void CaseRunner::keep_recording() {
  constexpr std::array without = {Verdict::Unjudged, Verdict::Blocked, Verdict::Skipped, Verdict::NotRun};
  const bool has_none = std::find(without.begin(), without.end(), result_.verdict) != without.end();
  if (has_none || taped_.empty()) return;
  result::CasePlan plan = result_;
  redact(plan, shared_.names);
  std::vector<HandedOut> all = captured_secrets_;
  all.insert(all.end(), handed_out_.begin(), handed_out_.end());
  const CaseSecrets secrets(*shared_.options.redactor, own_secrets_, handed_out_);
  shared_.recordings.tape->keep({plan, taped_, all, known_, secrets});
  taped_.clear();
}

}  // namespace concord::run
