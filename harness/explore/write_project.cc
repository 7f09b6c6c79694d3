// provider.yaml and what goes with it.
#include "credentials.h"
#include "flow_yaml.h"
#include "servers.h"

#include <concord/explore/written.h>

#include <concord/base/text.h>

namespace concord::explore {

namespace {

std::string target_lines(const suite::Provider& provider) {
  std::string text;
  for (const suite::TargetSpec& one : targets_of(provider.contract)) {
    const char* production = one.is_production ? ", production: true" : "";
    text += "  " + one.name + ": {base_url: " + flow_text(one.base_url) + production + "}\n";
  }
  if (text.empty()) {
    return "# The document names no server with a whole URL: put one here.\n"
           "# targets: {sandbox: {base_url: \"https://…\"}}\n";
  }
  return "# Is one of them not what its name says? production is refused unless it is allowed by name; writes: true\n"
         "# lets runs of the document change things there.\ntargets:\n" +
         text;
}

std::string variable_lines(const suite::Provider& provider) {
  if (provider.variables.empty()) return "# No operation needs credentials.\n";
  std::string text = "# To be set in the environment, or in a file for --secrets-file.\nvariables:\n";
  for (const suite::VariableSpec& one : provider.variables) {
    const char* secret = one.is_secret ? "secret: true, " : "";
    text += "  " + one.name + ": {" + secret + "about: " + flow_text(one.about) + "}\n";
  }
  return text;
}

std::string auth_lines(const suite::Provider& provider) {
  if (provider.auth.size() == 0) return "";
  std::string text = "auth:\n";
  for (const auto& [name, profile, span] : provider.auth.members()) {
    text += "  " + flow_text(name) + ": " + flow(profile) + '\n';
  }
  return text;
}

std::string fake(const std::string& variable) {
  return "mock-" + base::replace_all(base::to_lower_ascii(variable), "_", "-");
}

std::string provider_yaml(const suite::Provider& provider, const std::string& contract, const std::string& document) {
  std::string text = "# From " + document + ". What stands here was read from its servers and security schemes.\n";
  text += "provider: " + flow_text(provider.name) + "\ncontract: " + flow_text(contract) + "\nmock: mock.yaml\n";
  text += target_lines(provider) + variable_lines(provider) + auth_lines(provider);
  text += "# Values of parameters and members that only you know, by name, for runs of the document:\n"
          "# data: {customerId: …}\n";
  text += "limits: {requests_per_second: 5, connections: 4, retries: 1}\n";
  return text;
}

Node mock_credentials(const suite::Provider& provider) {
  Node all = Node::object();
  for (const auto& [name, profile, span] : provider.auth.members()) {
    const Node* user = profile.find("username");
    Node known = Node::object();
    if (user) {
      known.set("username", *user);
      known.set("password", *profile.find("password"));
    } else {
      const Node* value = profile.find("value");
      known = value ? *value : *profile.find("token");
    }
    all.set(name, std::move(known));
  }
  return all;
}

std::string mock_yaml(const suite::Provider& provider) {
  std::string text = "# What the mock does beyond the contract: see harness/mock/README.md of Concord.\nmock: " +
                     flow_text(provider.name) + '\n';
  if (provider.auth.size() == 0) return text;
  text += "# Accepted unless other values are given. None is real.\ndefaults:\n";
  for (const suite::VariableSpec& one : provider.variables) text += "  " + one.name + ": " + fake(one.name) + '\n';
  text += "credentials:\n";
  const Node all = mock_credentials(provider);
  for (const auto& [name, known, span] : all.members()) text += "  " + flow_text(name) + ": " + flow(known) + '\n';
  return text;
}

}  // namespace

Project write_project(const suite::Provider& provider, const Options& options, const std::string& contract,
                      const std::string& document) {
  Project project;
  project.files["provider.yaml"] = provider_yaml(provider, contract, document);
  project.files["mock.yaml"] = mock_yaml(provider);
  for (const contract::Operation& operation : provider.contract.operations) {
    const base::Diagnostics& broken = provider.schemas->add(operation);
    if (base::has_errors(broken)) {
      project.unwritten.push_back(operation.id() + ": " + broken.front().message);
      continue;
    }
    auto text = write_suite(provider, operation, options, document);
    if (text) project.files[operation.name + ".suite.yaml"] = std::move(text).value();
    else project.unwritten.push_back(text.diagnostics().front().message);
  }
  return project;
}

}  // namespace concord::explore
