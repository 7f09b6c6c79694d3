// Samples that stand side by side, one for each language: they are to send the same.
#include "openapi_words.h"
#include "rule_kinds.h"

#include <concord/page/curl_sample.h>
#include <concord/base/text.h>
#include <concord/page/program_literals.h>

#include <algorithm>
#include <set>

namespace concord::lint {
namespace {

using page::Block;
using page::BlockKind;

constexpr std::size_t most_members = 100;  // of one sample

struct Sample {
  const Block* block = nullptr;
  std::set<std::string> members;  // of the body, those that the request describes
  std::string_view text;
  Node body;
};

// {% tabs %} … {% endtabs %} and <CodeGroup> … </CodeGroup>.
bool opens(const Block& block) {
  return (block.kind == BlockKind::Tag && base::trim(block.text) == "tabs") ||
         (block.kind == BlockKind::Text && base::trim(block.text).starts_with("<CodeGroup"));
}
bool closes(const Block& block) {
  return (block.kind == BlockKind::Tag && base::trim(block.text) == "endtabs") ||
         (block.kind == BlockKind::Text && base::trim(block.text).starts_with("</CodeGroup"));
}

class SampleSetCheck {
 public:
  SampleSetCheck(const Context& context, const Subject& subject, Report& report)
      : context_(context), subject_(subject), report_(report) {
    for (std::uint32_t i = 0; i < context.sites.operations.size(); ++i) {
      if (context.sites.operations[i].document == subject.document) operations_.push_back(i);
    }
  }

  void check() {
    if (operations_.size() != 1) return;  // a sample of another operation sends another body
    const SiteId schema = request_schema(context_.sites, subject_, context_.sites.operations[operations_.front()]);
    properties_ = schema == none ? nullptr : resolved(schema).find("properties");
    if (properties_ == nullptr) return;
    std::vector<Sample> set;
    for (const Block& block : subject_.blocks) {
      if (opens(block)) set.clear();
      if (closes(block)) compare(set);
      if (block.kind == BlockKind::Fence && !holds_document(subject_, block)) add(block, set);
    }
  }

 private:
  const Node& resolved(SiteId schema) const { return *context_.sites.schemas[context_.sites.resolve(schema)].node; }

  void add(const Block& block, std::vector<Sample>& set) const {
    Sample sample;
    sample.block = &block;
    sample.text = std::string_view(subject_.source->text()).substr(block.begin, block.end - block.begin);
    Diagnostics ignored;  // the importer says them
    if (auto curl = page::read_curl_sample(*subject_.source, block.begin, block.end, ignored)) {
      if (curl->json) sample.body = std::move(*curl->json);
    } else {
      for (Node& literal : page::read_literals(*subject_.source, block.begin, block.end)) {
        if (common(literal) > common(sample.body)) sample.body = std::move(literal);
      }
    }
    if (common(sample.body) < 2) return;
    for (const Member& member : sample.body.members()) {
      if (sample.members.size() == most_members) break;
      if (properties_->has(member.key)) sample.members.insert(member.key);
    }
    set.push_back(std::move(sample));
  }

  std::size_t common(const Node& literal) const {
    return static_cast<std::size_t>(std::count_if(literal.members().begin(), literal.members().end(),
                                                  [&](const Member& one) { return properties_->has(one.key); }));
  }

  // A value of the first sample that is passed beside the body: create("CLIENT_ID", {…}).
  static bool passes(const Sample& sample, const Node& value) {
    return value.is_string() && value.as_string().size() > 3 &&
           sample.text.find('"' + value.as_string() + '"') != std::string_view::npos;
  }

  void compare(std::vector<Sample>& set) {
    for (std::size_t i = 1; i < set.size(); ++i) {
      std::vector<std::string> lacks, adds;
      for (const std::string& name : set[0].members) {
        if (!set[i].members.contains(name) && !passes(set[i], *set[0].body.find(name))) lacks.push_back(name);
      }
      for (const std::string& name : set[i].members) {
        if (!set[0].members.contains(name)) adds.push_back(name);
      }
      if (!lacks.empty() || !adds.empty()) say(set[0], set[i], lacks, adds);
    }
    set.clear();
  }

  void say(const Sample& first, const Sample& sample, const std::vector<std::string>& lacks,
           const std::vector<std::string>& adds) {
    std::string message = "the samples send different members: this one ";
    if (!lacks.empty()) message += "lacks " + listed(lacks);
    if (!lacks.empty() && !adds.empty()) message += ", ";
    if (!adds.empty()) message += "adds " + listed(adds);
    Remark remark = remark_between("sample-differs", std::move(message), {sample.block->span, none},
                                   {first.block->span, none}, "the first sample");
    remark.operation = operations_.front();
    remark.subject = sample.block->text;
    report_.add(std::move(remark));
  }

  const Context& context_;
  const Subject& subject_;
  Report& report_;
  std::vector<std::uint32_t> operations_;
  const Node* properties_ = nullptr;
};

}  // namespace

void check_sample_sets(const Context& context, Report& report) {
  for (const Subject& subject : context.subjects) {
    if (subject.is_page) SampleSetCheck(context, subject, report).check();
  }
}

}  // namespace concord::lint
