// A page is read from its top to its end, once it is known where the description of each request begins. That is at the
// heading under which a method and a URL stand, since tables and samples of a request may come before the line with its
// URL; a page on which no line names an endpoint is searched again for one in its samples. From then on each block
// belongs to the last request that began, and PageContext says, by the headings, tabs and lines that are open, what a
// table or a sample is: parameters, a body, an answer and of which status. What the context does not say is not
// guessed, but told as a finding. What may belong to another request, such as a table of an object, is kept apart
// (ObjectSection) until a field refers to it.
#include "page_reader.h"

#include "gitbook_tags.h"
#include "mdx_tabs.h"
#include "page_context.h"
#include "page_endpoint.h"
#include "page_headings.h"
#include "page_mentions.h"
#include "status_words.h"
#include "page_starts.h"
#include "readme_blocks.h"
#include "said_security.h"

#include <concord/base/http_method.h>
#include <concord/base/text.h>
#include <concord/page/curl_sample.h>

#include <algorithm>
#include <utility>

namespace concord::page {
namespace {

// "state, page" of "state=open&page=2": what the values are, for example a key, is nobody's business.
std::string names_in_query(std::string_view query) {
  std::vector<std::string> names;
  for (const std::string_view pair : base::split(query, '&'))
    names.push_back(base::in_quotes(pair.substr(0, pair.find('='))));
  return base::ellipsize(base::join(names, ", "), 100);
}

class PageReader {
 public:
  PageReader(const Source& page, const std::vector<Block>& blocks, Diagnostics& findings)
      : page_(page), blocks_(blocks), findings_(findings) {}

  PageModel read() {
    std::vector<Start> starts = find_starts(page_, blocks_, NamedIn::Lines);
    const bool is_described =
        std::any_of(starts.begin(), starts.end(), [](const Start& start) { return !start.is_in_line; });
    if (starts.empty()) starts = starts_in_samples();
    if (starts.empty()) starts = find_starts(page_, blocks_, NamedIn::Sentences);
    auto next = starts.begin();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (next != starts.end() && next->block == i) start_call(std::move(*next++));
      read_block(blocks_[i]);
    }
    set_origins();
    settle_security(model_, credential_, demand_, findings_);
    settle_mentions(model_, page_, blocks_, is_described, findings_);
    return std::move(model_);
  }

 private:
  void report(std::string kind, std::string message, base::Span span, std::string hint = {}) {
    findings_.push_back(base::warning(std::move(kind), std::move(message), span, std::move(hint)));
  }

  std::vector<Start> starts_in_samples() {
    std::vector<Start> starts = find_starts(page_, blocks_, NamedIn::Samples);
    for (const Start& start : starts) {
      report("apidoc.endpoint",
             "only a sample names the method and URL: " + start.endpoint.method + " " + start.endpoint.path,
             start.endpoint.span, "read from it");
    }
    return starts;
  }

  void start_call(Start start) {
    if (!start.endpoint.query.empty()) {
      report("apidoc.unread", "the query behind the path is not read: " + names_in_query(start.endpoint.query),
             start.endpoint.span, "only tables and tags say which parameters there are");
    }
    Call& made = model_.calls.emplace_back();
    made.endpoint = std::move(start.endpoint);
    made.is_mention = start.is_in_line || blocks_[start.block].kind == BlockKind::Text;
    parameter_ = nullptr;
    has_too_many_samples_ = false;
    context_.restart();
  }

  const Call* call() const { return model_.calls.empty() ? nullptr : &model_.calls.back(); }
  Call* call() { return model_.calls.empty() ? nullptr : &model_.calls.back(); }

  void read_block(const Block& block) {
    switch (block.kind) {
      case BlockKind::Heading:
        context_.open_heading(block);
        declare_answer(block.text, block.span);
        read_statuses_behind(block);
        break;
      case BlockKind::Tag: read_tag(block); break;
      case BlockKind::Table:
      case BlockKind::Rows: read_fields_of(block); break;
      case BlockKind::Fence:
        read_fence(block);
        context_.forget_sentence();
        break;
      case BlockKind::Text: read_text(block); break;
      case BlockKind::Magic: read_magic(block); break;
      case BlockKind::FrontMatter: break;
    }
  }

  void read_text(const Block& block) {
    if (read_mdx_tag(block)) return;
    note_field_tag(block);
    if (read_item(block)) return;
    context_.say(block.text);
    read_status_of(block);
    read_security_of(block);
    const std::string form(unfenced_sample(page_, block));
    if (!form.empty() && call() != nullptr && is_of_message())
      report("apidoc.unread", "a sample " + form + " is not read", block.span, "samples are read in fences");
    if (base_url_.empty()) base_url_ = base_url_in(block.text);
    if (parameter_) add_description(*parameter_, block.text);  // {% swagger-parameter … %} words {% end… %}
  }

  // Above all requests a sentence is about all of them.
  void read_security_of(const Block& block) {
    if (!demand_.is_known() && demands_credentials(block.text)) demand_ = block.span;
    const auto said = credential_in_sentence(block.text, block.span);
    auto& credential = call() == nullptr ? credential_ : call()->credential;
    if (said && !credential) credential = said;
  }

  // The fields themselves are read by their tags (mdx_fields.h); only here is it known what they are under.
  void note_field_tag(const Block& block) {
    const bool is_field = block.text.starts_with("<ParamField") || block.text.starts_with("<ResponseField");
    if (!is_field || call() == nullptr) return;
    std::string status = context_.status_of_fields();
    if (status.empty() && context_.is_error()) status = "default";
    call()->tag_places.push_back({block.begin, context_.part(), std::move(status)});
  }

  // "- `page` (integer, optional): from 1": a list of fields below a heading, or a line such as "Body:", that says what
  // they are. For bodies and answers only those with a type: others are remarks on some of the fields.
  bool read_item(const Block& block) {
    Part part = context_.part();
    if (part == Part::None || part == Part::Request) part = context_.part_of_line();
    const bool is_of_message = part == Part::Body || part == Part::Form || part == Part::Response;
    const bool is_parameter =
        part == Part::Path || part == Part::Query || part == Part::Headers || part == Part::Parameters;
    if (call() == nullptr || parameter_ != nullptr || (!is_of_message && !is_parameter)) return false;
    auto field = read_field_item(block);
    if (!field) return false;
    if (is_of_message && field->type.empty()) {
      const bool is_remark = !field->description.empty() || knows(part, field->name);
      if (!is_remark)
        report("apidoc.unread", "the item " + base::in_quotes(field->name) + " is not read", block.span,
               "fields of bodies and answers are those with a type");
      return false;
    }
    if (part == Part::Response && context_.is_error()) return false;
    if (!knows(part, field->name)) add_fields(part, {std::move(*field)});
    return true;
  }

  bool knows(Part part, const std::string& name) {
    const auto& fields =
        part == Part::Response ? call()->answer_fields[context_.status_of_fields()] : call()->fields[part];
    return std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
  }

  // A line that names a status: with a label anywhere, else where answers are listed.
  void read_status_of(const Block& block) {
    if (call() == nullptr || read_statuses_behind(block)) return;
    std::string status = labelled_status(block.text);
    const bool is_of_answers =
        context_.part() == Part::Response || context_.part_of_line() == Part::Response || is_listing_statuses_;
    if (status.empty()) status = announced_status(block.text);
    if (status.empty() && is_of_answers) status = status_of_line(block.text);
    if (status.empty()) status = status_of_item(block.text);
    if (!status.empty() && !is_of_answers && !is_of_nothing() && labelled_status(block.text).empty()) {
      report("apidoc.status", "the item under \"" + context_.heading().text + "\" begins with " + status, block.span,
             "read as a status");
    }
    is_listing_statuses_ = is_of_answers && (!status.empty() || context_.part_of_line() == Part::Response);
    if (status.empty()) return read_statuses_of_sentence(block);
    call()->answers.emplace(status, block.span);
    context_.say_status(status);
  }

  // Something above says that a request or an answer stands here.
  bool is_of_message() const {
    return context_.part() != Part::None || context_.part_of_sample() != Part::None ||
           context_.part_of_line() != Part::None;
  }

  // No heading says that what stands here is a part of the request.
  bool is_of_nothing() const {
    const Part part = context_.part() == Part::None ? context_.part_of_line() : context_.part();
    return part == Part::None || part == Part::Request;
  }

  // "`GET /things` → 200", "### GET /things → 200": what is said behind the endpoint. Whether that is a status. A
  // sample below it is the answer of a request that has no body of its own.
  bool read_statuses_behind(const Block& block) {
    const auto line = call() == nullptr ? std::nullopt : endpoint_at_start(block);
    const auto found = line ? statuses_behind(line->behind) : std::vector<std::string>{};
    for (const std::string& status : found) call()->answers.emplace(status, block.span);
    const base::HttpMethod* method = found.empty() ? nullptr : base::find_http_method_key(call()->endpoint.method);
    if (method != nullptr && !method->expects_content) context_.say_answer(found.front());
    return !found.empty();
  }

  // "On success, the API responds with a `201 Created` status code:"
  void read_statuses_of_sentence(const Block& block) {
    for (const std::string& status : statuses_in_sentence(block.text)) {
      call()->answers.emplace(status, block.span);
      if (context_.part() == Part::Response && context_.status().empty()) context_.say_status(status);
    }
  }

  // --- tags ---

  bool read_mdx_tag(const Block& block) {
    const MdxTab tab = read_mdx_tab(page_, block);
    if (tab.closes_all) context_.close_tabs();
    if (tab.closes_one) context_.close_tab();
    if (tab.opens) open_tab(tab.title, block.span);
    return tab.opens || tab.closes_one || tab.closes_all;
  }

  void open_tab(const std::string& title, base::Span span) {
    context_.open_tab(title);
    declare_answer(title, span);
  }

  void read_tag(const Block& block) {
    const GitbookTag tag = read_gitbook_tag(block);
    switch (tag.kind) {
      case GitbookTagKind::Tab: open_tab(tag.title, block.span); break;
      case GitbookTagKind::EndTab: context_.close_tab(); break;
      case GitbookTagKind::EndTabs: context_.close_tabs(); break;
      case GitbookTagKind::Part: part_of_tag_ = tag.part; break;
      case GitbookTagKind::Parameter: add_parameter(tag.part != Part::None ? tag.part : part_of_tag_, tag.field); break;
      case GitbookTagKind::EndParameter: parameter_ = nullptr; break;
      case GitbookTagKind::Answer:
        context_.close_tabs();
        context_.set_part(Part::Response, tag.status);
        context_.open_tab(tag.title);
        declare_answer(tag.title, block.span);
        break;
      case GitbookTagKind::Other: break;
    }
  }

  void add_parameter(Part part, const Field& field) {
    if (call() == nullptr) return;
    auto& fields = call()->fields[part == Part::None ? Part::Body : part];
    fields.push_back(field);
    parameter_ = &fields.back();
  }

  void declare_answer(const std::string& title, base::Span span) {
    const std::string status = status_in(title);
    if (status.empty() || context_.part() != Part::Response || call() == nullptr) return;
    call()->answers.emplace(status, span);
  }

  // --- tables ---

  void read_fields_of(const Block& block) { read_table_of(read_table(page_, block), block); }

  void read_table_of(const Table& table, const Block& block) {
    if (table.is_cut) {
      report("apidoc.table-size", "the table has more than " + std::to_string(max_rows) + " rows", block.span,
             "the others are not read");
    }
    if (read_statuses(table)) return;
    const Part said = context_.part() == Part::None ? context_.part_of_line() : context_.part();
    const bool is_of_message = said != Part::None && said != Part::Object && !context_.is_error();
    auto fields = read_fields(table, is_of_message);
    if (!fields && said != Part::None) report_unread(table, block);
    if (fields && context_.is_error() && lists_errors(*fields)) fields.reset();
    if (fields && !fields->fields.empty()) place(std::move(*fields), block);
    context_.forget_sentence();
  }

  // "UserNotFound", "RATE_LIMITED": what errors are called, with what each means, are no fields of an answer.
  static bool lists_errors(const FieldTable& table) {
    return std::all_of(table.fields.begin(), table.fields.end(), [](const Field& field) {
      return field.type.empty() && !field.name.empty() && field.name.front() >= 'A' && field.name.front() <= 'Z';
    });
  }

  void report_unread(const Table& table, const Block& block) {
    if (call() == nullptr || table.rows.empty() || !endpoints_in_rows(table).empty()) return;
    std::vector<std::string> titles;
    for (const Cell& cell : table.head) titles.push_back(base::in_quotes(base::ellipsize(cell.text, 40)));
    report("apidoc.unread", "the table under \"" + context_.heading().text + "\" is not read", block.span,
           "none of its columns (" + base::ellipsize(base::join(titles, ", "), 120) + ") names fields");
  }

  // A table of statuses says what the answers are: `Status | Meaning`.
  bool read_statuses(const Table& table) {
    if (call() == nullptr) return false;
    const auto statuses = statuses_of(table);
    for (const StatedStatus& one : statuses) call()->answers.emplace(one.status, one.span);
    return !statuses.empty();
  }

  // What the fields of a table are: by the heading or tab, the line before the table, its titles.
  Part part_of_fields(Part titled) const {
    const Part part = context_.part();
    const bool is_narrow = titled == Part::Query || titled == Part::Path || titled == Part::Headers ||
                           titled == Part::Cookie || titled == Part::Form;
    if (part == Part::Body) return is_narrow ? titled : part;
    if (part == Part::Response) return titled == Part::Headers ? Part::ResponseHeaders : part;
    if (part != Part::None && part != Part::Request && part != Part::Parameters) return part;
    const Part said = context_.part_of_line();
    if (said != Part::None && said != Part::Parameters) return said;
    if (titled != Part::None && titled != Part::Parameters) return titled;
    return said != Part::None || part != Part::None ? Part::Parameters : Part::None;
  }

  // Right below the endpoint, with no heading between, parameters are those of the request.
  bool describes_request(const FieldTable& table) const {
    if (call() == nullptr || !context_.is_at_start()) return false;
    return table.part == Part::Parameters ||
           std::any_of(table.fields.begin(), table.fields.end(), [](const Field& one) { return one.is_required; });
  }

  void place(FieldTable table, const Block& block) {
    std::vector<Field>& fields = table.fields;
    Part part = part_of_fields(table.part);
    const Block& heading = context_.heading();
    if (names_object_of_field())
      return add_section(context_.bold(), context_.bold(), "", std::move(fields), block, false);
    if (part == Part::Object) {
      return add_section(object_name(heading.text), heading.text, heading.anchor, std::move(fields), block, true);
    }
    const bool says_where =
        std::any_of(fields.begin(), fields.end(), [](const Field& field) { return !field.in.empty(); });
    if (part == Part::None && (says_where || describes_request(table))) part = Part::Parameters;
    if (part == Part::None)
      return add_section(heading.text, heading.text, heading.anchor, std::move(fields), block, false);
    if (call() == nullptr) {
      return report("apidoc.unread", "the table under \"" + heading.text + "\" is not read", block.span,
                    "the page names no method and URL before it");
    }
    add_fields(part, std::move(fields));
  }

  // A table under "**Address**" describes the field `address` of a table before it.
  bool names_object_of_field() {
    if (context_.bold().empty() || call() == nullptr) return false;
    const std::string name = bare_name(context_.bold());
    const auto is_named = [&](const Field& field) { return bare_name(field.name) == name; };
    const auto& groups = call()->fields;
    const bool in_request = std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
      return std::any_of(group.second.begin(), group.second.end(), is_named);
    });
    const auto& answers = call()->answer_fields;
    return !name.empty() && (in_request || std::any_of(answers.begin(), answers.end(), [&](const auto& group) {
                               return std::any_of(group.second.begin(), group.second.end(), is_named);
                             }));
  }

  void add_section(std::string name, std::string heading, std::string anchor, std::vector<Field> fields,
                   const Block& block, bool is_named) {
    if (anchor.empty()) anchor = heading_anchor(heading);
    model_.sections.push_back(
        {std::move(name), std::move(heading), std::move(anchor), std::move(fields), block.span, is_named});
  }

  void add_fields(Part part, std::vector<Field> fields) {
    if (call() == nullptr) return;
    parameter_ = nullptr;
    const std::string status = context_.status_of_fields();
    for (Field& field : fields) {
      if (part == Part::Response) {
        call()->answer_fields[status].push_back(std::move(field));
      } else {
        call()->fields[part].push_back(std::move(field));
      }
    }
  }

  // --- samples ---

  // What a sample is: by the line before it, the heading or tab, else by its own title.
  Part part_of_sample(const std::string& title) const {
    if (!status_in(title).empty()) return Part::Response;
    if (is_request_title(title)) return Part::Request;
    Part part = context_.part_of_sample();
    if (part == Part::None || part == Part::Object) part = part_within(part, title.substr(0, 60));
    return part == Part::Object ? Part::None : part;
  }

  void read_fence(const Block& block) {
    if (call() == nullptr) return;
    Diagnostics found;
    FenceSamples samples = read_fence_samples(page_, block, fence_language(block), found);
    place_samples({fence_title(block), fence_language(block), std::move(samples), std::move(found), block.span});
  }

  // ```http POST /things
  static bool is_request_title(const std::string& title) {
    const auto words = words_of(title.substr(0, 4096));
    return words.size() >= 2 && base::find_http_method(words[0]) != nullptr;
  }

  void place_samples(MagicCode code) {
    FenceSamples& samples = code.samples;
    const Part part = part_of_sample(code.title);
    if (part == Part::Response) declare_status(code);
    if (part == Part::Response && is_lost(samples, code.language)) {
      report("apidoc.unread", "the sample of " + name_of_answer(code) + " is not read", code.span,
             "it holds no JSON: only that there is such an answer is read");
    }
    const bool is_told = part != Part::None || samples.curl || samples.request || !samples.answers.empty();
    if (is_told) base::append(findings_, std::move(code.findings));
    if (samples.curl) add_curl(code.span, std::move(*samples.curl));
    if (samples.request_body) add_request_body(code.span, *samples.request_body);
    for (SampleAnswer& answer : samples.answers) add_answer(code.span, std::move(answer));
    if (samples.values.empty()) return;
    const bool is_answer = part == Part::Response || samples.curl.has_value();
    const bool is_request = part == Part::Request || part == Part::Body || part == Part::Form;
    if (is_answer) {
      const std::string status = status_in(code.title);
      add_answer(code.span, {status.empty() ? context_.status() : status, "", std::move(samples.values), code.span});
    } else if (is_request) {
      for (SampleValue& value : samples.values) add_sample(name_of_sample("example"), "", "", std::move(value));
    } else if (code.language == "json") {
      report("apidoc.unread", "the page does not say what the JSON of this fence is", code.span,
             "not read: neither a heading nor the line before it names a request or a response");
    }
  }

  // A sample may be the only one to name the status of an answer, whatever can be read of it.
  void declare_status(const MagicCode& code) {
    const std::string status = status_in(code.title);
    if (!status.empty()) call()->answers.emplace(status, code.span);
  }

  std::string name_of_answer(const MagicCode& code) const {
    std::string status = status_in(code.title);
    if (status.empty()) status = context_.status();
    return status.empty() ? "the answer" : "answer " + status;
  }

  // --- blocks of ReadMe ---

  void read_magic(const Block& block) {
    if (block.text == "parameters") {
      if (const auto table = read_magic_table(page_, block, findings_)) read_table_of(*table, block);
    } else if (block.text == "code") {
      for (MagicCode& code : read_magic_codes(page_, block, findings_)) {
        if (call() != nullptr) place_samples(std::move(code));
      }
      context_.forget_sentence();
    }
  }

  std::string name_of_sample(const std::string& other) const {
    const std::string title = context_.title();
    return title.empty() ? other : title;
  }

  void add_sample(std::string name, std::string status, std::string media_type, SampleValue value) {
    constexpr std::size_t most_samples = 1'000;  // of one request
    if (call()->samples.size() == most_samples && !std::exchange(has_too_many_samples_, true)) {
      report("apidoc.samples", "there are more than " + std::to_string(most_samples) + " samples of one request",
             value.span, "the others are not read");
    }
    if (call()->samples.size() >= most_samples) return;
    call()->samples.push_back({std::move(name), std::move(status), std::move(media_type), std::move(value.value),
                               value.is_whole, value.span});
  }

  void add_curl(base::Span span, CurlSample sample) {
    Call& one = *call();
    if (!sample.url.empty() && !is_url_of(sample.url, one.endpoint.path)) {
      if (sample.json || sample.form) {
        report("apidoc.sample", "the curl sample calls another URL", sample.url_span,
               "its body is no example of " + one.endpoint.path);
      }
      return;
    }
    if (!one.credential && !sample.credential_header.empty())
      one.credential = {sample.credential_header, sample.credential_scheme,
                        span};  // not its line: it may hold a secret
    if (sample.json)
      add_sample(name_of_sample("curl"), "", sample.media_type, {std::move(*sample.json), sample.is_whole, span});
    else if (sample.form)
      add_sample(name_of_sample("curl"), "", sample.media_type, {std::move(*sample.form), true, span});
  }

  void add_request_body(base::Span span, const SampleAnswer& body) {
    for (const SampleValue& value : body.values)
      add_sample(name_of_sample("example"), "", body.media_type, {value.value, value.is_whole, span});
  }

  void add_answer(base::Span span, SampleAnswer answer) {
    if (answer.status.empty()) {
      const bool is_error = context_.is_error();
      report("apidoc.status", "the example answer names no status", span, is_error ? "read as default" : "read as 200");
      answer.status = is_error ? "default" : "200";
    }
    call()->answers.emplace(answer.status, span);
    for (SampleValue& value : answer.values) {
      value.span = value.span.is_known() ? value.span : span;
      add_sample(name_of_sample("example"), answer.status, answer.media_type, std::move(value));
    }
  }

  // --- at the end ---

  // A page that gives some paths behind its base URL means it in those that it gives in full, too.
  void set_origins() {
    bool has_paths = false;
    for (const Call& one : model_.calls) has_paths = has_paths || one.endpoint.origin.empty();
    for (Call& one : model_.calls) {
      Endpoint& endpoint = one.endpoint;
      const std::string whole = endpoint.origin + endpoint.path;
      if (endpoint.origin.empty()) {
        endpoint.origin = base_url_;
      } else if (has_paths && !base_url_.empty() && whole.starts_with(base_url_ + "/")) {
        endpoint.path = whole.substr(base_url_.size());
        endpoint.origin = base_url_;
      }
    }
  }

  const Source& page_;
  const std::vector<Block>& blocks_;
  Diagnostics& findings_;
  PageContext context_;
  PageModel model_;
  std::string base_url_;
  std::optional<SampleCredential> credential_;  // said above all requests
  base::Span demand_;                           // where credentials are demanded
  bool has_too_many_samples_ = false;
  bool is_listing_statuses_ = false;  // the line above is one of a list of answers
  Part part_of_tag_ = Part::None;
  Field* parameter_ = nullptr;  // whose description is being read; within the last call
};

}  // namespace

PageModel read_page(const Source& page, const std::vector<Block>& blocks, Diagnostics& findings) {
  return PageReader(page, blocks, findings).read();
}

}  // namespace concord::page
