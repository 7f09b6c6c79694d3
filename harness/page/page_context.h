// Where in a page the reader is: the headings and tabs that are open, and what they say about what follows.
#pragma once
#include "page_model.h"

namespace concord::page {

class PageContext {
 public:
  void open_heading(const Block& heading);
  void open_tab(const std::string& title);
  void close_tab();
  void close_tabs() { tabs_.clear(); }
  // A line before a sample or a table that says what it is; counts for the next one only.
  void say(std::string_view line);
  // A line that says of which status what follows is: "Status: 201 Created".
  void say_status(const std::string& status) { line_status_ = status; }
  // The next sample is that answer.
  void say_answer(const std::string& status) { said_ = Part::Response, said_status_ = status; }
  // A new request begins: what was said about the one before does not count.
  void restart();
  // As if a heading "Response" stood here; tags do so.
  void set_part(Part part, std::string status = {});

  Part part() const;
  Part part_of_sample() const;                          // also by the line before it
  Part part_of_line() const { return said_of_table_; }  // what the line before a table says of it
  std::string status() const;                           // "" when neither tab, heading nor line names one
  std::string status_of_fields() const;                 // of a table: a line that names an error says nothing of it
  bool is_error() const;                                // the heading or tab says "error"
  std::string title() const;                            // of the innermost tab, else ""
  bool is_at_start() const { return is_at_start_; }     // no heading since the request began but its own
  const Block& heading() const { return heading_; }
  // A line in bold below the heading, which says no part by itself: perhaps the name of an object.
  const std::string& bold() const { return bold_; }
  void forget_sentence() { said_ = said_of_table_ = Part::None; }

 private:
  struct Level {
    int level = 0;
    Part part = Part::None;
    std::string status;
    bool is_error = false;
  };
  std::vector<Level> levels_;
  std::vector<std::string> tabs_;
  Block heading_;
  std::string bold_;
  Part said_ = Part::None;
  Part said_of_table_ = Part::None;
  std::string said_status_;
  std::string line_status_;
  bool has_heading_ = false;
  bool is_at_start_ = false;
  bool is_own_heading_ = false;  // the next heading is that of the request
};

}  // namespace concord::page
