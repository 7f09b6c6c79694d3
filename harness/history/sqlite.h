// SQLite, as far as the history needs it. Faults of the library are SqliteFault: caught at the public functions of this
// module and never seen above them.
#pragma once
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace concord::history {

// "database is locked", "database disk image is malformed", with the library's code.
class SqliteFault : public std::runtime_error {
 public:
  SqliteFault(int code, const std::string& message) : std::runtime_error(message), code_(code) {}
  int code() const { return code_; }
  bool is_busy() const;      // another process held it longer than the wait
  bool is_no_database() const;
  bool is_damage() const;

 private:
  int code_;
};

// One prepared statement. Parameters count from 1, columns from 0. A text that was bound must live until the next call
// of bind or until it was stepped to its end.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  // Starts again with these parameters, in order.
  template <class... Values>
  Statement& with(const Values&... values) {
    restart();
    int place = 0;
    (bind(++place, values), ...);
    return *this;
  }
  bool next();                // whether there is a row
  void run() { while (next()) {} }

  std::int64_t number(int column) const;
  double real(int column) const;
  std::string text(int column) const;
  bool is_null(int column) const;

 private:
  void restart();
  void bind(int place, std::int64_t value);
  void bind(int place, std::uint64_t value) { bind(place, static_cast<std::int64_t>(value)); }
  void bind(int place, int value) { bind(place, static_cast<std::int64_t>(value)); }
  void bind(int place, bool value) { bind(place, static_cast<std::int64_t>(value)); }
  void bind(int place, std::string_view value);
  void bind(int place, const std::string& value) { bind(place, std::string_view(value)); }
  void bind(int place, const char* value) { bind(place, std::string_view(value)); }

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// A connection; not thread-safe.
class Database {
 public:
  // Makes the file when `may_create`. Waits `wait_ms` at most for another process. Every path is that of a file.
  Database(const std::string& path, bool may_create, int wait_ms);
  // One that cannot be written. `is_alone`: nobody writes it, and no lock is taken, which would need a file beside it.
  static Database for_reading(const std::string& path, bool is_alone, int wait_ms);

  void execute(const std::string& sql);  // one or more statements, without rows
  Statement prepare(std::string_view sql) const { return Statement(database_.get(), sql); }
  std::int64_t last_row() const;         // the id of what was inserted last
  bool has_changed() const;              // whether the last statement that was to change rows changed one
  std::int64_t number_of(std::string_view sql) const;  // the one number of its one row, 0 without one

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  Database(const std::string& name, int flags, int wait_ms);

  std::unique_ptr<sqlite3, Close> database_;
};

// What a night adds belongs to rows that were found or made in the same transaction: to look each up once more would be
// a tenth of what remembering costs. And what goes is looked for where there is no index. (`concord history check`
// looks at all links.) Outside of a transaction, inside one nothing would change.
class LinksUnchecked {
 public:
  explicit LinksUnchecked(Database& database);
  LinksUnchecked(const LinksUnchecked&) = delete;
  LinksUnchecked& operator=(const LinksUnchecked&) = delete;
  ~LinksUnchecked();

 private:
  Database& database_;
};

// Rolled back unless it was committed. Takes the right to write at once, so that two who write wait for each other
// before they have read.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database.execute("BEGIN IMMEDIATE"); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& database_;
  bool is_over_ = false;
};

}  // namespace concord::history
