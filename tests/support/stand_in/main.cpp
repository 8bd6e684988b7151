#include "gtest/gtest.h"

namespace testing::stand_in {
namespace {

int failures = 0;
bool skipped = false;

} // namespace

std::vector<Case> &cases()
{
    static std::vector<Case> all;
    return all;
}

bool add(std::string name, void (*run)())
{
    cases().push_back({std::move(name), run});
    return true;
}

Report::Report(Kind kind, const char *file, int line, std::string what) : m_kind(kind)
{
    m_text << file << ':' << line << ": " << what << ' ';
}

Report::~Report()
{
    std::cout << m_text.str() << '\n';
    if (m_kind == Kind::Failure) ++failures;
    else skipped = true;
}

} // namespace testing::stand_in

int main()
{
    using namespace testing::stand_in;
    for (const Case &test : cases()) {
        const int before = failures;
        skipped = false;
        test.run();
        std::cout << (failures > before ? "[  FAILED  ] " : skipped ? "[  SKIPPED ] " : "[       OK ] ") << test.name << std::endl;
    }
    std::cout << cases().size() << " tests, " << failures << " failures\n";
    return failures == 0 && !cases().empty() ? 0 : 1;
}
