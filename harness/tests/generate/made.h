// A generator of a schema given as text, and what it makes as lines.
#pragma once
#include <concord/generate.h>

#include <support/catch.h>

#include <chrono>
#include <string>

namespace concord::generate {

inline Node json(std::string_view text) { return *document::parse_answer_json(text).root; }

inline Generator generator_of(std::string_view text, Options options = {}) {
  options.now = base::SystemTime(std::chrono::milliseconds(1'772'359'200'000));  // 2026-03-01T10:00:00Z
  return *Generator::make({std::make_shared<const Node>(json(text)), {}, "s"}, std::move(options));
}

inline std::string made(std::string_view text, Shape shape = Shape::Typical, Options options = {}) {
  const Generator generator = generator_of(text, std::move(options));
  const auto value = generator.value(shape);
  if (value) return document::write_json(*value);
  const Unmade& why = generator.unmade().front();
  return why.at.text() + " " + why.what + ": " + why.reason;
}

// "what -> value", a line each.
inline std::string valid_lines(const Generator& generator) {
  std::string out;
  for (const Valid& one : generator.valid()) {
    CHECK(generator.schema().accepts(one.value));
    out += one.what + " -> " + document::write_json(one.value) + "\n";
  }
  return out;
}

// "what -> what stands there now [keyword]"
inline std::string invalid_lines(const Generator& generator, std::string_view only = {}) {
  std::string out;
  for (const Invalid& one : generator.invalid()) {
    CHECK_FALSE(generator.schema().accepts(one.value));
    if (!only.empty() && one.keyword != only) continue;
    out += one.what + " -> " + (one.after ? document::write_json(*one.after) : "nothing") + " [" + one.keyword + "]\n";
  }
  return out;
}

}  // namespace concord::generate
