#include <concord/base/digest.h>
#include <concord/base/file_slug.h>

#include <support/catch.h>

using concord::base::file_slug;

TEST_CASE("words of a name are joined by dashes, in small letters") {
  CHECK(file_slug("createIndividualSession") == "create-individual-session");
  CHECK(file_slug("getIDVToken") == "get-idvtoken");
  CHECK(file_slug("post /v2/{id}/a_b") == "post-v2-id-a-b");
  CHECK(file_slug("Shop") == file_slug("shop"));
}

TEST_CASE("a long name is cut, and told from others") {
  CHECK(file_slug(std::string(120, 'a')) == std::string(120, 'a'));
  const std::string start(110, 'a'), whole = start + "-" + std::string(200, 'b');
  const std::string bounded = file_slug(start + " " + std::string(200, 'b'));
  CHECK(bounded == start + "-" + concord::base::sha256_hex(whole).substr(0, 8));
  CHECK(file_slug(bounded) == bounded);
  CHECK(file_slug(whole + "b") != bounded);
}

TEST_CASE("no name leads anywhere, is hidden, or ends with what Windows drops") {
  for (const char* text : {"..", ".", "", "--", "/", "../..", "\\", "   ", "\n"}) CHECK(file_slug(text) == "");
  CHECK(file_slug("../../evil") == "evil");
  CHECK(file_slug("/etc/passwd") == "etc-passwd");
  CHECK(file_slug("C:\\evil") == "c-evil");
  CHECK(file_slug(".git") == "git");
  CHECK(file_slug("shop. ") == "shop");
  CHECK(file_slug(std::string("a\0b", 3)) == "a-b");
}

TEST_CASE("names that Windows keeps for devices get a number") {
  for (const std::string name : {"con", "prn", "aux", "nul", "com0", "com1", "com9", "lpt1"}) {
    CHECK(file_slug(name) == name + "-1");
    CHECK(file_slug(name + ".") == name + "-1");
    CHECK(file_slug(file_slug(name)) == file_slug(name));
  }
  CHECK(file_slug("CON") == "con-1");
  for (const char* name : {"console", "com", "com10", "lpt", "comx", "auxiliary"}) CHECK(file_slug(name) == name);
}
