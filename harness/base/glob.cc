// All places of the pattern that the text read so far can have led to, advanced by one character at a time: no way
// back, so no pattern of many stars takes long.
#include <concord/base/glob.h>

#include <vector>

namespace concord::base {
namespace {

struct Piece {
  enum class Kind { Character, Star, Stars } kind;
  char character;
};

std::vector<Piece> pieces_of(std::string_view glob, bool has_separator) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < glob.size(); ++i) {
    if (glob[i] != '*') {
      pieces.push_back({Piece::Kind::Character, glob[i]});
      continue;
    }
    const std::size_t first = i;
    while (i + 1 < glob.size() && glob[i + 1] == '*') ++i;
    pieces.push_back({i > first || !has_separator ? Piece::Kind::Stars : Piece::Kind::Star, '*'});
  }
  return pieces;
}

// A star may also stand for nothing.
void pass_stars(const std::vector<Piece>& pieces, std::vector<char>& places) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (places[i] && pieces[i].kind != Piece::Kind::Character) places[i + 1] = 1;
  }
}

}  // namespace

bool matches_glob(std::string_view glob, std::string_view text, std::optional<char> separator) {
  const std::vector<Piece> pieces = pieces_of(glob, separator.has_value());
  std::vector<char> places(pieces.size() + 1), next(pieces.size() + 1);
  places[0] = 1;
  pass_stars(pieces, places);
  for (const char c : text) {
    std::fill(next.begin(), next.end(), 0);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (!places[i]) continue;
      const Piece& piece = pieces[i];
      if (piece.kind == Piece::Kind::Character) next[i + 1] = next[i + 1] || piece.character == c;
      else if (piece.kind == Piece::Kind::Stars || c != separator) next[i] = 1;
    }
    pass_stars(pieces, next);
    places.swap(next);
  }
  return places.back() != 0;
}

}  // namespace concord::base
