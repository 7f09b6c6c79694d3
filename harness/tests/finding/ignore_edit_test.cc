#include <concord/base/source.h>
#include <concord/finding/ignore_edit.h>
#include <support/catch.h>

using namespace concord;
using document::Node;

namespace {

Node entry(const char* reason) {
  Node node = Node::object();
  node.set("rule", "name-odd");
  node.set("reason", reason);
  Node list = Node::array();
  list.push_back(std::move(node));
  return list;
}

std::string with(const std::string& text, const char* reason = "a \"quoted\": reason # so") {
  const base::Source source("ignore.yaml", text);
  const auto edited = finding::with_entries(source, entry(reason), "# head\n");
  return edited ? *edited : base::render(edited.diagnostics());
}

std::string without(const std::string& text, const std::vector<std::size_t>& removed) {
  const base::Source source("ignore.yaml", text);
  const auto entries = finding::parse_ignore_file(source, {});
  INFO(text);
  REQUIRE(entries.has_value());
  return finding::without_entries(source, *entries, removed);
}

}  // namespace

TEST_CASE("entries are added behind what is there, in its form") {
  const std::string added = "- rule: name-odd\n  reason: \"a \\\"quoted\\\": reason # so\"\n";
  CHECK(with("") == "# head\n" + added);
  CHECK(with("# only a comment") == "# only a comment\n" + added);
  CHECK(with("- {pointer: /a, reason: b}  # why\n\n# the end\n") ==
        "- {pointer: /a, reason: b}  # why\n\n# the end\n" + added);
  CHECK(with("  - pointer: /a\n    reason: b", "c") ==
        "  - pointer: /a\n    reason: b\n  - rule: name-odd\n    reason: c\n");
}

TEST_CASE("what is added is read as what it was") {
  for (const char* reason : {"yes", "a: b", "- x", "'", "2026-01-01", "\u00e9 \U0001f600", "two\nlines", " # "}) {
    const base::Source source("ignore.yaml", with("", reason));
    const auto root = document::parse_yaml(source);
    REQUIRE(root.has_value());
    CHECK(root->items()[0].find("reason")->string_or_empty() == reason);
  }
}

TEST_CASE("a list in brackets is not edited") {
  CHECK(with("[{pointer: /a, reason: b}]\n") ==
        "error: entries can be added only to a list whose entries begin with \"-\"\n --> ignore.yaml:1:1\n  |\n"
        "1 | [{pointer: /a, reason: b}]\n  | ^^^^^^^^^^^^^^^^^^^^^^^^^^\n");
}

TEST_CASE("an entry goes with its comment, and all else stays") {
  const std::string text =
      "# about the file\n- {pointer: /a, reason: one}\n\n# of two\n# still of two\n- pointer: /b\n  reason: two  # x\n"
      "\n- {pointer: /c, reason: three}\n# the end\n";
  CHECK(without(text, {1}) ==
        "# about the file\n- {pointer: /a, reason: one}\n\n- {pointer: /c, reason: three}\n# the end\n");
  CHECK(without(text, {0}) ==
        "# about the file\n# of two\n# still of two\n- pointer: /b\n  reason: two  # x\n\n"
        "- {pointer: /c, reason: three}\n# the end\n");
  CHECK(without(text, {0, 1, 2}) == "# about the file\n");
  CHECK(without(text, {}) == text);
}

TEST_CASE("values of entries are changed where they stand, others are added") {
  const base::Source source("known-issues.yaml",
                            "# about\n- id: KI-1  # ours\n  reason: >\n    it is\n    long\n"
                            "  expires: 2020-01-01  # over\n  fingerprint: aaaa\n"
                            "- {reason: 'b', fingerprint: bbbb, expires: 2020-01-01}\n");
  document::Node values = document::Node::object();
  values.set("reason", "a, \"new\": one");
  values.set("expires", "2099-12-31");
  values.set("owner", "shop");
  const auto text = finding::with_values(source, {{0, values}, {1, values}});
  REQUIRE(text);
  CHECK(*text ==
        "# about\n- id: KI-1  # ours\n  reason: \"a, \\\"new\\\": one\"\n"
        "  expires: 2099-12-31  # over\n  owner: \"shop\"\n  fingerprint: aaaa\n"
        "- {reason: \"a, \\\"new\\\": one\", fingerprint: bbbb, owner: \"shop\", expires: 2099-12-31}\n");
  CHECK(document::parse_yaml(base::Source("again.yaml", *text))->items()[1].find("reason")->as_string() ==
        "a, \"new\": one");
}

TEST_CASE("a value that is an alias is not changed: it stands elsewhere") {
  base::SourceSet sources;
  for (const char* content :
       {"- {id: A, reason: &r old, owner: *r}\n", "- {id: A, reason: &r old}\n- {id: B, reason: *r}\n"}) {
    CAPTURE(content);
    document::Node values = document::Node::object();
    values.set("reason", "new");
    values.set("owner", "me");
    const bool has_two = std::string_view(content).find("id: B") != std::string_view::npos;
    const auto text = finding::with_values(sources.add("known-issues.yaml", content), {{has_two ? 1 : 0, values}});
    REQUIRE_FALSE(text);
    CHECK(text.diagnostics().front().message ==
          std::string(has_two ? "\"reason\"" : "\"owner\"") + " of this entry is written with an alias");
  }
}
