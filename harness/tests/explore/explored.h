// A document that is run with no suite, over a transport of the test's own.
#pragma once
#include <concord/explore.h>

#include <support/catch.h>
#include <support/collected_run.h>
#include <support/document_folder.h>
#include <support/fake_transport.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace concord::explore {

// Of "shop.yaml", whose server is http://shop.test.
class Explored {
 public:
  // `files` beside it; `folder`: a name of the test's own.
  Explored(const std::string& folder_name, const std::map<std::string, std::string>& files,
           const ProviderOptions& given = {}) {
    folder.emplace(folder_name, files);
    auto loaded = load_provider(sources, folder->path("shop.yaml"), given);
    if (!loaded) FAIL(base::render(loaded.diagnostics()));
    provider = *loaded;
  }

  result::Run run(support::FakeTransport::Answerer answerer) {
    auto made = Explorer::make({provider}, options);
    if (!made) FAIL(base::render(made.diagnostics()));
    explorer = std::move(made).value();
    run_options.clock = &clock;
    run_options.redactor = &redactor;
    run_options.endpoints["shop"].base_url = "http://shop.test";
    transport = std::make_unique<support::FakeTransport>(clock, std::move(answerer));
    support::CollectedRun collected;
    const auto sink = explorer->sink(collected);
    run::run(*explorer, run_options, *transport, *sink);
    return collected.take();
  }

  std::optional<support::DocumentFolder> folder;
  base::SourceSet sources;
  std::shared_ptr<const suite::Provider> provider;
  Options options;
  run::Options run_options;
  base::Redactor redactor;
  support::ManualClock clock;
  std::unique_ptr<support::FakeTransport> transport;
  std::unique_ptr<Explorer> explorer;
};

inline const result::CaseResult& find_case(const result::Run& run, std::string_view name) {
  const auto found = std::find_if(run.cases.begin(), run.cases.end(),
                                  [&](const result::CaseResult& one) { return result::full_name(one) == name; });
  if (found == run.cases.end()) FAIL("no case " + std::string(name));
  return *found;
}

inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace concord::explore
