#include <concord/history/drift_kinds.h>

#include <algorithm>

namespace concord::history {

namespace {

constexpr DriftKind kinds[] = {
    {"drift.member-gone", "a member that was always there is gone",
     R"(In two earlier runs of this case or more each answer with this status had the member, and now it has not, though
what it was in is there. Three runs are asked for where the operation has fewer than five answers, or where other
cases have it not. The documentation lets it be absent, or is silent. A member that came and went in one
case before is left alone.)"},
    {"drift.member-new", "a member is new that no answer had before",
     R"(No earlier answer of the operation with this status had it, in any case. It is documented, or the contract
lets further members be.)"},
    {"drift.member-undocumented", "a member is new, and in no documentation",
     R"(As drift.member-new, of a member that the check "undocumented" speaks of too: the API is ahead of its page.)"},
    {"drift.member-renamed", "a member has another name or another place",
     R"(A member is gone that was always there, and beside it is a new one with its types: first of all its name in another
spelling (sessionId, session_id). Or a new object has it. In lists, and wherever else the same member is renamed in the
same way, that is one finding.)"},
    {"drift.type", "a value has a type that it never had",
     R"(Of the JSON types; integers and other numbers are one. The contract allows it, or says no type.)"},
    {"drift.null", "a value is null that never was",
     R"(In two earlier runs of this case or more, and in five answers of the operation or more, it was something
else.)"},
    {"drift.form", "a text has lost its form",
     R"(In five earlier answers of the operation or more, all texts in this place were of one form (uuid, ulid, date,
date-time, url, email, jwt, phone, digits, hex, prefix-digits, constant for CARD_SWITCHER, opaque for a token), and now
one is not. Forms are seen, texts are not kept.)"},
    {"drift.enum", "a member of a documented list is there for the first time",
     R"(In twenty earlier answers or more only some of the values that the contract lists were seen in this place, and
now another is.)"},
    {"drift.range", "a number is far outside of what it was",
     R"(In twenty earlier answers of the operation or more all numbers in this place were positive or zero, and now one
is negative; or one is more than ten times as large, and at least a hundred; or all were at least a hundred, and one
is less than a tenth and not zero: cents for euros, milliseconds for seconds. The history keeps orders of magnitude,
never values.)"},
    {"drift.size", "a list or an answer is far outside of its sizes",
     R"(In twenty earlier answers of the operation or more a list was never empty, and now it is; or it has more than ten
times as many elements, and at least a hundred. Of a case in two earlier runs or more: an answer is ten times as large
as ever, and 64 KB more.)"},
    {"drift.content-type", "answers have another content type than before",
     R"(In two earlier runs of this case or more, answers with this status had another one, such as JSON where now an
HTML page comes.)"},
    {"drift.header-gone", "a header is gone that all answers had",
     R"(In five earlier answers of the operation or more. Headers of the transport (Date, Content-Length, Connection,
Content-Encoding, Vary, Server, caches) are left alone.)"},
    {"drift.status", "a case has a status that it never had",
     R"(In two earlier runs of this case or more, the operation never answered with it here. The status is
documented; one that is not fails the check "status.documented".)"},
    {"drift.error-code", "an error has another code than it had in this case",
     R"(Of members such as "code", "error" or "type" in answers from 400 on, which look like words of the API. In two
earlier runs of this case or more it was always the same one.)"},
    {"drift.success-code", "a success has another code in its envelope than it had in this case",
     R"(Of answers below 400: of members such as "resultCode" or "statusCode", and of "code" beside a message, at the top
or in an object such as "meta" or "result". In three earlier runs of this case or more it was always the same one. Kept
are words, and numbers of three digits at most.)"},
    {"drift.error-message", "an error has other words than it had in this case",
     R"(Of texts in answers from 400 on that are no codes, without what varies in them: numbers, texts in quotes, ids,
addresses. The history keeps a digest of the words, never the words.)"},
    {"drift.latency", "answers take far longer than they ever did",
     R"(Ten times the longest time that this case took in two earlier runs or more, and at least a second more: 12 s
where it was 50 ms, and never 3 ms where it was 1 ms.)"},
};

}  // namespace

std::span<const DriftKind> drift_kinds() { return kinds; }

std::vector<std::string> drift_level_names() {
  std::vector<std::string> names{"drift"};
  for (const DriftKind& kind : kinds) names.emplace_back(kind.id);
  return names;
}

bool is_drift(std::string_view id) {
  const auto is_named = [&](const DriftKind& one) { return one.id == id; };
  return id == "drift" || std::any_of(std::begin(kinds), std::end(kinds), is_named);
}

}  // namespace concord::history
