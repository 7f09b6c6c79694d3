#include <concord/document.h>
#include <support/catch.h>

#include <random>

using namespace concord;
using document::Decimal;
using document::Node;
using document::write_yaml;

namespace {

Node object(std::initializer_list<std::pair<const char*, Node>> members) {
  Node node = Node::object();
  for (const auto& [key, value] : members) node.set(key, value);
  return node;
}

void check_round_trip(const Node& node) {
  const base::Source source("written.yaml", write_yaml(node));
  const auto read = document::parse_yaml(source);
  INFO(source.text());
  INFO((read ? "" : base::render(read.diagnostics())));
  REQUIRE(read);
  INFO(write_json(node) << "\n" << write_json(*read));
  REQUIRE(equal(*read, node));
  CHECK(write_yaml(*read) == source.text());
}

// Trees of every shape from pieces that are hard to write.
class Trees {
 public:
  explicit Trees(unsigned seed) : engine_(seed) {}

  Node tree(int depth) {
    const unsigned kind = below(depth > 0 ? 8 : 6);
    if (kind >= 6) return collection(kind == 6, depth);
    switch (kind) {
      case 0: return below(2) == 0 ? Node() : Node(below(2) == 0);
      case 1: return Node(static_cast<std::int64_t>(engine_()) >> below(64));
      case 2: return Node(static_cast<double>(below(100000)) / 100.0 - 7.0);
      case 3: return Node(Decimal{"1" + std::string(below(40), '0') + "e500"});
      default: return Node(text());
    }
  }

 private:
  unsigned below(unsigned bound) { return static_cast<unsigned>(engine_() % bound); }

  Node collection(bool is_array, int depth) {
    Node node = is_array ? Node::array() : Node::object();
    for (unsigned count = below(5); count > 0; --count) {
      if (is_array) {
        node.push_back(tree(depth - 1));
      } else {
        node.set(text(), tree(depth - 1));
      }
    }
    return node;
  }

  std::string text() {
    static const std::vector<std::string> pieces = {"a",
                                                    "word",
                                                    " ",
                                                    "  ",
                                                    "\n",
                                                    "\n\n",
                                                    "\t",
                                                    ":",
                                                    ": ",
                                                    " #",
                                                    "#",
                                                    "-",
                                                    "- ",
                                                    "?",
                                                    "!",
                                                    "&",
                                                    "*",
                                                    "|",
                                                    ">",
                                                    "%",
                                                    "@",
                                                    "`",
                                                    "\"",
                                                    "'",
                                                    "\\",
                                                    "{",
                                                    "}",
                                                    "[",
                                                    "]",
                                                    ",",
                                                    "~",
                                                    "null",
                                                    "true",
                                                    "no",
                                                    "0",
                                                    "12",
                                                    ".5",
                                                    "1e3",
                                                    "0x1F",
                                                    "=",
                                                    "<<",
                                                    "---",
                                                    "...",
                                                    "é",
                                                    "😀",
                                                    "\r",
                                                    "\x1b",
                                                    "\x7f",
                                                    "\xC2\x85",
                                                    "\xE2\x80\xA8",
                                                    "\xEF\xBB\xBF",
                                                    "\x01",
                                                    "https://example.org/a?b=c#d",
                                                    "{{run.id}}"};
    if (below(40) == 0) return std::string(200, 'k') + pieces[below(static_cast<unsigned>(pieces.size()))];
    std::string text;
    for (unsigned count = below(5); count > 0; --count) text += pieces[below(static_cast<unsigned>(pieces.size()))];
    return text;
  }

  std::mt19937_64 engine_;
};

}  // namespace

TEST_CASE("YAML is written in block style") {
  const Node node =
      object({{"suite", "orders"},
              {"tags", Node(Node::Array{"nightly", "slow"})},
              {"nested", object({{"list", Node(Node::Array{object({{"a", 1}, {"b", 1.0}}), Node::array()})}})},
              {"empty", Node::object()},
              {"none", Node()},
              {"yes", true}});
  CHECK(write_yaml(node) ==
        "suite: orders\n"
        "tags:\n"
        "  - nightly\n"
        "  - slow\n"
        "nested:\n"
        "  list:\n"
        "    - a: 1\n"
        "      b: 1.0\n"
        "    - []\n"
        "empty: {}\n"
        "none: null\n"
        "\"yes\": true\n");
}

TEST_CASE("scalars alone are documents") {
  CHECK(write_yaml(Node()) == "null\n");
  CHECK(write_yaml(Node("a b")) == "a b\n");
  CHECK(write_yaml(Node(Node::Array{Node(Node::Array{1, 2}), 3})) == "- - 1\n  - 2\n- 3\n");
}

TEST_CASE("texts with lines are literal blocks") {
  CHECK(write_yaml(object({{"a", "one\ntwo"}, {"b", "one\n\ntwo\n"}, {"c", "one\n\n"}, {"d", 1}})) ==
        "a: |-\n  one\n  two\nb: |\n  one\n\n  two\nc: |+\n  one\n\nd: 1\n");
  CHECK(write_yaml(object({{"a", " one\ntwo"}})) == "a: \" one\\ntwo\"\n");
  CHECK(write_yaml(Node(Node::Array{"one\ntwo"})) == "- |-\n  one\n  two\n");
}

TEST_CASE("what YAML 1.1 or 1.2 could read otherwise is quoted") {
  for (const char* text :
       {"",     "~",     "null",  "Null",       "true", "False", "yes",  "No", "ON", "off", "y",    "N",    "1",
        "0123", "1_000", "14:00", "2020-01-01", ".5",   "5.",    "=",    "<<", "-1", "+1",  "0x1F", "0o17", ".inf",
        ".nan", "1e3",   "- a",   "? a",        "a: b", "a:",    "a #b", " a", "a ", "{a",  "[a",   "*a",   "&a",
        "!a",   "|",     ">",     "%a",         "@a",   "`a",    "\"a",  "'a", "#a", "---", "...",  ","}) {
    CAPTURE(text);
    CHECK(write_yaml(Node(text)) == "\"" + document::write_json(Node(text)).substr(1) + "\n");
    CHECK(write_yaml(object({{text, 1}})) == document::write_json(Node(text)) + ": 1\n");
    check_round_trip(Node(text));
  }
  for (const char* text :
       {"abc", "a-b", "a:b", "a#b", "a, b", "it's", "/orders/{id}", "$.session", "Straße", "yesterday"}) {
    CAPTURE(text);
    const bool has_braces = std::string_view(text).find('{') != std::string_view::npos;
    CHECK(write_yaml(Node(text)) == (has_braces ? "\"/orders/{id}\"\n" : std::string(text) + "\n"));
    check_round_trip(Node(text));
  }
}

TEST_CASE("characters that cannot be seen are escaped") {
  CHECK(write_yaml(Node("a\x1b[31m\x7f\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF")) ==
        "\"a\\u001b[31m\\x7f\\u0085\\u2028\\ufeff\"\n");
}

TEST_CASE("long keys are written with a question mark") {
  const std::string key(200, 'k');
  Node node = Node::object();
  node.set(key, Node(Node::Array{1, object({{"a", 2}})}));
  node.set(key + "2", "v");
  CHECK(write_yaml(node) == "? " + key + "\n: - 1\n  - a: 2\n? " + key + "2\n: v\n");
  check_round_trip(node);
}

TEST_CASE("what is written in YAML is read back") {
  const unsigned seed = GENERATE(range(0u, 400u));
  CAPTURE(seed);
  Trees trees(seed);
  for (int i = 0; i < 10; ++i) check_round_trip(trees.tree(4));
}
