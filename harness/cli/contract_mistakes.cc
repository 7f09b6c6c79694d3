#include "contract_mistakes.h"

#include <concord/base/counted.h>
#include <concord/base/file.h>
#include <concord/base/signals_blocked.h>
#include <concord/finding/format.h>
#include <concord/lint.h>

#include <array>
#include <filesystem>

namespace concord::cli {

namespace {

// What of a document makes a run judge less than it says: what is there, and is read as nothing.
constexpr std::array<const char*, 4> silencing_rules{"schema-form", "ref-endless", "pattern-invalid", "word-misspelt"};
constexpr std::size_t most_shown = 5;
constexpr std::uintmax_t largest_beside = 2u << 20;  // bytes: to read a larger contract again takes a second and more

lint::Options only_silencing() {
  lint::Options options;
  for (const char* rule : silencing_rules) {
    options.rules.emplace_back(rule);
    options.levels[rule] = finding::Level::Warning;
  }
  return options;
}

bool is_large(const std::shared_ptr<const suite::Provider>& provider) {
  std::error_code unknown;
  const std::uintmax_t size = std::filesystem::file_size(provider->contract.file, unknown);
  return unknown || size > largest_beside;
}

}  // namespace

base::Printable contract_mistakes(base::SourceSet& sources, const Providers& providers, bool color) {
  lint::Linter linter(sources, only_silencing());
  for (const auto& provider : providers) {
    const auto source = base::load_source(sources, provider->contract.file);
    if (source) linter.open(**source);
  }
  finding::Listing listing = linter.run();
  const std::size_t count = listing.count(finding::Level::Warning);
  if (count == 0) return {};
  if (listing.findings.size() > most_shown) listing.findings.resize(most_shown);
  finding::FormatOptions format;
  format.color = color;
  format.find_source = [&](std::string_view file) { return linter.find_source(file); };
  std::string text = finding::find_format("text")->write(listing, format);
  // The last line counts, of a tool that was not asked for.
  text.resize(text.rfind('\n', text.size() - 2) + 1);
  const std::string rest = count > most_shown ? " (concord lint tells them all)" : "";
  return base::Printable::composed(text) +
         base::printable("warning: " + base::counted(count, "mistake") + " of the documents: what is there is read " +
                         "as if it were not, and less is judged than they say" + rest) +
         "\n";
}

MistakesBeside::MistakesBeside(const suite::Plan& plan, bool color) {
  Providers small = plan.providers;
  std::erase_if(small, is_large);
  const base::SignalsBlocked blocked;
  // Where no thread can be started it is done when it is asked for.
  told_ = std::async(std::launch::async | std::launch::deferred, [providers = std::move(small), color] {
    base::SourceSet sources;
    return contract_mistakes(sources, providers, color);
  });
}

}  // namespace concord::cli
