// The words of a type column: "String(18)", "array of objects", "integer<int64>", "string | null", "Address".
#pragma once
#include "object_sections.h"

namespace concord::page {

class TypeReader {
 public:
  TypeReader(ObjectSections& sections, Diagnostics& findings) : sections_(sections), findings_(findings) {}

  // Adds `type`, `format`, `items`, `$ref`… to `out`. A type that nobody knows is a finding, and any type then.
  void read(Node& out, const Field& field);

 private:
  void read_one(Node& out, const Field& field, std::string_view written, int depth);
  bool read_values(Node& out, const Field& field, std::string_view written);
  bool read_alternatives(Node& out, const Field& field, std::string_view written, int depth);
  void read_items(Node& out, const Field& field, std::string_view written, int depth);
  bool read_word(Node& out, const Field& field, std::string_view written);
  bool read_object(Node& out, const Field& field, std::string_view written);
  void read_detail(Node& out, const Field& field, std::string_view detail);
  void report(const Field& field, std::string kind, std::string message, std::string hint);

  ObjectSections& sections_;
  Diagnostics& findings_;
};

// Whether `written` is a type by its words alone: "string", "Array of integers", "number(10)", "string or null".
bool is_type(std::string_view written);

}  // namespace concord::page
