#include <concord/base/patience.h>
#include <concord/document/jsonpath.h>
#include <support/catch.h>

#include <atomic>

using namespace concord;
using document::JsonPath;
using document::Node;

namespace {

const std::string store = R"({"store":{"book":[
  {"category":"reference","author":"Ann","title":"One","price":8.95},
  {"category":"fiction","author":"Bob","title":"Two","price":12.99},
  {"category":"fiction","author":"Cyd","title":"Three","isbn":"0-5","price":8.99}],
  "bicycle":{"color":"red","price":399}}})";

Node json(const std::string& text) {
  auto parsed = document::parse_answer_json(text);
  INFO(text);
  REQUIRE(parsed.root);
  return *std::move(parsed.root);
}

JsonPath compiled(const std::string& text) {
  const auto path = JsonPath::compile(text);
  INFO(text);
  INFO((path ? "" : base::render(path.diagnostics())));
  REQUIRE(path);
  return *path;
}

std::string places(const std::string& path, const std::string& root, std::size_t limit = 1000) {
  std::string all;
  const Node node = json(root);
  for (const auto& match : compiled(path).select(node, limit)) {
    CHECK(resolve(node, match.location) == match.node);
    all += (all.empty() ? "" : " ") + match.location.text();
  }
  return all;
}

// "column kind: message (hint)"
std::string mistake(const std::string& text) {
  const base::Source source("a.yaml", "x: " + text);
  const auto path = JsonPath::compile(text, {&source, 3, static_cast<std::uint32_t>(source.text().size())});
  if (path) return "none";
  REQUIRE(path.diagnostics().size() == 1);
  const auto& diagnostic = path.diagnostics()[0];
  const std::string place = std::to_string(diagnostic.span.position().column - 3);
  return place + " " + diagnostic.kind + ": " + diagnostic.message +
         (diagnostic.hint.empty() ? "" : " (" + diagnostic.hint + ")");
}

}  // namespace

TEST_CASE("selectors") {
  CHECK(places("$", "1") == "");
  CHECK(compiled("$").select(json("1")).size() == 1);
  CHECK(places("$.store.book[0].title", store) == "/store/book/0/title");
  CHECK(places("$['store']['book'][-1]", store) == "/store/book/2");
  CHECK(places("$.store.book[*].author", store) == "/store/book/0/author /store/book/1/author /store/book/2/author");
  CHECK(places("$..price", store) ==
        "/store/book/0/price /store/book/1/price /store/book/2/price /store/bicycle/price");
  CHECK(places("$.store.book[0,0,-1].title", store) == "/store/book/0/title /store/book/0/title /store/book/2/title");
  CHECK(places("$[1:3]", "[0,1,2,3]") == "/1 /2");
  CHECK(places("$[::-2]", "[0,1,2,3]") == "/3 /1");
  CHECK(places("$[5:1:-2]", "[0,1,2,3]") == "/3");
  CHECK(places("$[::0]", "[0,1]") == "");
  CHECK(places("$[-9007199254740991:9007199254740991:9007199254740991]", "[0,1]") == "/0");
  CHECK(places("$..[0]", "[[1],[2,[3]]]") == "/0 /0/0 /1/0 /1/1/0");
  CHECK(places("$['a/b']['~']", R"({"a/b":{"~":1}})") == "/a~1b/~0");
  CHECK(places("$ .store [ 'bicycle' ]", store) == "/store/bicycle");
  CHECK(places("$.store.book.title", store) == "");
}

TEST_CASE("filters") {
  CHECK(places("$.store.book[?@.price < 10]", store) == "/store/book/0 /store/book/2");
  CHECK(places("$.store.book[?@.isbn]", store) == "/store/book/2");
  CHECK(places("$.store.book[?!@.isbn && @.price > 10]", store) == "/store/book/1");
  CHECK(places("$.store.book[?@.author == 'Ann' || @.author == 'Bob' && false == true]", store) == "/store/book/0");
  CHECK(places("$..[?@.price == $.store.bicycle.price]", store) == "/store/bicycle");
  CHECK(places("$[?@.a == @.b]", R"([{},{"a":1},{"a":null,"b":null}])") == "/0 /2");
  CHECK(places("$[?@ == 1]", R"([1,1.0,"1",true,[1]])") == "/0 /1");
  CHECK(places("$[?@ >= 9007199254740993]", "[9007199254740992,9007199254740993.0,1e400]") == "/1 /2");
  CHECK(places("$[?@ < 'b']", R"(["a","b","é",1])") == "/0");
  CHECK(places("$[?@ <= true]", "[true,false]") == "/0");
  CHECK(places("$[?(@.a)]", R"({"x":{"a":null},"y":{}})") == "/x");
  CHECK(places("$[?@[?@ > 1]]", "[[1],[2]]") == "/1");
}

TEST_CASE("functions") {
  CHECK(places("$[?length(@) == 2]", R"(["ab","é😀",[1,2],{"a":1,"b":2},2,null])") == "/0 /1 /2 /3");
  CHECK(places("$[?count(@.*) > 1]", "[[1],[1,2],{}]") == "/1");
  CHECK(places("$[?value(@..a) == 1]", R"([{"b":{"a":1}},{"a":1,"b":{"a":1}}])") == "/0");
  CHECK(places("$[?match(@.t, 'T.*')]", R"([{"t":"Two"},{"t":"aTwo"},{"t":1},{}])") == "/0");
  CHECK(places("$[?search(@.t, 'w')]", R"([{"t":"Two"},{"t":"One"}])") == "/0");
  CHECK(places("$[?length(value($[0])) == 1]", R"(["a"])") == "/0");
}

TEST_CASE("regular expressions are those of RFC 9485") {
  CHECK(places("$[?match(@, '[^a-c\\\\p{Nd}-]+')]", R"(["xyz","abc","x1","x-"])") == "/0");
  CHECK(places("$[?match(@, '(ab|c){2,3}')]", R"(["abc","cc","ab","cccc"])") == "/0 /1");
  CHECK(places("$[?match(@, 'a|bc')]", R"(["a","bc","abc","ac"])") == "/0 /1");
  CHECK(places("$[?match(@, 'a#b c')]", R"(["a#b c"])") == "/0");
  CHECK(mistake("$[?match(@, '(?:a)')]") ==
        "13 jsonpath.regexp: the regular expression is wrong: '?' has nothing before it; as a character it is written "
        "\\?");
  CHECK(places("$[?match(@, $[0])]", R"(["(","\\d","a"])") == "");
  CHECK(places("$[?match(@, '(a*)*b')]", "[\"" + std::string(5000, 'a') + "\"]") == "");
}

TEST_CASE("mistakes are shown where they are") {
  CHECK(mistake("") == "1 jsonpath.syntax: the path is empty (the root is $)");
  CHECK(mistake("store.book") == "1 jsonpath.syntax: a path begins with '$'");
  CHECK(mistake("$.") == "3 jsonpath.syntax: expected a name, '*' or '[' but the text ends here");
  CHECK(mistake("$.é[") == "5 jsonpath.syntax: expected a selector but the text ends here");
  CHECK(mistake("$ ") == "2 jsonpath.syntax: expected '.', '[' or the end of the path but found ' '");
  CHECK(mistake("$.a-b") == "4 jsonpath.syntax: a name behind '.' has no '-' (write ['a-b'])");
  CHECK(mistake("$[a]") ==
        "3 jsonpath.syntax: expected a selector but found 'a' (a name in brackets stands in quotes)");
  CHECK(mistake("$['a") == "3 jsonpath.syntax: this string is not closed");
  CHECK(mistake("$['\\x']") == "4 jsonpath.syntax: unknown escape '\\x'");
  CHECK(mistake("$['\\ud800']") == "4 jsonpath.syntax: this is half of a surrogate pair");
  CHECK(mistake("$[01]") == "3 jsonpath.syntax: '01' is not an integer of JSONPath (write it without leading zeros)");
  CHECK(mistake("$[-0]") == "3 jsonpath.syntax: '-0' is not an integer of JSONPath (write 0)");
  CHECK(mistake("$[9007199254740992]") ==
        "3 jsonpath.number: 9007199254740992 is outside of the integers that JSON numbers keep exactly");
  CHECK(mistake("$[0") == "4 jsonpath.syntax: expected ',' or ']' but the text ends here");
  CHECK(mistake("$[?@.a = 1]") == "8 jsonpath.syntax: '=' is no operator of JSONPath (write ==)");
  CHECK(mistake("$[?abc]") ==
        "4 jsonpath.syntax: 'abc' is neither a literal nor a function (a string stands in quotes, a path begins with "
        "'@' or '$')");
  CHECK(mistake("$[?1]") == "4 jsonpath.type: a literal must be compared with something");
  CHECK(mistake("$[?@.* == 1]") ==
        "4 jsonpath.type: a path that may select several values cannot be compared (use only names and single indices, "
        "or "
        "value() or count())");
  CHECK(mistake("$[?lenght(@) == 1]") ==
        "4 jsonpath.unknown-function: unknown function lenght() (did you mean \"length\"?)");
  CHECK(mistake("$[?length(@)]") == "4 jsonpath.type: the result of length() must be compared with something");
  CHECK(mistake("$[?match(@, 'a') == true]") ==
        "4 jsonpath.type: the result of match() is true or false by itself and cannot be compared");
  CHECK(mistake("$[?count(1) == 1]") == "10 jsonpath.type: count() needs a path");
  CHECK(mistake("$[?length(@.*) == 1]") ==
        "11 jsonpath.type: length() needs a single value: a literal, a path to one value, or a function with a value");
  CHECK(mistake("$[?match(@)]") == "4 jsonpath.type: match() takes 2 arguments, not 1");
  CHECK(mistake("$[?match(@, '\\\\d+')]") ==
        "13 jsonpath.regexp: the regular expression is wrong: \\d is not in RFC 9485; write [0-9]");
  CHECK(mistake("$[?match(@, '(a')]") == "13 jsonpath.regexp: the regular expression is wrong: '(' without ')'");
  CHECK(mistake("$[?match(@, '[b-a]')]") ==
        "13 jsonpath.regexp: the regular expression is wrong: a range that ends before it begins, or too large a "
        "pattern");
}

TEST_CASE("without a span of the text the message has the column") {
  const auto path = JsonPath::compile("$.a[x]");
  REQUIRE_FALSE(path);
  CHECK(path.diagnostics()[0].message == "expected a selector but found 'x' (column 5 of \"$.a[x]\")");
  const base::Source source("a.yaml", "\"$.a[x]\": 1");
  const auto quoted = JsonPath::compile("$.a[x]", {&source, 0, 8});
  REQUIRE_FALSE(quoted);
  CHECK(quoted.diagnostics()[0].message == "expected a selector but found 'x'");
  CHECK(quoted.diagnostics()[0].span.place() == "a.yaml:1:6");
}

TEST_CASE("singular queries") {
  for (const char* text : {"$", "$.a", "$['a'][0]", "$.a[-1].b"}) CHECK(compiled(text).is_singular());
  for (const char* text : {"$.*", "$..a", "$[0,1]", "$[0:1]", "$[?@.a]", "$['a','b']"})
    CHECK_FALSE(compiled(text).is_singular());
  CHECK(compiled("$.a").text() == "$.a");
}

TEST_CASE("depth and matches are bounded") {
  std::string deep = "$";
  for (int i = 0; i < 100'000; ++i) deep += "[?@";
  const auto nested = JsonPath::compile(deep.substr(0, 90'000));
  REQUIRE_FALSE(nested);
  CHECK(nested.diagnostics()[0].kind == "jsonpath.depth");
  const auto parentheses = JsonPath::compile("$[?" + std::string(90'000, '('));
  REQUIRE_FALSE(parentheses);
  CHECK(parentheses.diagnostics()[0].kind == "jsonpath.depth");
  CHECK(JsonPath::compile(deep).diagnostics().at(0).kind == "jsonpath.size");
  CHECK(places("$.*", "[1,2,3]", 2) == "/0 /1");
  CHECK(places("$.*", "[1,2,3]", 0) == "");
}

TEST_CASE("what a step of a path costs is counted: long texts, patterns, and comparing") {
  const std::atomic<int> stop{2};
  const auto is_complete = [&stop](const char* path, const Node& root) {
    const base::Patience patience(stop);
    bool complete = true;
    (void)compiled(path).select(root, 1'000'000, &complete);
    return complete;
  };
  Node rows = Node::array();
  for (int i = 0; i < 2'000; ++i) rows.push_back(Node(i));
  Node root = Node::object();
  root.set("text", std::string(20'000, 'x'));
  root.set("rows", rows);
  CHECK(is_complete("$.rows[?@ == 7]", root));
  CHECK(is_complete("$[?match(@, 'x*')]", root));
  CHECK_FALSE(is_complete("$.rows[?match($.text, 'x*')]", root));
  CHECK_FALSE(is_complete("$.rows[?length($.text) == @]", root));
  CHECK_FALSE(is_complete("$.rows[?$.rows == $.rows]", root));
}
