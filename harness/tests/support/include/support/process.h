// A real process: its output, its exit code, signals to it.
#pragma once
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace concord::support {

struct Ended {
  int exit_code = -1;  // 128 + signal when it was killed
  std::string out, err;
  std::chrono::milliseconds cpu{0};  // of all its threads, from its beginning
};

class Process {
 public:
  // `arguments[0]` is the program; runs in `folder`, with `environment` added to ours ("" removes a variable).
  Process(const std::vector<std::string>& arguments, const std::string& folder,
          const std::map<std::string, std::string>& environment = {}) {
    char pattern[] = "/tmp/concord_test_XXXXXX";
    output_ = mkdtemp(pattern);
    pid_ = fork();
    if (pid_ == 0) become(arguments, folder, environment);
  }
  ~Process() {
    if (!is_ended_) kill(pid_, SIGKILL), wait();
  }
  void signal(int number) { kill(pid_, number); }
  // Whether it has a handler for the signal by now; until it is another program, it has ours.
  bool catches(int number) const {
    const std::string folder = "/proc/" + std::to_string(pid_), key = "SigCgt:\t";
    const std::string command = text(folder + "/cmdline");
    if (command.empty() || command == text("/proc/self/cmdline")) return false;
    const std::string status = text(folder + "/status");
    const std::size_t at = status.find(key);
    return at != std::string::npos &&
           (std::stoull(status.substr(at + key.size()), nullptr, 16) >> (number - 1) & 1) != 0;
  }

  // As the process list shows it to all users: the arguments, each ended by a zero byte.
  std::string shown_to_all() const { return text("/proc/" + std::to_string(pid_) + "/cmdline"); }

  Ended wait() {
    int status = 0;
    rusage used{};
    wait4(pid_, &status, 0, &used);
    is_ended_ = true;
    Ended ended;
    ended.cpu = milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
    ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ended.out = text(output_ + "/out");
    ended.err = text(output_ + "/err");
    unlink((output_ + "/out").c_str());
    unlink((output_ + "/err").c_str());
    rmdir(output_.c_str());
    return ended;
  }

  // What all its threads have computed so far; to a tick of the system, mostly 10 ms.
  std::chrono::milliseconds cpu_so_far() const {
    std::istringstream rest(text("/proc/" + std::to_string(pid_) + "/stat"));
    rest.ignore(std::numeric_limits<std::streamsize>::max(), ')');
    std::string word;
    for (int i = 3; i < 14; ++i) rest >> word;  // utime and stime are the fields 14 and 15
    long user = 0, system = 0;
    rest >> user >> system;
    return std::chrono::milliseconds((user + system) * 1'000 / sysconf(_SC_CLK_TCK));
  }

  // What it printed so far; for a server that says where it listens.
  std::string out_so_far() const { return text(output_ + "/out"); }
  bool wait_for_output(const std::string& part, std::chrono::milliseconds limit = std::chrono::seconds(10)) const {
    for (const auto end = std::chrono::steady_clock::now() + limit; std::chrono::steady_clock::now() < end;) {
      if (out_so_far().find(part) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
  }

 private:
  static std::chrono::milliseconds milliseconds(const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + std::chrono::milliseconds(time.tv_usec / 1'000);
  }

  static std::string text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
  }

  [[noreturn]] void become(const std::vector<std::string>& arguments, const std::string& folder,
                           const std::map<std::string, std::string>& environment) const {
    const int out = open((output_ + "/out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int err = open((output_ + "/err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int in = open("/dev/null", O_RDONLY);
    dup2(in, 0), dup2(out, 1), dup2(err, 2);
    if (chdir(folder.c_str()) != 0) _exit(126);
    for (const auto& [name, value] : environment)
      value.empty() ? unsetenv(name.c_str()) : setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> pointers;
    for (const std::string& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    execv(pointers[0], pointers.data());
    _exit(127);
  }

  pid_t pid_ = -1;
  std::string output_;
  bool is_ended_ = false;
};

inline Ended run_process(const std::vector<std::string>& arguments, const std::string& folder,
                         const std::map<std::string, std::string>& environment = {}) {
  return Process(arguments, folder, environment).wait();
}

}  // namespace concord::support
