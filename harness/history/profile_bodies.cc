#include "profile_bodies.h"

namespace concord::history {

namespace {

// So many bodies are looked for among those that were made; a run that makes more has few that are alike.
constexpr std::size_t most_known = 1'000;

}  // namespace

std::string body_of_case(const Database& database, std::int64_t of_case) {
  Statement select = database.prepare(
      "SELECT b.body FROM case_profiles p JOIN profile_bodies b ON b.id = p.body WHERE p.of_case = ?");
  return select.with(of_case).next() ? select.text(0) : std::string();
}

ProfileBodies::ProfileBodies(Database& database)
    : database_(database), make_(database.prepare("INSERT INTO profile_bodies(body) VALUES(?)")) {}

std::int64_t ProfileBodies::row_of(const std::string& body) {
  const auto known = rows_.find(body);
  if (known != rows_.end()) return known->second;
  make_.with(body).run();
  const std::int64_t row = database_.last_row();
  if (rows_.size() < most_known) rows_.emplace(body, row);
  return row;
}

void forget_unused_bodies(Database& database) {
  database.execute("DELETE FROM profile_bodies WHERE id NOT IN (SELECT body FROM case_profiles)");
}

}  // namespace concord::history
