#include "sqlite.h"

#include <sqlite3.h>

namespace concord::history {

namespace {

[[noreturn]] void fail(sqlite3* database, int code) {
  throw SqliteFault(code, database ? sqlite3_errmsg(database) : sqlite3_errstr(code));
}

// ":memory:" and "file:x" are names of files like others, whatever SQLite was built to take them for.
std::string file_name(const std::string& path) { return path.starts_with('/') ? path : "./" + path; }

std::string uri_of(const std::string& path) {
  std::string uri = "file:";
  for (const char c : file_name(path)) {
    if (c == '%' || c == '?' || c == '#') uri += c == '%' ? "%25" : c == '?' ? "%3f" : "%23";
    else uri += c;
  }
  return uri;
}

}  // namespace

bool SqliteFault::is_busy() const { return (code_ & 0xff) == SQLITE_BUSY || (code_ & 0xff) == SQLITE_LOCKED; }
bool SqliteFault::is_damage() const { return (code_ & 0xff) == SQLITE_CORRUPT; }
bool SqliteFault::is_no_database() const { return (code_ & 0xff) == SQLITE_NOTADB; }

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
void Database::Close::operator()(sqlite3* database) const { sqlite3_close(database); }

Statement::Statement(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  statement_.reset(statement);
  if (code != SQLITE_OK) fail(database, code);
}

void Statement::restart() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

bool Statement::next() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(sqlite3_db_handle(statement_.get()), code);
}

void Statement::bind(int place, std::int64_t value) { sqlite3_bind_int64(statement_.get(), place, value); }

void Statement::bind(int place, std::string_view value) {
  const char* bytes = value.empty() ? "" : value.data();
  const int code = sqlite3_bind_text64(statement_.get(), place, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) fail(sqlite3_db_handle(statement_.get()), code);
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_.get(), column); }
double Statement::real(int column) const { return sqlite3_column_double(statement_.get(), column); }
bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (!bytes) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Database::Database(const std::string& path, bool may_create, int wait_ms)
    : Database(file_name(path), SQLITE_OPEN_READWRITE | (may_create ? SQLITE_OPEN_CREATE : 0), wait_ms) {}

Database Database::for_reading(const std::string& path, bool is_alone, int wait_ms) {
  return {is_alone ? uri_of(path) + "?immutable=1" : file_name(path),
          SQLITE_OPEN_READONLY | (is_alone ? SQLITE_OPEN_URI : 0), wait_ms};
}

Database::Database(const std::string& name, int flags, int wait_ms) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &database, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(database);
  if (code != SQLITE_OK) fail(database, code);
  sqlite3_busy_timeout(database, wait_ms);
}

void Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(database_.get(), code);
}

std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(database_.get()); }
bool Database::has_changed() const { return sqlite3_changes(database_.get()) != 0; }

std::int64_t Database::number_of(std::string_view sql) const {
  Statement statement = prepare(sql);
  return statement.next() ? statement.number(0) : 0;
}

LinksUnchecked::LinksUnchecked(Database& database) : database_(database) {
  database.execute("PRAGMA foreign_keys = OFF");
}

LinksUnchecked::~LinksUnchecked() {
  try {
    database_.execute("PRAGMA foreign_keys = ON");
  } catch (const SqliteFault&) {  // then whatever comes next fails, and says why
  }
}

Transaction::~Transaction() {
  if (is_over_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const SqliteFault&) {  // it is rolled back when the file is opened next
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  is_over_ = true;
}

}  // namespace concord::history
