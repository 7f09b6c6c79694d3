#include <concord/schema/uri.h>

#include <vector>

namespace concord::schema {
namespace {

bool is_scheme(std::string_view text) {
  if (text.empty() || !((text[0] | 32) >= 'a' && (text[0] | 32) <= 'z')) return false;
  for (char c : text) {
    const bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    if (!letter && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') return false;
  }
  return true;
}

std::string remove_dot_segments(std::string_view path) {
  std::vector<std::string_view> kept;
  const bool absolute = path.starts_with('/');
  if (absolute) path.remove_prefix(1);
  bool ends_open = false;  // the last segment was . or .., so that a '/' stays at the end
  while (true) {
    const auto slash = path.find('/');
    const auto segment = path.substr(0, slash);
    ends_open = segment == "." || segment == "..";
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (segment != ".") {
      kept.push_back(segment);
    }
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  std::string out = absolute ? "/" : "";
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i != 0) out += '/';
    out += kept[i];
  }
  if (ends_open && !kept.empty()) out += '/';
  return out;
}

std::string join(const UriParts& parts, std::string_view path) {
  std::string out;
  if (parts.has_scheme) out.append(parts.scheme).append(":");
  if (parts.has_authority) out.append("//").append(parts.authority);
  out.append(path);
  if (parts.has_query) out.append("?").append(parts.query);
  return out;
}

std::string merge(const UriParts& base, std::string_view path) {
  if (base.has_authority && base.path.empty()) return "/" + std::string(path);
  const auto slash = base.path.rfind('/');
  return std::string(slash == std::string_view::npos ? "" : base.path.substr(0, slash + 1)) + std::string(path);
}

}  // namespace

UriParts split_uri(std::string_view uri) {
  UriParts parts;
  const auto colon = uri.find_first_of(":/?");
  if (colon != std::string_view::npos && uri[colon] == ':' && is_scheme(uri.substr(0, colon))) {
    parts.has_scheme = true;
    parts.scheme = uri.substr(0, colon);
    uri.remove_prefix(colon + 1);
  }
  if (uri.starts_with("//")) {
    parts.has_authority = true;
    uri.remove_prefix(2);
    const auto end = uri.find_first_of("/?");
    parts.authority = uri.substr(0, end);
    uri.remove_prefix(end == std::string_view::npos ? uri.size() : end);
  }
  const auto question = uri.find('?');
  parts.path = uri.substr(0, question);
  if (question != std::string_view::npos) {
    parts.has_query = true;
    parts.query = uri.substr(question + 1);
  }
  return parts;
}

std::string resolve_uri(std::string_view base, std::string_view reference) {
  const UriParts b = split_uri(base);
  UriParts r = split_uri(reference);
  if (r.has_scheme) {
    if (!r.path.starts_with('/')) return std::string(reference);  // urn:… and the like have no segments
    return join(r, remove_dot_segments(r.path));
  }
  if (reference.empty()) return std::string(base);
  r.has_scheme = b.has_scheme;
  r.scheme = b.scheme;
  if (r.has_authority) return join(r, remove_dot_segments(r.path));
  r.has_authority = b.has_authority;
  r.authority = b.authority;
  if (r.path.empty()) {
    if (!r.has_query) {
      r.has_query = b.has_query;
      r.query = b.query;
    }
    return join(r, b.path);
  }
  if (r.path.starts_with('/')) return join(r, remove_dot_segments(r.path));
  return join(r, remove_dot_segments(merge(b, r.path)));
}

UriAndFragment split_fragment(std::string_view reference) {
  const auto hash = reference.find('#');
  if (hash == std::string_view::npos) return {reference, {}};
  return {reference.substr(0, hash), reference.substr(hash + 1)};
}

}  // namespace concord::schema
