#include "provider_names.h"

#include <concord/suite/own_profile.h>

#include <array>

namespace concord::suite {

namespace {

constexpr std::array parts_of_case{&Case::before, &Case::steps, &Case::after};

std::vector<CapturedName> with_own_captures(std::vector<CapturedName> names, const Case& made) {
  for (const auto part : parts_of_case) {
    for (const Step& step : made.*part) {
      for (const Capture& capture : *step.captures) names.push_back({capture.name, capture.name_span});
    }
  }
  return names;
}

// Values for them may be given, see `--variable`.
void add_server_variables(const Provider& provider, std::vector<std::string>& names) {
  const auto add = [&names](const std::vector<contract::Server>& servers) {
    for (const contract::Server& server : servers) {
      for (const contract::ServerVariable& variable : server.variables) names.push_back(variable.name);
    }
  };
  add(provider.contract.servers);
  for (const contract::Operation& operation : provider.contract.operations) add(operation.servers);
}

// What run::choose_profile will take; null for none, or where that is not known yet.
const Node* profile_for(const Provider& provider, const Step& step) {
  const Node* auth = step.request.find("auth");
  if (!auth) {
    const document::Member* own = profile_of(provider, *step.operation);
    return own ? &own->value : nullptr;
  }
  return auth->is_string() ? named_profile(provider, auth->as_string()) : nullptr;
}

// What a suite says of a request was looked at where it is filled in.
void tell_of_file(const Node& node, const std::string& file, const templates::RenderOptions& later,
                  Diagnostics& problems) {
  if (!templates::has_template(node)) return;
  Diagnostics mistakes;
  const Node nothing = Node::object();
  templates::render_what_can_be(node, templates::ObjectScope(nothing), {}, later, mistakes);
  for (base::Diagnostic& one : mistakes) {
    const bool is_of_file = one.span.is_known() && one.span.source->name() == file;
    if (is_of_file) problems.push_back(std::move(one));
  }
}

}  // namespace

void review_provider_names(const SuiteFile& suite, const Case& made, const std::vector<CapturedName>& known,
                           Diagnostics& problems) {
  const Provider& provider = *suite.provider;
  if (!templates::has_template(provider.request) && !templates::has_template(provider.auth)) return;
  templates::RenderOptions later = known_later(suite, with_own_captures(known, made));
  add_server_variables(provider, later.deferred);
  for (const auto part : parts_of_case) {
    for (const Step& step : made.*part) {
      tell_of_file(step.request, provider.file, later, problems);
      if (const Node* profile = profile_for(provider, step)) tell_of_file(*profile, provider.file, later, problems);
    }
  }
}

}  // namespace concord::suite
