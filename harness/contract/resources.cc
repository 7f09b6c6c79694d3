// A resource is a path that ends in one parameter ("/orders/{orderId}") behind a path that ends in a word ("/orders"),
// with operations whose answers have an id for that parameter. Two paths that differ in the parameter's name alone are
// unclear; so is a POST whose answer tells of nothing that could be read again.
#include <concord/contract/resources.h>

#include "resource_names.h"
#include "resource_places.h"
#include "resource_references.h"

#include <concord/base/text.h>

#include <algorithm>
#include <map>

namespace concord::contract {

namespace {

std::string_view without_slash(std::string_view path) {
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.find('}') == segment.size() - 1;
}

// Of a member's path: what stands before its last segment, and the name in that. Nothing for other paths.
struct MemberPath {
  std::string_view collection;
  std::string_view parameter;
};
std::optional<MemberPath> member_path(std::string_view given) {
  const std::string_view path = without_slash(given);
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return std::nullopt;
  const std::string_view last = path.substr(slash + 1), collection = path.substr(0, slash);
  const std::string_view word = collection.substr(collection.rfind('/') + 1);
  if (!is_parameter(last) || word.empty() || word.find_first_of("{}") != std::string_view::npos) return std::nullopt;
  return MemberPath{collection, last.substr(1, last.size() - 2)};
}

std::vector<std::string> parameters_of(std::string_view path) {
  std::vector<std::string> names;
  for (const std::string_view segment : base::split(path, '/')) {
    if (is_parameter(segment)) names.emplace_back(segment.substr(1, segment.size() - 2));
  }
  return names;
}

// What stands in a path, parameters without their names: equal for paths that match the same requests.
std::string shape_of(std::string_view path) {
  std::string shape;
  for (const std::string_view segment : base::split(without_slash(path), '/'))
    shape += '/' + std::string(is_parameter(segment) ? "{}" : segment);
  return shape;
}

const Response* exact_response(const Operation& operation, std::string_view status) {
  const auto found = std::find_if(operation.responses.begin(), operation.responses.end(),
                                  [&](const Response& one) { return base::equals_ignoring_case(one.status, status); });
  return found == operation.responses.end() ? nullptr : &*found;
}

// The documented success. 0: only what "default" says, which is taken for a 200.
struct Success {
  int status = 0;
  const Response* response = nullptr;
};
Success success_of(const Operation& operation, bool is_creation) {
  std::vector<int> statuses{200, 204, 202, 203, 201, 205, 206};
  if (is_creation) statuses = {201, 200, 202, 203, 204, 205, 206};
  for (const int status : statuses) {
    if (const Response* found = exact_response(operation, std::to_string(status))) return {status, found};
  }
  const Response* other = exact_response(operation, "2XX");
  return {200, other ? other : exact_response(operation, "default")};
}

class ResourceReader {
 public:
  ResourceReader(const Contract& contract, Resource& resource, const std::vector<const Operation*>& at_collection,
                 const std::vector<const Operation*>& at_member)
      : contract_(contract), resource_(resource), at_member_(at_member), name_{resource.parameter, resource.name} {
    for (const Operation* operation : at_collection) collection_[operation->method] = operation;
    for (const Operation* operation : at_member) member_[operation->method] = operation;
  }

  // Whether it is a resource.
  bool read() {
    if (const Operation* get = find(member_, "GET")) resource_.read = read_one(*get, false);
    if (const Operation* get = find(collection_, "GET")) read_list(*get);
    if (const Operation* post = find(collection_, "POST")) read_creation(*post);
    if (const Operation* put = find(member_, "PUT")) read_replacement(*put);
    if (const Operation* patch = find(member_, "PATCH")) resource_.merge = read_one(*patch, false);
    if (const Operation* remove = find(member_, "DELETE")) resource_.remove = read_one(*remove, false);
    return resource_.read || (resource_.create && (resource_.remove || resource_.replace || resource_.merge));
  }

 private:
  using ByMethod = std::map<std::string_view, const Operation*>;
  static const Operation* find(const ByMethod& operations, std::string_view method) {
    const auto found = operations.find(method);
    return found == operations.end() ? nullptr : found->second;
  }

  static ResourceUse use_of(const Operation& operation, const Success& success) {
    ResourceUse use;
    use.operation = &operation;
    use.status = success.status;
    use.response = success.response;
    use.request = json_content(operation.request_body);
    use.idempotency_key = header_parameter(operation, "Idempotency-Key");
    if (!use.idempotency_key) use.idempotency_key = header_parameter(operation, "X-Idempotency-Key");
    use.if_match = header_parameter(operation, "If-Match");
    if (!success.response) return use;
    use.answer = json_content(success.response->contents);
    use.has_location = documented_header(*success.response, "Location") != nullptr;
    use.etag = documented_header(*success.response, "ETag");
    return use;
  }

  std::optional<ResourceUse> read_one(const Operation& operation, bool is_creation) const {
    const Success success = success_of(operation, is_creation);
    if (!success.response) return std::nullopt;
    ResourceUse use = use_of(operation, success);
    if (use.request) use.sent = find_sent(view_of(use.request->schema), name_);
    if (use.answer) place_thing(use);
    return use;
  }

  void place_thing(ResourceUse& use) const {
    ThingPlace place = find_thing(view_of(use.answer->schema), name_);
    if (const auto linked = linked_id(contract_, *use.operation, *use.response, at_member_, name_.parameter))
      place = place_linked(place.thing, *linked);
    use.thing = std::move(place.thing);
    use.id = std::move(place.id);
  }

  // The id of a link is one of the whole body.
  static ThingPlace place_linked(const Pointer& thing, const Pointer& linked) {
    const auto& outer = thing.tokens();
    const auto& inner = linked.tokens();
    const bool is_below = outer.size() < inner.size() && std::equal(outer.begin(), outer.end(), inner.begin());
    if (!is_below) return {{}, linked};
    const auto rest = inner.begin() + static_cast<std::ptrdiff_t>(outer.size());
    return {thing, Pointer(std::vector<std::string>(rest, inner.end()))};
  }

  void read_list(const Operation& operation) const {
    const Success success = success_of(operation, false);
    if (!success.response) return;
    ResourceUse use = use_of(operation, success);
    const SchemaView body = use.answer ? view_of(use.answer->schema) : SchemaView();
    auto place = body ? find_list(body, name_) : std::nullopt;
    if (!place) return;
    use.thing = std::move(place->thing);
    use.id = std::move(place->id);
    resource_.paging = find_paging(operation, *success.response, body);
    resource_.list = std::move(use);
  }

  void read_creation(const Operation& operation) const {
    auto use = read_one(operation, true);
    if (!use || !tells_of_a_thing(*use)) return;
    note_chosen(*use);
    resource_.create = std::move(use);
  }

  // A 201 does; another success only where what comes back is what is read (a search has ids, too).
  bool tells_of_a_thing(const ResourceUse& use) const {
    if (!use.id && !use.has_location) return false;
    if (use.status == 201) return true;
    if (!use.request || !use.answer || !resource_.read || !resource_.read->answer) return false;
    const DescribedObject made = described_object(described_at(view_of(use.answer->schema), use.thing));
    const DescribedObject read =
        described_object(described_at(view_of(resource_.read->answer->schema), resource_.read->thing));
    const auto is_shared = [&](const DescribedMember& one) { return read.find(one.name) != nullptr; };
    return !made.members.empty() && std::all_of(made.members.begin(), made.members.end(), is_shared);
  }

  void note_chosen(const ResourceUse& use) const {
    if (!use.request || !use.id) return;
    const SchemaView sent = described_at(view_of(use.request->schema), use.sent);
    const DescribedObject object = described_object(described_at(sent, use.id->parent()));
    const DescribedMember* member = object.find(use.id->tokens().back());
    if (member && !member->is_read_only) resource_.chosen = *use.id;
  }

  void read_replacement(const Operation& operation) const {
    resource_.replace = read_one(operation, false);
    if (!resource_.replace || resource_.create) return;
    const Response* created = exact_response(operation, "201");
    if (!created || !resource_.replace->request) return;
    resource_.create = read_one(operation, true);
    resource_.is_put_first = resource_.create.has_value();
  }

  const Contract& contract_;
  Resource& resource_;
  const std::vector<const Operation*>& at_member_;
  IdName name_;
  ByMethod collection_, member_;
};

// Operations by their path, in the order of the contract.
struct Paths {
  std::vector<std::string> order;  // of member paths
  std::map<std::string, std::vector<const Operation*>, std::less<>> operations;
  std::map<std::string, std::set<std::string>> of_shape;  // paths
};

Paths paths_of(const Contract& contract) {
  Paths paths;
  for (const Operation& operation : contract.operations) {
    auto& there = paths.operations[operation.path];
    if (there.empty() && member_path(operation.path)) paths.order.push_back(operation.path);
    there.push_back(&operation);
    paths.of_shape[shape_of(operation.path)].insert(operation.path);
  }
  return paths;
}

const std::string* find_path(const Paths& paths, std::string_view path) {
  for (const std::string& one : {std::string(path), std::string(path) + '/'}) {
    const auto found = paths.operations.find(one);
    if (found != paths.operations.end()) return &found->first;
  }
  return nullptr;
}

std::optional<std::size_t> parent_of(std::string_view collection, const std::vector<Resource>& all) {
  const std::string_view above = collection.substr(0, collection.rfind('/'));
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (without_slash(all[i].member) == above) return i;
  }
  return std::nullopt;
}

std::optional<Resource> read_resource(const Contract& contract, const Paths& paths, const std::string& member) {
  if (paths.of_shape.at(shape_of(member)).size() != 1) return std::nullopt;
  const MemberPath split = *member_path(member);
  Resource resource;
  const std::string* collection = find_path(paths, split.collection);
  resource.collection = collection ? *collection : std::string(split.collection);
  resource.member = member;
  resource.parameter = split.parameter;
  resource.name = singular(split.collection.substr(split.collection.rfind('/') + 1));
  resource.outer = parameters_of(split.collection);
  static const std::vector<const Operation*> none;
  const auto& at_collection = collection ? paths.operations.at(*collection) : none;
  if (!ResourceReader(contract, resource, at_collection, paths.operations.at(member)).read()) return std::nullopt;
  return resource;
}

}  // namespace

std::string_view role_name(Role role) {
  constexpr std::string_view names[] = {"create", "list", "read", "replace", "merge", "delete"};
  return names[static_cast<std::size_t>(role)];
}

const std::optional<ResourceUse>& Resource::use(Role role) const {
  switch (role) {
    case Role::Create: return create;
    case Role::List: return list;
    case Role::Read: return read;
    case Role::Replace: return replace;
    case Role::Merge: return merge;
    case Role::Remove: break;
  }
  return remove;
}

std::vector<Resource> find_resources(const Contract& contract) {
  const Paths paths = paths_of(contract);
  std::vector<Resource> resources;
  for (const std::string& member : paths.order) {
    if (auto resource = read_resource(contract, paths, member)) resources.push_back(std::move(*resource));
  }
  for (Resource& resource : resources) resource.parent = parent_of(without_slash(resource.collection), resources);
  find_references(resources);
  return resources;
}

const Parameter* header_parameter(const Operation& operation, std::string_view name) {
  const auto found = std::find_if(operation.parameters.begin(), operation.parameters.end(), [&](const Parameter& one) {
    return one.in == ParameterIn::Header && base::equals_ignoring_case(one.name, name);
  });
  return found == operation.parameters.end() ? nullptr : &*found;
}

bool is_page_cursor(const Parameter& parameter) {
  return parameter.in == ParameterIn::Query && paging_name(parameter.name) == PagingName::Cursor;
}

const DocumentedHeader* documented_header(const Response& response, std::string_view name) {
  const auto found = std::find_if(response.headers.begin(), response.headers.end(), [&](const DocumentedHeader& one) {
    return base::equals_ignoring_case(one.name, name);
  });
  return found == response.headers.end() ? nullptr : &*found;
}

}  // namespace concord::contract
