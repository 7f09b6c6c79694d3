// concord manual: the manual page and shell completions, made from the same table as --help.
#include "command.h"
#include "exit_code.h"
#include "manual.h"
#include "options.h"
#include "terminal.h"

#include <memory>

namespace concord::cli {

Action add_manual(Options& options) {
  auto form = std::make_shared<std::string>();
  options.add_option("FORM", *form, "man, bash, zsh or fish")
      .required()
      .one_of({"man", "bash", "zsh", "fish"})
      .type_name("");
  return [form, &root = options.program()] {
    if (*form == "man") print_document(manual_page(root));
    else if (*form == "bash") print_document(bash_completion(root));
    else if (*form == "zsh") print_document(zsh_completion(root));
    else print_document(fish_completion(root));
    return static_cast<int>(AllPassed);
  };
}

}  // namespace concord::cli
