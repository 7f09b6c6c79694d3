// The commands of a guide, run, and what they print compared with what it says.
#pragma once
#include "command_line.h"
#include "guide_fences.h"

#include <concord/base/text.h>

#include <regex>

namespace concord::cli {

// Times vary: each is "TIME"; and so does the day of a recording.
inline std::string without_times(const std::string& text) {
  static const std::regex times(R"(\b\d[\d.]* (ms|s|min)\b)"), days(R"(\brecorded \d+ [A-Z][a-z]{2}\b)");
  return std::regex_replace(std::regex_replace(text, times, "TIME"), days, "recorded DAY");
}

// "$ concord a b" and what follows up to the next of its kind.
inline void run_commands(const CommandLine& line, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    REQUIRE(text.compare(at, 10, "$ concord ") == 0);
    const std::size_t output = text.find('\n', at) + 1;
    const std::size_t next = std::min(text.find("\n$ ", output - 1), text.size() - 1) + 1;
    const std::string command = text.substr(at + 10, output - at - 11);
    INFO(command);
    std::vector<std::string> words;
    for (const auto word : base::split(command, ' ')) words.emplace_back(word);
    const auto ended = line.run(words);
    CHECK(without_times(ended.out) == without_times(text.substr(output, next - output)));
    CHECK(ended.err == "");
    at = next;
  }
}

}  // namespace concord::cli
