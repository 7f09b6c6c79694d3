#include <concord/document/pointer.h>
#include <support/catch.h>

namespace node_test {

using namespace concord;
using document::Kind;
using document::Node;
using document::Pointer;
using document::resolve;

namespace {

Node json(const std::string& text) {
  auto parsed = document::parse_answer_json(text);
  INFO(text);
  REQUIRE(parsed.root);
  return *std::move(parsed.root);
}

}  // namespace

TEST_CASE("kinds have names") {
  CHECK(kind_name(Node().kind()) == "null");
  CHECK(kind_name(Node(false).kind()) == "boolean");
  CHECK(kind_name(Node(1).kind()) == "number");
  CHECK(kind_name(Node(std::uint64_t{1}).kind()) == "number");
  CHECK(kind_name(Node(0.5).kind()) == "number");
  CHECK(kind_name(Node(document::Decimal{"1e400"}).kind()) == "number");
  CHECK(kind_name(Node("").kind()) == "string");
  CHECK(kind_name(Node::array().kind()) == "array");
  CHECK(kind_name(Node::object().kind()) == "object");
}

TEST_CASE("members are set in place, appended and removed") {
  Node node;
  node.set("a", 1);
  node.set("b", "x");
  node.set("a", true) = Node(2);
  CHECK(write_json(node) == "{\"a\":2,\"b\":\"x\"}");
  CHECK(node.has("b"));
  CHECK(node.remove("a"));
  CHECK_FALSE(node.remove("a"));
  CHECK(write_json(node) == "{\"b\":\"x\"}");
  CHECK(node.size() == 1);
}

TEST_CASE("asking a scalar for its contents gives nothing") {
  const Node node("text");
  CHECK(node.items().empty());
  CHECK(node.members().empty());
  CHECK(node.find("a") == nullptr);
  CHECK(node.size() == 0);
  CHECK(Node(1).string_or_empty().empty());
  CHECK_THROWS_AS(Node(1).as_string(), std::bad_variant_access);
}

TEST_CASE("equality is that of JSON") {
  CHECK(equal(json("{\"a\":1,\"b\":[1.0,null]}"), json("{\"b\":[1,null],\"a\":1.0}")));
  CHECK_FALSE(equal(json("{\"a\":1}"), json("{\"a\":1,\"b\":2}")));
  CHECK_FALSE(equal(json("{\"a\":1}"), json("{\"b\":1}")));
  CHECK_FALSE(equal(json("[1,2]"), json("[2,1]")));
  CHECK_FALSE(equal(json("[1]"), json("[1,1]")));
  CHECK_FALSE(equal(json("0"), json("false")));
  CHECK_FALSE(equal(json("\"1\""), json("1")));
  CHECK_FALSE(equal(json("null"), json("[]")));
}

TEST_CASE("large objects are equal in any order") {
  Node up = Node::object();
  Node down = Node::object();
  for (int i = 0; i < 1000; ++i) {
    up.set("k" + std::to_string(i), i);
    down.set("k" + std::to_string(999 - i), 999 - i);
  }
  CHECK(equal(up, down));
  down.set("k500", 0);
  CHECK_FALSE(equal(up, down));
  down.remove("k500");
  down.set("other", 500);
  CHECK_FALSE(equal(up, down));
}

TEST_CASE("pointers are read and written") {
  for (const char* text : {"", "/", "/a/b", "/a~1b/~0~01", "/0", "//", "/é"}) {
    const auto pointer = Pointer::parse(text);
    REQUIRE(pointer);
    CHECK(pointer->text() == text);
  }
  CHECK(Pointer::parse("/a~1b/~0~01")->tokens() == std::vector<std::string>{"a/b", "~~1"});
  for (const char* text : {"a", "#", "/~", "/~2", "/a/~"}) CHECK_FALSE(Pointer::parse(text));
  CHECK(Pointer::parse_fragment("/a%20b/%7E1")->tokens() == std::vector<std::string>{"a b", "/"});
  CHECK_FALSE(Pointer::parse_fragment("%2"));
}

TEST_CASE("pointers are built") {
  const Pointer pointer = Pointer() / "a/b" / std::size_t{3};
  CHECK(pointer.text() == "/a~1b/3");
  CHECK(pointer.parent().text() == "/a~1b");
  CHECK(Pointer().parent().is_root());
  CHECK(Pointer() / "a" < Pointer() / "b");
}

TEST_CASE("pointers find values") {
  // The examples of RFC 6901, section 5.
  Node root = json(R"({"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8})");
  const auto at = [&](const char* text) {
    const Node* found = resolve(std::as_const(root), *Pointer::parse(text));
    return found ? write_json(*found) : "nothing";
  };
  CHECK(at("/foo") == "[\"bar\",\"baz\"]");
  CHECK(at("/foo/0") == "\"bar\"");
  CHECK(at("/") == "0");
  CHECK(at("/a~1b") == "1");
  CHECK(at("/c%d") == "2");
  CHECK(at("/i\\j") == "5");
  CHECK(at("/ ") == "7");
  CHECK(at("/m~0n") == "8");
  for (const char* text :
       {"/foo/2", "/foo/00", "/foo/-1", "/foo/-", "/foo/", "/foo/0/x", "/foo/18446744073709551616", "/nix"}) {
    CAPTURE(text);
    CHECK(at(text) == "nothing");
  }
  *resolve(root, *Pointer::parse("/foo/1")) = Node("changed");
  CHECK(at("/foo/1") == "\"changed\"");
}

}  // namespace node_test
