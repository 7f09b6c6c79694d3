// Texts made from the declared commands and options, so that they cannot say anything else than --help.
#pragma once
#include <string>

namespace CLI {
class App;
}

namespace concord::cli {

std::string manual_page(const CLI::App& root);  // man(7) macros
std::string bash_completion(const CLI::App& root);
std::string zsh_completion(const CLI::App& root);
std::string fish_completion(const CLI::App& root);

}  // namespace concord::cli
