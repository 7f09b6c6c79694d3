#include <concord/schema/compile_each.h>

#include "compile_together.h"

namespace concord::schema {
namespace {

// Of schemas in runs that end with errors, which takes some seconds. Those that are only too many at once count half:
// a large document is halved a few times in vain.
constexpr std::size_t kMostInVain = 2'000'000;

class EachCompiler {
 public:
  EachCompiler(const std::shared_ptr<const Node>& root, std::span<const Pointer> places, const Options& options,
               const TakeSchema& take)
      : root_(root), resources_(places), options_(options), take_(take) {}

  void run() { compile(0, resources_.size()); }

 private:
  // Halves are tried apart when not all compile.
  void compile(std::size_t begin, std::size_t end) {
    if (begin == end) return;
    if (in_vain_ > kMostInVain) return refuse(begin, end);
    CompiledTogether compiled = compile_together(root_, resources_.subspan(begin, end - begin), options_);
    if (compiled.errors.empty()) {
      for (std::size_t i = begin; i < end; ++i) take_(i, compiled.schemas[i - begin]);
      return;
    }
    in_vain_ += end - begin == 1 || !compiled.is_too_large ? compiled.count : compiled.count / 2;
    if (end - begin == 1) return take_(begin, std::move(compiled.errors));
    const std::size_t middle = begin + (end - begin) / 2;
    compile(begin, middle);
    compile(middle, end);
  }

  void refuse(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const Node* schema = document::resolve(*root_, resources_[i]);
      take_(i, base::error("schema.too-large", "not compiled: too many large schemas of this document have mistakes",
                           schema == nullptr ? base::Span{} : schema->span()));
    }
  }

  const std::shared_ptr<const Node>& root_;
  std::span<const Pointer> resources_;
  const Options& options_;
  const TakeSchema& take_;
  std::size_t in_vain_ = 0;
};

}  // namespace

void compile_each(const std::shared_ptr<const Node>& root, std::span<const Pointer> places, const Options& options,
                  const TakeSchema& take) {
  EachCompiler(root, places, options, take).run();
}

}  // namespace concord::schema
