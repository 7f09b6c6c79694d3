// Mistakes in documents and contracts by which less is judged than they say, as `concord lint` tells them.
#pragma once
#include <concord/base/printable.h>
#include <concord/base/source.h>
#include <concord/suite.h>

#include <future>
#include <memory>
#include <vector>

namespace concord::cli {

using Providers = std::vector<std::shared_ptr<const suite::Provider>>;

// The mistakes, at most some, and how many there are; "" without any.
base::Printable contract_mistakes(base::SourceSet& sources, const Providers& providers, bool color);

// The same beside a run, of contracts up to 2 MB: `concord lint` looks at any.
class MistakesBeside {
 public:
  MistakesBeside(const suite::Plan& plan, bool color);
  // Waits for them; once.
  base::Printable take() { return told_.get(); }

 private:
  std::future<base::Printable> told_;
};

}  // namespace concord::cli
