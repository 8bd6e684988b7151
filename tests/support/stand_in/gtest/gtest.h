/// @file The few GoogleTest macros that the tests of the tensor rooms use, for machines without GoogleTest.
#pragma once

#include <cmath>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace testing::stand_in {

struct Case {
    std::string name;
    void (*run)();
};

std::vector<Case> &cases();
bool add(std::string name, void (*run)());

/// Collects a message and reports it when the statement ends.
class Report
{
public:
    enum class Kind { Failure, Skip };
    Report(Kind kind, const char *file, int line, std::string what);
    Report(const Report &) = delete;
    Report &operator=(const Report &) = delete;
    ~Report();
    template<class T> Report &operator<<(const T &value)
    {
        m_text << value;
        return *this;
    }

private:
    Kind m_kind;
    std::ostringstream m_text;
};

/// Gives `return Returned() = Report(…) << …;` the type void.
struct Returned {
    void operator=(const Report &) const {}
};

} // namespace testing::stand_in

#define TARAF_REPORT(kind, what) ::testing::stand_in::Report(::testing::stand_in::Report::Kind::kind, __FILE__, __LINE__, what)
#define TEST(suite, name)                                                                                                 \
    static void suite##_##name();                                                                                         \
    static const bool suite##_##name##_added = ::testing::stand_in::add(#suite "." #name, &suite##_##name);               \
    static void suite##_##name()
#define EXPECT_TRUE(condition)                                                                                            \
    if (condition) {                                                                                                      \
    } else                                                                                                                \
        TARAF_REPORT(Failure, #condition)
#define ASSERT_TRUE(condition)                                                                                            \
    if (condition) {                                                                                                      \
    } else                                                                                                                \
        return ::testing::stand_in::Returned() = TARAF_REPORT(Failure, #condition)
#define EXPECT_FALSE(condition) EXPECT_TRUE(!(condition))
#define ASSERT_FALSE(condition) ASSERT_TRUE(!(condition))
#define EXPECT_EQ(a, b) EXPECT_TRUE((a) == (b))
#define EXPECT_NE(a, b) EXPECT_TRUE((a) != (b))
#define EXPECT_LT(a, b) EXPECT_TRUE((a) < (b))
#define EXPECT_LE(a, b) EXPECT_TRUE((a) <= (b))
#define EXPECT_GT(a, b) EXPECT_TRUE((a) > (b))
#define EXPECT_GE(a, b) EXPECT_TRUE((a) >= (b))
#define EXPECT_NEAR(a, b, within) EXPECT_TRUE(std::abs((a) - (b)) <= (within))
#define ASSERT_EQ(a, b) ASSERT_TRUE((a) == (b))
#define ASSERT_NE(a, b) ASSERT_TRUE((a) != (b))
#define ASSERT_GT(a, b) ASSERT_TRUE((a) > (b))
#define ASSERT_GE(a, b) ASSERT_TRUE((a) >= (b))
#define ASSERT_LE(a, b) ASSERT_TRUE((a) <= (b))
#define ADD_FAILURE() TARAF_REPORT(Failure, "failed")
#define GTEST_SKIP() return ::testing::stand_in::Returned() = TARAF_REPORT(Skip, "skipped")
