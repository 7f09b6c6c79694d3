#include "document_run.h"

#include "signals.h"

#include <concord/base/counted.h>
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/http/address.h>
#include <concord/message/server_url.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace concord::cli {

using base::error;

namespace {

// "positive,negative" and the option several times are the same.
std::vector<std::string> words_of(const std::vector<std::string>& texts) {
  std::vector<std::string> words;
  for (const std::string& text : texts) {
    for (const std::string_view word : base::split(text, ',')) {
      if (!base::trim(word).empty()) words.emplace_back(base::trim(word));
    }
  }
  return words;
}

// What is no credential of a security scheme is a value of the document's parameters and members.
std::map<std::string, std::string> values_of(const session::TargetFlags& target) {
  std::map<std::string, std::string> values;
  for (const std::string& text : target.variables.variables) {
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos && equals > 0) values[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return values;
}

bool is_declared(const std::vector<std::shared_ptr<const suite::Provider>>& providers, const std::string& name) {
  for (const auto& provider : providers) {
    for (const suite::VariableSpec& one : provider->variables) {
      if (one.name == name) return true;
    }
  }
  return false;
}

void collect_members(const document::Node& node, std::set<std::string>& names) {
  if (const document::Node* properties = node.find("properties")) {
    for (const document::Member& member : properties->members()) names.insert(member.key);
  }
  for (const document::Member& member : node.members()) collect_members(member.value, names);
  for (const document::Node& item : node.items()) collect_members(item, names);
}

// Of parameters, and of members anywhere in the document's schemas.
std::set<std::string> names_in(const contract::Contract& contract) {
  std::set<std::string> names;
  for (const contract::Operation& operation : contract.operations) {
    for (const contract::Parameter& parameter : operation.parameters) names.insert(parameter.name);
  }
  if (contract.root) collect_members(*contract.root, names);
  return names;
}

explore::ProviderOptions provider_options(const RunFlags& flags, const std::vector<session::GivenHeader>& headers) {
  explore::ProviderOptions options;
  options.is_mock = session::target_name(flags.target) == "mock";
  options.has_variable = [&flags, is_mock = options.is_mock](const std::string& name) {
    return session::is_given(name, flags.target.variables, !is_mock);
  };
  options.has_header = [&headers](const std::string& name) { return session::has_header(headers, name); };
  return options;
}

// Those that the documents name, to choose from.
std::vector<std::string> servers_in(const Documents& documents) {
  std::vector<std::string> urls;
  for (const auto& provider : documents.providers) {
    for (const contract::Server& server : provider->contract.servers) urls.push_back(message::server_url(server));
  }
  return urls;
}

bool has_base_url_in_environment(const Documents& documents) {
  return documents.problems.empty() &&
         std::all_of(documents.providers.begin(), documents.providers.end(), [](const auto& provider) {
           return !session::base_url_from_environment(provider->name).empty();
         });
}

}  // namespace

PathKind kind_of(const std::vector<std::string>& paths) {
  const auto documents = std::count_if(paths.begin(), paths.end(), explore::is_document);
  if (documents == 0) return PathKind::Suites;
  return documents == static_cast<std::ptrdiff_t>(paths.size()) ? PathKind::Documents : PathKind::Mixed;
}

namespace {

base::Diagnostics replay_usage(const ExploreFlags& flags) {
  if (flags.replay_case.empty()) return {};
  if (!explore::parse_replay(flags.replay_case))
    return {error("explore.replay", "--replay-case: " + base::in_quotes(flags.replay_case) + " is no such id", {},
                  "it is printed by a failure of the phase random: market/create-customer@4711-12")};
  if (!flags.phases.empty())
    return {error("explore.replay", "--replay-case is of the phase random: it goes without --phases")};
  return {};
}

// Whether a case is told of, by its name; empty: all are.
std::function<bool(const std::string&)> selection_of(const suite::Selection& selection) {
  if (selection.name.empty() && selection.names.empty()) return {};
  return [selection, part = base::to_lower_ascii(selection.name)](const std::string& name) {
    return base::to_lower_ascii(name).find(part) != std::string::npos &&
           (selection.names.empty() || selection.names.contains(name));
  };
}

}  // namespace

Documents load_documents(base::SourceSet& sources, const RunFlags& flags,
                         const std::vector<session::GivenHeader>& headers) {
  Documents documents;
  for (const std::string& path : flags.paths) {
    auto provider = explore::load_provider(sources, path, provider_options(flags, headers));
    if (provider) documents.providers.push_back(std::move(provider).value());
    else base::append(documents.problems, std::move(provider).diagnostics());
  }
  return documents;
}

base::Diagnostics document_usage(const Documents& documents, const RunFlags& flags) {
  base::Diagnostics problems;
  const auto refuse = [&](bool is_given, const char* option) {
    if (!is_given) return;
    problems.push_back(error("explore.option", std::string(option) + " goes with suites, not with documents"));
  };
  refuse(!flags.selection.tags.empty(), "--tags");
  refuse(!flags.timings.empty(), "--timings");
  refuse(flags.is_shuffled, "--shuffle");
  base::append(problems, replay_usage(flags.explore));
  refuse(!flags.record.empty(), "--record");
  refuse(!flags.replay.empty(), "--replay");
  refuse(flags.is_refreshed, "--refresh");
  const bool names_target = !flags.target.target.empty() || !flags.target.base_urls.empty();
  if (names_target || has_base_url_in_environment(documents)) return problems;
  const std::vector<std::string> urls = servers_in(documents);
  const std::string named = urls.empty() ? "the document names no server" : "it names " + base::join(urls, ", ");
  problems.push_back(error("explore.target", "a document is run against the server that --base-url says; " + named, {},
                           "--base-url URL, or --target mock to try it on its own mock"));
  return problems;
}

base::Result<std::unique_ptr<explore::Explorer>> make_explorer(Documents documents, RunFlags& flags,
                                                               run::Shard shard) {
  if (!documents.problems.empty()) return std::move(documents.problems);
  auto& providers = documents.providers;
  explore::Options options;
  options.varies_unique = true;
  options.phases = words_of(flags.explore.phases);
  options.include = flags.explore.include;
  options.exclude = flags.explore.exclude;
  options.replay = explore::parse_replay(flags.explore.replay_case);
  if (options.replay) flags.target.seed = options.replay->seed;
  options.seed = flags.target.seed;
  options.draws = flags.explore.draws;
  options.selects = selection_of(flags.selection);
  options.shard = shard;
  options.now = base::system_clock().now();
  options.stop = &stop_signal();
  options.most_requests = flags.explore.max_requests;
  options.values = values_of(flags.target);
  const bool is_led_elsewhere =
      !flags.transport.resolve.empty() || !flags.proxy.empty() || http::has_environment_proxy();
  options.may_write = [&flags, is_led_elsewhere](const suite::Provider& provider) {
    return flags.explore.allows_writes || session::takes_writes(provider, flags.target, is_led_elsewhere);
  };
  const bool is_mock = session::target_name(flags.target) == "mock";
  options.takes_any_credentials = [is_mock](const suite::Provider& provider) {
    return is_mock && provider.mock_rules_file.empty();
  };
  std::erase_if(options.values, [&](const auto& value) { return is_declared(providers, value.first); });
  for (const auto& provider : providers) {
    const std::set<std::string> names = names_in(provider->contract);
    for (const auto& [name, value] : options.values) {
      if (names.contains(name)) flags.target.other_names.push_back(name);
    }
  }
  return explore::Explorer::make(std::move(providers), std::move(options));
}

std::string describe_plan(const explore::Explorer& explorer) {
  const std::vector<explore::PhaseInfo> phases = explore::phases();
  std::vector<std::size_t> sums(phases.size(), 0);
  std::string text;
  for (const explore::PhaseInfo& one : phases) text += fmt::format("{:>10}", one.name);
  text += "  operation\n";
  std::size_t all = 0;
  for (const explore::Counts& one : explorer.counts()) {
    for (std::size_t i = 0; i < one.cases.size(); ++i) {
      text += fmt::format("{:>10}", one.cases[i]);
      sums[i] += one.cases[i];
      all += one.cases[i];
    }
    text += "  " + one.method + ' ' + one.path + " (" + one.operation + ")\n";
  }
  for (const std::size_t sum : sums) text += fmt::format("{:>10}", sum);
  return text + "  in all " + std::to_string(all) + " cases\n";
}

}  // namespace concord::cli
