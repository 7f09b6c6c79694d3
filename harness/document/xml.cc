// Over libxml2, whose own limits are left on (nesting, sizes, growth by entities) and whose errors are kept from
// standard error.
#include <concord/document/xml.h>

#include <concord/base/text.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <algorithm>
#include <map>
#include <mutex>

namespace concord::document {

namespace {

constexpr std::size_t most_xml_bytes = 16u << 20;
constexpr std::size_t most_attributes = 2'000;  // of one element: libxml2 compares each with each
constexpr unsigned long most_xpath_steps = 10'000'000;
constexpr std::string_view default_prefix = "_";

void start_xml() {
  static std::once_flag started;
  std::call_once(started, [] { xmlInitParser(); });
}

void keep_silent(void*, xmlErrorPtr) {}

template <class T, void (*free)(T*)>
struct XmlFree {
  void operator()(T* one) const { free(one); }
};
using ParserContext = std::unique_ptr<xmlParserCtxt, XmlFree<xmlParserCtxt, xmlFreeParserCtxt>>;
using DocumentHolder = std::unique_ptr<xmlDoc, XmlFree<xmlDoc, xmlFreeDoc>>;
using PathContext = std::unique_ptr<xmlXPathContext, XmlFree<xmlXPathContext, xmlXPathFreeContext>>;
using CompiledPath = std::unique_ptr<xmlXPathCompExpr, XmlFree<xmlXPathCompExpr, xmlXPathFreeCompExpr>>;
using PathValue = std::unique_ptr<xmlXPathObject, XmlFree<xmlXPathObject, xmlXPathFreeObject>>;

const xmlChar* as_xml(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }
std::string from_xml(const xmlChar* text) { return text ? reinterpret_cast<const char*>(text) : ""; }
std::string take_xml(xmlChar* text) {
  std::string kept = from_xml(text);
  xmlFree(text);
  return kept;
}

std::string sentence(const xmlError* error) {
  if (!error || !error->message) return "it is no XML";
  std::string text(base::trim(error->message));
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (error->line <= 0) return text;
  const std::string column = error->int2 > 0 ? ", column " + std::to_string(error->int2) : "";
  return "line " + std::to_string(error->line) + column + ": " + text;
}

bool is_bound(const xmlError& error) {
  switch (error.code) {
    case XML_ERR_NO_MEMORY:
    case XML_ERR_NAME_TOO_LONG:
    case XML_ERR_ENTITY_LOOP:
    case XML_ERR_UNKNOWN_ENCODING:
    case XML_ERR_UNSUPPORTED_ENCODING: return true;
    default: break;
  }
  // The same code is that of other faults too.
  const std::string_view text = error.message ? error.message : "";
  return error.code == XML_ERR_INTERNAL_ERROR &&
         (text.find("HUGE") != std::string_view::npos || text.find("Huge") != std::string_view::npos);
}

using FirstFault = std::optional<XmlFault>;

// The parser goes on behind the first fault; what it says then follows from that.
void keep_first(void*, xmlErrorPtr error) {
  const auto* parser = error ? static_cast<const xmlParserCtxt*>(error->ctxt) : nullptr;
  auto* first = parser ? static_cast<FirstFault*>(parser->_private) : nullptr;
  if (first && !*first && error->level == XML_ERR_FATAL) *first = XmlFault{sentence(error), is_bound(*error)};
}

bool is_known_charset(const std::string& charset) {
  if (charset.empty()) return true;
  xmlCharEncodingHandlerPtr handler = xmlFindCharEncodingHandler(charset.c_str());
  if (handler) xmlCharEncCloseFunc(handler);
  return handler != nullptr;
}

bool has_byte_order_mark(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") || text.starts_with("\xFE\xFF") || text.starts_with("\xFF\xFE");
}

// Counts what can be an attribute: an equals sign within a tag, and not within quotes. Linear.
bool has_too_many_attributes(std::string_view text) {
  std::size_t count = 0;
  char quote = '\0';
  bool is_in_tag = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!is_in_tag) {
      is_in_tag = c == '<' && !text.substr(i + 1).starts_with('!') && !text.substr(i + 1).starts_with('?');
      count = 0;
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      is_in_tag = false;
    } else if (c == '=' && ++count > most_attributes) {
      return true;
    }
  }
  return false;
}

// Null, and why, when the text is not well-formed.
xmlDocPtr read_document(std::string_view text, std::string charset, XmlFault& fault) {
  start_xml();
  fault.is_over_bound = true;
  if (text.size() > most_xml_bytes) return fault.message = "it is larger than 16 MB", nullptr;
  if (has_too_many_attributes(text)) return fault.message = "an element of it has more than 2000 attributes", nullptr;
  if (has_byte_order_mark(text)) charset.clear();
  if (!is_known_charset(charset)) return fault.message = "its charset is not known: " + charset, nullptr;
  const ParserContext parser(xmlNewParserCtxt());
  if (!parser) return fault.message = "there is no memory for it", nullptr;
  FirstFault first;
  parser->sax->serror = keep_first;
  parser->_private = &first;
  constexpr int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
  xmlDocPtr made = xmlCtxtReadMemory(parser.get(), text.data(), static_cast<int>(text.size()), nullptr,
                                     charset.empty() ? nullptr : charset.c_str(), options);
  if (!made) fault = first ? *first : XmlFault{sentence(xmlCtxtGetLastError(parser.get()))};
  return made;
}

PathContext path_context(xmlDocPtr document) {
  PathContext context(xmlXPathNewContext(document));
  if (context) {
    context->error = keep_silent;
    context->opLimit = most_xpath_steps;
  }
  return context;
}

Node value_of_node(xmlNodePtr node) { return Node(take_xml(xmlXPathCastNodeToString(node))); }

Node value_of_number(double number) {
  const auto whole = static_cast<std::int64_t>(number);
  const bool is_whole = number > -9e15 && number < 9e15 && static_cast<double>(whole) == number;
  return is_whole ? Node(whole) : Node(number);
}

std::vector<Node> values_of(const xmlXPathObject& found, std::size_t limit) {
  switch (found.type) {
    case XPATH_BOOLEAN: return {Node(found.boolval != 0)};
    case XPATH_NUMBER: return {value_of_number(found.floatval)};
    case XPATH_STRING: return {Node(from_xml(found.stringval))};
    default: break;
  }
  std::vector<Node> values;
  const int count = found.nodesetval ? found.nodesetval->nodeNr : 0;
  for (int i = 0; i < count && values.size() < limit; ++i) {
    values.push_back(value_of_node(found.nodesetval->nodeTab[i]));
  }
  return values;
}

}  // namespace

struct Xml::Tree {
  xmlDocPtr document = nullptr;
  std::map<std::string, std::string> namespaces;  // by prefix
  explicit Tree(xmlDocPtr made) : document(made) { find_namespaces(); }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  ~Tree() { xmlFreeDoc(document); }

 private:
  void find_namespaces() {
    const xmlNode* node = xmlDocGetRootElement(document);
    const xmlNode* const root = node;
    while (node) {
      if (node->type == XML_ELEMENT_NODE) note(*node);
      if (node->type == XML_ELEMENT_NODE && node->children) {
        node = node->children;
        continue;
      }
      while (node && node != root && !node->next) node = node->parent;
      node = !node || node == root ? nullptr : node->next;
    }
  }
  void note(const xmlNode& element) {
    for (const xmlNs* one = element.nsDef; one; one = one->next) {
      namespaces.emplace(one->prefix ? from_xml(one->prefix) : std::string(default_prefix), from_xml(one->href));
    }
  }
};

Xml::Xml(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
Xml::~Xml() = default;

std::shared_ptr<const Xml> Xml::parse(std::string_view text, std::string& problem, bool& is_over_bound,
                                      std::string_view charset) {
  XmlFault fault;
  xmlDocPtr made = read_document(text, std::string(charset), fault);
  is_over_bound = !made && fault.is_over_bound;
  if (!made) return problem = std::move(fault.message), nullptr;
  auto tree = std::make_unique<Tree>(made);
  if (made->intSubset || made->extSubset) {
    problem = "it has a document type declaration, which is not read";
    is_over_bound = true;
    return nullptr;
  }
  return std::shared_ptr<const Xml>(new Xml(std::move(tree)));
}

std::optional<XmlFault> find_xml_fault(std::string_view text, std::string_view charset) {
  XmlFault fault;
  const DocumentHolder made(read_document(text, std::string(charset), fault));
  return made ? std::nullopt : std::optional(std::move(fault));
}

Result<XPath> XPath::compile(std::string_view text, Span span) {
  start_xml();
  XPath path;
  path.text_ = text;
  const PathContext context = path_context(nullptr);
  const CompiledPath compiled(context ? xmlXPathCtxtCompile(context.get(), as_xml(path.text_)) : nullptr);
  if (compiled) return path;
  std::string why(context ? base::trim(from_xml(reinterpret_cast<const xmlChar*>(context->lastError.message))) : "");
  return base::error("xpath.syntax", base::in_quotes(text) + " is no XPath" + (why.empty() ? "" : ": " + why), span,
                     "such as /order/id, //item[2]/@sku or count(//item)");
}

XPath::Selected XPath::select(const Xml& document, std::size_t limit) const {
  Selected selected;
  const PathContext context = path_context(document.tree_->document);
  if (!context) return selected.is_over_bound = true, selected;
  for (const auto& [prefix, uri] : document.tree_->namespaces) {
    xmlXPathRegisterNs(context.get(), as_xml(prefix), as_xml(uri));
  }
  const CompiledPath compiled(xmlXPathCtxtCompile(context.get(), as_xml(text_)));
  const PathValue found(compiled ? xmlXPathCompiledEval(compiled.get(), context.get()) : nullptr);
  if (found) {
    selected.values = values_of(*found, limit);
    return selected;
  }
  const int code = context->lastError.code - XML_XPATH_EXPRESSION_OK;
  selected.is_over_bound = code == XPATH_OP_LIMIT_EXCEEDED || code == XPATH_MEMORY_ERROR;
  const std::string name = from_xml(reinterpret_cast<const xmlChar*>(context->lastError.str1));
  selected.problem = code == XPATH_UNDEF_PREFIX_ERROR
                         ? "a prefix of " + base::in_quotes(text_) + " is not declared in the answer"
                         : "it cannot be evaluated: " + sentence(&context->lastError);
  return selected;
}

}  // namespace concord::document
