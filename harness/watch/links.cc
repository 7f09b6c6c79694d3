#include "links.h"

#include <concord/base/text.h>

namespace concord::watch {

namespace fs = std::filesystem;

base::Diagnostics refuse_links(const fs::path& root, const fs::path& below) {
  fs::path path = root;
  for (const fs::path& part : below) {
    path /= part;
    std::error_code none;
    if (fs::is_symlink(fs::symlink_status(path, none)))
      return {base::error("watch.link",
                          base::in_quotes(path.generic_string()) + " is a link: nothing is written through it", {},
                          "put the file itself there")};
  }
  return {};
}

}  // namespace concord::watch
