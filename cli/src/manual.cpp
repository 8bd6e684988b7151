#include "manual.h"

#include <cctype>

namespace taraf::cli {
namespace {

/// Text that troff takes for nothing but text.
std::string plain(std::string_view text)
{
    std::string out;
    bool lineStarts = true;
    for (const char c : text) {
        if (lineStarts && (c == '.' || c == '\'')) out += "\\&";
        lineStarts = c == '\n';
        if (c == '\\') out += "\\e";
        else if (c == '-') out += "\\-";
        else out += c;
    }
    return out;
}

std::string upper(std::string text)
{
    for (char &c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

std::vector<CLI::App *> shown(CLI::App &app)
{
    return app.get_subcommands([](const CLI::App *each) { return !each->get_group().empty() && !each->get_name().empty(); });
}

std::string trimmed(const std::string &text)
{
    const auto first = text.find_first_not_of(' ');
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

enum class Which { All, ThoseOfEveryCommand };

void addOptions(std::string &page, const CLI::App &command, Which which = Which::All)
{
    const auto formatter = std::dynamic_pointer_cast<CLI::Formatter>(command.get_formatter());
    for (const CLI::Option *option : command.get_options()) {
        if (option->get_group().empty()) continue;
        if (which == Which::ThoseOfEveryCommand && (option->check_lname("help") || option->check_lname("version"))) continue;
        const bool positional = !option->nonpositional();
        page += ".TP\n.B " + plain(formatter->make_option_name(option, positional));
        const std::string more = trimmed(formatter->make_option_opts(option)); // its type, its default
        page += (more.empty() ? "" : " \\fR" + plain(more) + "\\fP") + std::string("\n");
        page += plain(option->get_description().empty() ? "\\&" : option->get_description()) + "\n";
    }
}

void addFooter(std::string &page, const CLI::App &command)
{
    if (command.get_footer().empty()) return;
    page += ".SH NOTES AND EXAMPLES\n.nf\n" + plain(command.get_footer()) + "\n.fi\n";
}

std::string usageOf(const CLI::App &command)
{
    std::string usage = "[OPTIONS]";
    const auto formatter = std::dynamic_pointer_cast<CLI::Formatter>(command.get_formatter());
    for (const CLI::Option *option : command.get_options()) {
        if (option->nonpositional()) continue;
        const std::string name = formatter->make_option_name(option, true) + (option->get_items_expected_max() > 1 ? "..." : "");
        usage += option->get_required() ? " " + name : " [" + name + "]";
    }
    return usage;
}

/// A page as far as all have it alike.
std::string headOf(const CLI::App &app, const std::string &name, std::string about)
{
    if (const auto end = about.find('\n'); end != std::string::npos) about.resize(end);
    while (about.ends_with('.')) about.pop_back();
    return ".TH " + upper(name) + " 1 \"\" \"" + app.version() + "\" Taraf\n.SH NAME\n" + plain(name) + " \\- " + plain(about) + "\n";
}

ManualPage pageOf(const CLI::App &app, CLI::App &command)
{
    const std::string name = "taraf-" + command.get_name();
    std::string page = headOf(app, name, command.get_description()) + ".SH SYNOPSIS\n";
    const auto parts = shown(command);
    if (parts.empty()) page += ".B taraf " + command.get_name() + "\n" + plain(usageOf(command)) + "\n";
    for (const CLI::App *part : parts) {
        page += (part == parts.front() ? "" : ".br\n") + std::string(".B taraf ") + command.get_name() + " " + part->get_name() + "\n" + plain(usageOf(*part)) + "\n";
    }
    page += ".SH DESCRIPTION\n" + plain(command.get_description()) + ".\n";
    if (!parts.empty()) page += ".SH COMMANDS\n";
    for (const CLI::App *part : parts) {
        page += ".SS " + part->get_name() + "\n" + plain(part->get_description()) + ".\n";
        addOptions(page, *part);
        if (!part->get_footer().empty()) page += ".PP\n.nf\n" + plain(part->get_footer()) + "\n.fi\n";
    }
    page += ".SH OPTIONS\n";
    addOptions(page, command);
    addOptions(page, app, Which::ThoseOfEveryCommand);
    addFooter(page, command);
    page += ".SH EXIT STATUS\n0 done, 1 failed, 2 wrong usage, 3 done, but some files failed.\n.SH SEE ALSO\n.BR taraf (1)\n";
    return {.name = name + ".1", .roff = std::move(page)};
}

} // namespace

std::vector<ManualPage> manualOf(CLI::App &app)
{
    std::string page = headOf(app, "taraf", app.get_description());
    page += ".SH SYNOPSIS\n.B taraf\nCOMMAND [OPTIONS]\n.SH DESCRIPTION\n" + plain(app.get_description()) + "\n.SH COMMANDS\n";
    std::vector<ManualPage> pages{{}};
    for (CLI::App *command : shown(app)) {
        page += ".TP\n.BR taraf\\-" + plain(command->get_name()) + " (1)\n" + plain(command->get_description()) + "\n";
        pages.push_back(pageOf(app, *command));
    }
    page += ".SH OPTIONS\n";
    addOptions(page, app);
    addFooter(page, app);
    page += ".SH FILES\n.TP\n.I ~/.local/share/taraf/library.db\nWhat Taraf knows.\n.TP\n.I ~/.cache/taraf\nWhat it can make again.\n"
            ".SH ENVIRONMENT\n.TP\n.B TARAF_HOME\nA folder for both instead.\n"
            ".SH EXIT STATUS\n0 done, 1 failed, 2 wrong usage, 3 done, but some files failed.\n";
    pages.front() = {.name = "taraf.1", .roff = std::move(page)};
    return pages;
}

} // namespace taraf::cli
