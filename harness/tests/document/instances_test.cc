// Files as instances: one, or one a line.
#include <concord/document/instances.h>

#include <support/document_folder.h>

using namespace concord;
using namespace concord::document;

namespace {

struct Collector : InstanceUser {
  std::string seen;
  std::size_t most = 100;

  void use(const InstanceText& instance) override {
    const std::string place = instance.place.text();
    seen += place.substr(place.rfind('/') + 1) + (instance.is_yaml ? " yaml " : " ") + std::string(instance.text) + "|";
    --most;
  }
  void cannot_read(const InstancePlace&, const base::Diagnostics& why) override { seen += why.front().kind + "|"; }
  void is_over_bound(const InstancePlace& place, std::size_t bytes) override {
    seen += std::to_string(place.line) + " over " + std::to_string(bytes) + "|";
  }
  bool wants_more() const override { return most > 0; }
};

std::string read(const std::string& path, std::size_t most = 100) {
  Collector collector;
  collector.most = most;
  read_instances(path, collector);
  return collector.seen;
}

}  // namespace

TEST_CASE("a file is an instance, or has one a line") {
  const support::DocumentFolder files("instances", {{"a.json", "{}\n"}, {"b.yml", "a: 1"}, {"c.jsonl", "1\n\n[2]\n"}});
  CHECK(read(files.path("a.json")) == "a.json {}\n|");
  CHECK(read(files.path("b.yml")) == "b.yml yaml a: 1|");
  CHECK(read(files.path("c.jsonl")) == "c.jsonl:1 1|c.jsonl:3 [2]|");
  CHECK(read(files.path("c.jsonl"), 1) == "c.jsonl:1 1|");
  CHECK(read(files.path("d.json")) == "file.cannot-read|");
  CHECK(read(files.path("d.ndjson")) == "file.cannot-read|");
}
