// Rendering in a line, with a clock that stands still and a known seed.
#pragma once
#include <concord/templates.h>

namespace concord::templates {

// 2026-03-01T10:00:00.120Z, for ever.
class StoppedClock : public base::Clock {
 public:
  base::SystemTime now() const override { return base::SystemTime(base::Milliseconds(1'772'359'200'120)); }
  std::chrono::steady_clock::time_point steady() const override { return {}; }
};

inline Node parse(std::string text) {
  static base::SourceSet sources;
  auto parsed = document::parse_json(sources.add("values.json", std::move(text)));
  return std::move(parsed).value();
}

// The diagnostics in lines: kind: message [hint].
inline std::string dump(const Diagnostics& diagnostics) {
  std::string text;
  for (const base::Diagnostic& one : diagnostics) {
    text += one.kind + ": " + one.message + (one.hint.empty() ? "" : " [" + one.hint + "]") + "\n";
  }
  return text;
}

inline Result<Node> rendered(const Node& node, const Node& known, const RenderOptions& options = {}) {
  const StoppedClock clock;
  base::Random random(7);
  return render(node, ObjectScope(known), {&clock, &random}, options);
}

// As JSON, or the mistakes.
inline std::string render_json(std::string json, std::string known = "{}", const RenderOptions& options = {}) {
  const Node values = parse(std::move(known));
  const auto result = rendered(parse(std::move(json)), values, options);
  return result ? document::write_json(*result) : dump(result.diagnostics());
}

// Of one string; the text, or the mistakes.
inline std::string render_string(std::string_view text, std::string known = "{}", const RenderOptions& options = {}) {
  const Node values = parse(std::move(known));
  const StoppedClock clock;
  base::Random random(7);
  const auto result = render_text(text, ObjectScope(values), {&clock, &random}, options);
  return result ? *result : dump(result.diagnostics());
}

}  // namespace concord::templates
