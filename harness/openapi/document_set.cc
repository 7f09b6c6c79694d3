#include <concord/openapi/document_set.h>

#include "document_files.h"

#include <concord/base/text.h>
#include <concord/base/userinfo.h>
#include <concord/schema/uri.h>

namespace concord::openapi {
namespace {

constexpr int max_steps = 64;
constexpr std::size_t max_suggestions = 2'000;

Problem nowhere() { return {"leads nowhere in this document", "", {}}; }

// The member of an object that the last token may have meant.
Problem nowhere_in(const Node& holder, const std::string& token) {
  if (holder.members().size() > max_suggestions) return nowhere();
  std::vector<std::string> known;
  for (const document::Member& member : holder.members()) known.push_back(member.key);
  return {"leads nowhere in this document", base::did_you_mean(token, known), {}};
}

class Follower {
 public:
  explicit Follower(DocumentSet::Files& files) : files_(files) {}

  Found& follow(Home& home, const std::string& text) {
    if (const auto known = home.followed.find(text); known != home.followed.end()) return known->second;
    Found found = look_up(home, text);
    return home.followed.insert_or_assign(text, std::move(found)).first->second;
  }

 private:
  Found look_up(Home& home, const std::string& text) {
    if (++steps_ > max_steps) return Problem{"leads in a circle", "", {}};
    const auto [uri, fragment] = schema::split_fragment(text);
    if (!uri.empty()) {
      if (const Pointer* known = home.names.identifier(uri)) return find(home, fragment, *known);
    }
    const Reached reached = uri.empty() ? Reached(&home) : files_.load(home, std::string(uri));
    if (const auto* problem = std::get_if<Problem>(&reached)) return *problem;
    return find(*std::get<Home*>(reached), fragment, {});
  }

  // `base`: of the schema whose `$id` was named; else the root.
  Found find(Home& home, std::string_view fragment, const Pointer& base) {
    if (fragment.empty() || fragment.starts_with('/')) {
      const auto pointer = Pointer::parse_fragment(fragment);
      if (!pointer) return nowhere();
      std::vector<std::string> tokens = base.tokens();
      tokens.insert(tokens.end(), pointer->tokens().begin(), pointer->tokens().end());
      return walk(home, Pointer(std::move(tokens)));
    }
    const Pointer* anchor = home.names.anchor(base::percent_decode(fragment));
    return anchor == nullptr ? Found(nowhere()) : walk(home, *anchor);
  }

  // A pointer may lead through objects that are references themselves.
  Found walk(Home& home, const Pointer& pointer) {
    Target target{&home.document, {}, &home.document.root, home.document.root.span()};
    Home* at = &home;
    for (const std::string& token : pointer.tokens()) {
      Child next = at->names.child(*target.node, token);
      if (next.node == nullptr) {
        const Node* reference = target.node->find("$ref");
        if (reference == nullptr || !reference->is_string()) return nowhere_in(*target.node, token);
        const Found& detour = follow(*at, reference->as_string());
        if (std::holds_alternative<Problem>(detour)) return detour;
        target = std::get<Target>(detour);
        at = &files_.home_of(*target.document, Node());
        next = at->names.child(*target.node, token);
        if (next.node == nullptr) return nowhere_in(*target.node, token);
      }
      target = {target.document, target.at / token, next.node, next.place};
    }
    return target;
  }

  DocumentSet::Files& files_;
  int steps_ = 0;
};

// What is wrong with the other file itself is said once.
Diagnostics mistakes_of(Problem& problem, const Node& reference) {
  Diagnostics mistakes = std::exchange(problem.mistakes, {});
  for (base::Diagnostic& mistake : mistakes) {
    if (!mistake.span.is_known()) mistake.span = reference.span();  // there is no text that it could be about
  }
  const std::string shown = base::in_quotes(base::without_userinfo(reference.as_string()));
  mistakes.push_back(
      base::error("apidoc.reference", "$ref " + shown + " " + problem.message, reference.span(), problem.hint));
  return mistakes;
}

Diagnostics circle(const Node& reference) {
  Problem problem{"leads in a circle", "", {}};
  return mistakes_of(problem, reference);
}

}  // namespace

DocumentSet::DocumentSet(SourceSet& sources, DocumentOptions options)
    : files_(std::make_unique<Files>(sources, std::move(options))) {}

DocumentSet::~DocumentSet() = default;

Result<const Document*> DocumentSet::open(const std::filesystem::path& path) { return files_->open(path); }

Result<const Document*> DocumentSet::open(const Source& source) { return files_->open(source); }

const Document& DocumentSet::add(const Source& source, Node root) { return files_->add(source, std::move(root)); }

Result<const Target*> DocumentSet::follow(const Document& from, const Node& reference) {
  Found& found = Follower(*files_).follow(files_->home_of(from, reference), reference.as_string());
  if (auto* problem = std::get_if<Problem>(&found)) return mistakes_of(*problem, reference);
  return &std::get<Target>(found);
}

Result<Target> DocumentSet::resolve(const Document& from, const Node& object) {
  Target target{&from, {}, &object, object.span()};
  const Node* first = nullptr;
  for (int steps = 0;; ++steps) {
    const Node* reference = target.node->find("$ref");
    if (reference == nullptr || !reference->is_string()) return target;
    if (first == nullptr) first = reference;
    if (steps >= max_steps) return circle(*first);
    auto next = follow(*target.document, *reference);
    if (!next) return std::move(next).diagnostics();
    target = **next;
  }
}

std::vector<const Document*> DocumentSet::led_to_by(const Source& source) const {
  std::set<const Home*> reached;
  std::vector<const Home*> waiting;
  for (const auto& home : files_->homes()) {
    if (home->document.source == &source) waiting.push_back(home.get());
  }
  std::vector<const Document*> all;
  while (!waiting.empty()) {
    const Home& home = *waiting.back();
    waiting.pop_back();
    if (!reached.insert(&home).second) continue;
    if (home.document.source != &source) all.push_back(&home.document);
    waiting.insert(waiting.end(), home.leads_to.begin(), home.leads_to.end());
  }
  return all;
}

std::vector<const Document*> DocumentSet::documents() const {
  std::vector<const Document*> all;
  for (const auto& home : files_->homes()) all.push_back(&home->document);
  return all;
}

}  // namespace concord::openapi
