#include <concord/base/file.h>
#include <concord/base/made_file.h>
#include <support/catch.h>

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>

using namespace concord::base;
namespace fs = std::filesystem;

namespace {

// A folder that is gone after the test. Tests of messages run inside of it, so that paths are the same everywhere.
class Folder {
 public:
  Folder() : before_(fs::current_path()) {
    std::string name = (fs::temp_directory_path() / "concord-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
    fs::current_path(path_);
  }
  ~Folder() {
    fs::current_path(before_);
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

 private:
  fs::path before_, path_;
};

void put(const fs::path& path, std::string_view content) { std::ofstream(path, std::ios::binary) << content; }

std::string message(const Diagnostics& diagnostics) {
  REQUIRE(diagnostics.size() == 1);
  return diagnostics[0].kind + ": " + diagnostics[0].message;
}

std::vector<std::string> names(const fs::path& folder) {
  std::vector<std::string> result;
  for (const auto& entry : fs::directory_iterator(folder)) result.push_back(entry.path().filename().string());
  return result;
}

// While it lives, no file can be made larger than `bytes`.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  void (*handler_)(int);
  rlimit before_{};
};

}  // namespace

TEST_CASE("read_file gives every byte") {
  const Folder folder;
  const std::string content = std::string("a\0\r\n\xFF", 5) + std::string(200000, 'x');
  put("x", content);
  const auto read = read_file("x");
  REQUIRE(read);
  CHECK(*read == content);
  put("empty", "");
  CHECK(read_file("empty").value().empty());
}

TEST_CASE("read_file names the path it cannot read") {
  const Folder folder;
  fs::create_directory("d");
  CHECK(message(read_file("no/x").diagnostics()) ==
        "file.cannot-read: cannot read \"no/x\": No such file or directory");
  CHECK(message(read_file("d").diagnostics()) == "file.cannot-read: cannot read \"d\": Is a directory");
}

TEST_CASE("read_file stops at the limit") {
  const Folder folder;
  put("x", "12345");
  CHECK(*read_file("x", 5) == "12345");
  CHECK(message(read_file("x", 4).diagnostics()) ==
        "file.too-large: cannot read \"x\": it is over the limit of 4 bytes");
  CHECK(message(read_file("/dev/zero", 100).diagnostics()) ==
        "file.cannot-read: cannot read \"/dev/zero\": it is a device, not a file");
}

TEST_CASE("what is no file is refused, and nobody is waited for") {
  const Folder folder;
  REQUIRE(::mkfifo("pipe", 0600) == 0);
  fs::create_symlink("pipe", "link");
  for (const std::string name : {"pipe", "link"}) {
    CHECK(message(read_file(name).diagnostics()) ==
          "file.cannot-read: cannot read \"" + name + "\": it is a pipe, not a file");
  }
  CHECK(read_file("pipe").diagnostics().front().hint ==
        "what a command writes can be given as /dev/stdin or <(command)");
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, "socket");
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  CHECK(message(read_file("socket").diagnostics()) ==
        "file.cannot-read: cannot read \"socket\": it is a socket, not a file");
  ::close(socket);
  CHECK(*read_file("/dev/null") == "");
}

TEST_CASE("a descriptor of this process is read to its end, whoever writes to it") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  std::thread writer([&] {
    const std::string text(200'000, 'x');
    for (std::size_t at = 0; at < text.size();) {
      const ssize_t count = ::write(ends[1], text.data() + at, text.size() - at);
      if (count <= 0) break;
      at += static_cast<std::size_t>(count);
    }
    ::close(ends[1]);
  });
  const auto text = read_file("/dev/fd/" + std::to_string(ends[0]));
  writer.join();
  ::close(ends[0]);
  REQUIRE(text);
  CHECK(text->size() == 200'000);
}

TEST_CASE("load_source adds the file under its path") {
  const Folder folder;
  fs::create_directory("d");
  put("d/x.yaml", "a: 1");
  SourceSet sources;
  const auto source = load_source(sources, "d/x.yaml");
  REQUIRE(source);
  CHECK((*source)->name() == "d/x.yaml");
  CHECK((*source)->text() == "a: 1");
  CHECK(message(load_source(sources, "y").diagnostics()) ==
        "file.cannot-read: cannot read \"y\": No such file or directory");
}

TEST_CASE("write_file_atomically makes folders and leaves no temporary file") {
  const Folder folder;
  CHECK(write_file_atomically("a/b/x", "one").empty());
  CHECK(*read_file("a/b/x") == "one");
  CHECK(write_file_atomically("a/b/x", "two").empty());
  CHECK(*read_file("a/b/x") == "two");
  CHECK(names("a/b") == std::vector<std::string>{"x"});
  CHECK(write_file_atomically("plain", "").empty());
  CHECK(fs::file_size("plain") == 0);
}

TEST_CASE("write_file_atomically takes the longest name there is") {
  const Folder folder;
  CHECK(write_file_atomically(std::string(255, 'n'), "x").empty());
}

TEST_CASE("write_file_atomically keeps the mode of the file") {
  const Folder folder;
  put("x", "one");
  fs::permissions("x", fs::perms(0640));
  CHECK(write_file_atomically("x", "two").empty());
  CHECK(fs::status("x").permissions() == fs::perms(0640));
}

TEST_CASE("write_file_atomically says why it failed") {
  const Folder folder;
  fs::create_directory("d");
  put("f", "");
  CHECK(message(write_file_atomically("d", "x")) == "file.cannot-write: cannot write \"d\": Is a directory");
  CHECK(message(write_file_atomically("f/x", "x")) == "file.cannot-write: cannot write \"f/x\": Not a directory");
  REQUIRE(::mkfifo("pipe", 0600) == 0);
  CHECK(message(write_file_atomically("pipe", "x")) ==
        "file.cannot-write: cannot write \"pipe\": it is not a regular file");
  CHECK(fs::is_fifo("pipe"));
}

TEST_CASE("a failed write leaves the old content and no temporary file") {
  const Folder folder;
  put("x", "old");
  Diagnostics failed;
  {
    const FileSizeLimit limit(1000);
    failed = write_file_atomically("x", std::string(5000, 'n'));
  }
  CHECK(message(failed) == "file.cannot-write: cannot write \"x\": File too large");
  CHECK(*read_file("x") == "old");
  CHECK(names(".") == std::vector<std::string>{"x"});
}

TEST_CASE("a file that is made again is written whole, and left alone when it is the same") {
  const Folder folder;
  REQUIRE(write_made_file("a/made.json", "one").empty());
  CHECK(*read_file("a/made.json") == "one");
  const fs::file_time_type before = fs::last_write_time("a/made.json") - std::chrono::hours(1);
  fs::last_write_time("a/made.json", before);
  REQUIRE(write_made_file("a/made.json", "one").empty());
  CHECK(fs::last_write_time("a/made.json") == before);
  REQUIRE(write_made_file("a/made.json", "two").empty());
  CHECK(*read_file("a/made.json") == "two");
  CHECK(fs::last_write_time("a/made.json") != before);
  CHECK(names("a") == std::vector<std::string>{"made.json"});
  CHECK(message(write_made_file("a", "three")) == "file.cannot-write: cannot write \"a\": Is a directory");
}
