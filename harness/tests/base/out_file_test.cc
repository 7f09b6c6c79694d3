#include <concord/base/file.h>
#include <concord/base/out_file.h>
#include <support/catch.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <fstream>
#include <thread>

namespace out_file_test {

using namespace concord::base;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() : before_(fs::current_path()) {
    std::string name = (fs::temp_directory_path() / "concord-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
    fs::current_path(path_);
    std::signal(SIGPIPE, SIG_IGN);
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

std::string refusal(const fs::path& path) {
  const auto file = OutFile::create(path);
  if (file) return "opened";
  REQUIRE(file.diagnostics().size() == 1);
  return file.diagnostics()[0].message;
}

std::string write(const fs::path& path, std::string_view text) {
  auto file = OutFile::create(path);
  if (!file) return file.diagnostics()[0].message;
  file->stream() << text;
  const auto problems = file->commit();
  return problems.empty() ? "" : problems[0].message;
}

// Standard output as a descriptor of ours while it lives.
class Redirected {
 public:
  explicit Redirected(const char* path) : before_(::dup(STDOUT_FILENO)) {
    const int file = ::open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(file, STDOUT_FILENO);
    ::close(file);
  }
  ~Redirected() {
    ::dup2(before_, STDOUT_FILENO);
    ::close(before_);
  }
  Redirected(const Redirected&) = delete;
  Redirected& operator=(const Redirected&) = delete;

 private:
  int before_;
};

}  // namespace

TEST_CASE("a regular file has its old content until it is committed") {
  const Folder folder;
  put("x", "old");
  {
    auto file = OutFile::create("x");
    REQUIRE(file);
    file->stream() << "new";
    file->stream().flush();
    CHECK(*read_file("x") == "old");
  }
  CHECK(*read_file("x") == "old");  // never committed
  CHECK(write("x", "new") == "");
  CHECK(*read_file("x") == "new");
  CHECK(write("a/b/y", std::string(200'000, 'y')) == "");
  CHECK(fs::file_size("a/b/y") == 200'000);
  CHECK(std::distance(fs::directory_iterator("."), {}) == 2);
}

TEST_CASE("a link stays a link, what it leads to is replaced") {
  const Folder folder;
  fs::create_directory("d");
  put("d/target", "old");
  fs::create_symlink("d/target", "link");
  fs::create_symlink("link", "link-to-link");
  CHECK(write("link-to-link", "new") == "");
  CHECK(fs::is_symlink("link-to-link"));
  CHECK(fs::is_symlink("link"));
  CHECK(*read_file("d/target") == "new");
  CHECK(write_file_atomically("link", "newer").empty());
  CHECK(fs::is_symlink("link"));
  CHECK(*read_file("d/target") == "newer");
  fs::create_symlink("d/missing", "dangling");
  CHECK(write("dangling", "made") == "");
  CHECK(*read_file("d/missing") == "made");
  fs::create_symlink("loop-a", "loop-b");
  fs::create_symlink("loop-b", "loop-a");
  CHECK(refusal("loop-a") == "cannot write \"loop-a\": Too many levels of symbolic links");
}

TEST_CASE("standard output is written through, after what is there") {
  const Folder folder;
  {
    const Redirected redirected("out");
    REQUIRE(::write(STDOUT_FILENO, "before ", 7) == 7);
    CHECK(write("/dev/stdout", "one ") == "");
    CHECK(write("/proc/self/fd/1", "two ") == "");
    fs::create_symlink("/dev/stdout", "link");
    CHECK(write("link", "three") == "");
    REQUIRE(::write(STDOUT_FILENO, " after", 6) == 6);
  }
  CHECK(*read_file("out") == "before one two three after");
  CHECK(fs::is_symlink("/dev/stdout"));
  CHECK(refusal("/dev/fd/987") == "cannot write \"/dev/fd/987\": Bad file descriptor");
}

TEST_CASE("devices and pipes are written through") {
  const Folder folder;
  CHECK(write("/dev/null", "gone") == "");
  CHECK(fs::is_character_file("/dev/null"));
  CHECK(write("/dev/full", "gone") == "cannot write \"/dev/full\": No space left on device");
  REQUIRE(::mkfifo("pipe", 0600) == 0);
  std::string read;
  std::thread reader([&] {
    std::ifstream in("pipe");
    read.assign(std::istreambuf_iterator<char>(in), {});
  });
  std::string result;
  for (int i = 0; i < 1000; ++i) {  // until the reader is there
    result = write("pipe", std::string(300'000, 'p'));
    if (result.find("nobody") == std::string::npos) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  reader.join();
  CHECK(result == "");
  CHECK(read == std::string(300'000, 'p'));
  CHECK(fs::is_fifo("pipe"));
}

TEST_CASE("a pipe that nobody reads is refused at once") {
  const Folder folder;
  REQUIRE(::mkfifo("pipe", 0600) == 0);
  CHECK(refusal("pipe") == "cannot write \"pipe\": it is a pipe that nobody reads");
  const auto opened = open_output("pipe");
  REQUIRE_FALSE(opened);
  CHECK(opened.diagnostics()[0].message == "cannot write \"pipe\": it is a pipe that nobody reads");
}

TEST_CASE("what cannot be written is refused by name") {
  const Folder folder;
  fs::create_directory("d");
  put("f", "");
  CHECK(refusal("d") == "cannot write \"d\": Is a directory");
  CHECK(refusal("f/x") == "cannot write \"f/x\": Not a directory");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, "socket");
  const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM, 0));
  REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  CHECK(refusal("socket") == "cannot write \"socket\": it is a socket");
}

TEST_CASE("a file opened in place keeps what it holds") {
  const Folder folder;
  put("x", "old");
  auto opened = open_output("x");
  REQUIRE(opened);
  CHECK(opened->is_regular);
  CHECK(*read_file("x") == "old");
  CHECK(write_all(opened->descriptor.get(), "n") == 0);
  CHECK(*read_file("x") == "nld");
}

}  // namespace out_file_test
