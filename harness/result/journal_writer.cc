#include <concord/journal.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace concord::result {
namespace {

using document::Node;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Node event(std::string_view name) {
  Node node = Node::object();
  node.set("event", name);
  return node;
}

}  // namespace

struct JournalWriter::State {
  std::string path;
  std::unique_ptr<std::FILE, CloseFile> file;
  std::string error;

  void write(const Node& node) {
    if (!error.empty()) return;
    const std::string line = document::write_json(node) + '\n';
    const bool is_written = std::fwrite(line.data(), 1, line.size(), file.get()) == line.size();
    // To the kernel, not to the disk: what a killed process wrote stays, and a disk's sync for each case would be slow.
    if (!is_written || std::fflush(file.get()) != 0) {
      error = "cannot write the journal " + path + ": " + std::strerror(errno);
    }
  }
};

base::Result<std::unique_ptr<JournalWriter>> JournalWriter::create(const std::filesystem::path& path) {
  std::error_code failed;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), failed);
  auto state = std::make_unique<State>();
  state->path = path.generic_string();
  if (!failed) state->file.reset(std::fopen(path.c_str(), "wbe"));
  if (!state->file) {
    const std::string why = failed ? failed.message() : std::strerror(errno);
    return base::error("journal.create", "cannot create the journal " + state->path + ": " + why);
  }
  return std::unique_ptr<JournalWriter>(new JournalWriter(std::move(state)));
}

JournalWriter::JournalWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
JournalWriter::~JournalWriter() = default;

void JournalWriter::begin(const RunInfo& info, const std::vector<CaseResult>& planned) {
  Node line = event("run");
  line.set("format", 1);
  line.set("info", to_node(info));
  Node cases = Node::array();
  for (const auto& one : planned) cases.push_back(to_node(one));
  line.set("cases", std::move(cases));
  state_->write(line);
}

void JournalWriter::add(const CaseResult& result) {
  Node line = event("case");
  line.set("result", to_node(result));
  state_->write(line);
}

void JournalWriter::end(const Run& run) {
  Node line = event("end");
  line.set("aborted", run.aborted.text);
  line.set("wall_ms", static_cast<std::int64_t>(run.wall_time.count()));
  state_->write(line);
}

const std::string& JournalWriter::error() const { return state_->error; }

}  // namespace concord::result
