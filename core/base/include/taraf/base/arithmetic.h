/// @file One line of the arithmetic behind an answer.
#pragma once

#include <string>

namespace taraf {

/// What was counted, how much, and what that means in words. Lines stand in the order in which they were reckoned.
struct ArithmeticLine {
    std::string label; ///< a few words: "overall cosine"
    double value = 0;  ///< in the unit that the text names; without one a plain number
    std::string text;  ///< for people; may be empty

    friend bool operator==(const ArithmeticLine &, const ArithmeticLine &) = default;
};

} // namespace taraf
