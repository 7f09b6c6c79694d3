#include <concord/base/clean_text.h>
#include <concord/base/text.h>
#include <support/catch.h>

using namespace concord::base;

TEST_CASE("commands to CI systems are broken and stay readable") {
  CHECK(break_commands("::error::x") == "\\::error::x");
  CHECK(break_commands("a\n \t::set-output name=x::y") == "a\n \t\\::set-output name=x::y");
  CHECK(break_commands("std::string a::b") == "std::string a::b");
  CHECK(break_commands("x ##[error]y") == "x ##\\[error]y");
  CHECK(break_commands("##VSO[task]") == "##VSO\\[task]");
  CHECK(break_commands("a ##teamcity[x]") == "a ##teamcity\\[x]");
  CHECK(break_commands("####[x]") == "####\\[x]");
  CHECK(break_commands("--- a\n+++ b\n~~~ c\n^^^ +++") == "\\--- a\n\\+++ b\n\\~~~ c\n\\^^^ +++");
  CHECK(break_commands("a --- b") == "a --- b");
  CHECK(break_commands("[[ATTACHMENT|../x]]") == "[[ATTACHMENT\\|../x]]");
  CHECK(break_commands("a\r::error::x") == "a\r\\::error::x");
  CHECK(break_commands("\u00a0\u3000 ::error::x") == "\u00a0\u3000 \\::error::x");
  CHECK(break_commands("\x1b[1;31m--- x\x1b[0m") == "\x1b[1;31m\\--- x\x1b[0m");
  CHECK(break_commands("\x1b[") == "\x1b[");
  CHECK(break_commands("") == "");
}

TEST_CASE("a command is broken after what hides it was taken out") {
  CHECK(clean_line("#\x1b[0m#[error]") == "##\\[error]");
  CHECK(clean_block("a\r\n::error::b") == "a\n\\::error::b");
}

TEST_CASE("what XML forbids becomes visible") {
  CHECK(clean_line(std::string_view("a\0b\x1b|\x7f\xe9", 7)).find_first_of(std::string_view("\0\x1b\x7f", 3)) ==
        std::string::npos);
  CHECK(clean_line("line\nfeed") == "line\\nfeed");
  CHECK(clean_block("\ufffe") == "\\uFFFE");
  CHECK(clean_line("\xe9t\xc3\xa9") == "\\xE9t\u00e9");
}

TEST_CASE("a name has no character that consumers lose, and a bounded length") {
  CHECK(clean_name("smile \U0001f600", 200) == "smile \\U0001F600");
  CHECK(clean_name(std::string(300, 'x'), 200) == std::string(199, 'x') + "\u2026");
}

TEST_CASE("a long text keeps its head and its tail, whole characters, and says what is missing") {
  const std::string text = "begin" + std::string(1000, '.') + "end";
  const std::string cut = cut_middle(text, 100);
  CHECK(cut.size() <= 100);
  CHECK(cut.substr(0, 5) == "begin");
  CHECK(cut.substr(cut.size() - 3) == "end");
  CHECK(cut.find(" bytes cut]\n\u2026") != std::string::npos);
  CHECK(cut_middle("short", 100) == "short");
  for (std::size_t limit = 30; limit < 60; ++limit) {
    std::string euros;
    for (int i = 0; i < 100; ++i) euros += "\u20ac";
    CAPTURE(limit);
    CHECK(concord::base::is_utf8(cut_middle(euros, limit)));
    CHECK(concord::base::is_utf8(cut_end(euros, limit)));
    CHECK(cut_middle(euros, limit).size() <= limit);
    CHECK(cut_end(euros, limit).size() <= limit);
  }
}

TEST_CASE("each line gets its prefix") {
  CHECK(prefix_lines("a\n\nb", "| ") == "| a\n| \n| b\n");
  CHECK(prefix_lines("a\n", "| ") == "| a\n");
  CHECK(prefix_lines("", "| ").empty());
}

TEST_CASE("a name of ASCII is the line that it is, whatever stands in it") {
  for (int c = 0; c < 0x80; ++c) {
    const std::string one(1, static_cast<char>(c)), three(3, static_cast<char>(c));
    for (const std::string& name : {"a" + one + "b", three + "b", "a " + three}) {
      CAPTURE(c);
      CHECK(clean_name(name, 200) == clean_line(name));
    }
  }
  CHECK(clean_name("a ##vso[task] b", 200) == clean_line("a ##vso[task] b"));
  CHECK(clean_name("", 200).empty());
}
