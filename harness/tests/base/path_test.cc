#include <concord/base/path.h>

#include <support/catch.h>
#include <support/document_folder.h>

#include <filesystem>

using namespace concord;
namespace fs = std::filesystem;

TEST_CASE("what is within a folder") {
  CHECK(base::is_within("/a/b", "/a/b"));
  CHECK(base::is_within("/a/b", "/a/b/c/d"));
  CHECK(base::is_within("/", "/a"));
  CHECK(base::is_within("/a/b", "/a/b/..c"));
  CHECK_FALSE(base::is_within("/a/b", "/a/bc"));
  CHECK_FALSE(base::is_within("/a/b", "/a"));
  CHECK_FALSE(base::is_within("/a/b/c", "/a/b"));
  CHECK_FALSE(base::is_within("/a/b", "/c"));
}

TEST_CASE("a link has the name of what it leads to") {
  const support::DocumentFolder folder("canonical", {{"inner/file", "x"}});
  const fs::path here = base::canonical_path(folder.path("."));
  fs::create_symlink(here / "inner", here / "link");
  CHECK(base::canonical_path(here / "link" / "file") == here / "inner" / "file");
  CHECK(base::canonical_path(here / "link" / ".." / "absent") == here / "absent");
  CHECK(base::canonical_path(".").is_absolute());
}
