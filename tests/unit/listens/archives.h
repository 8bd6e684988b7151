/// @file Archives as tests need them: written by KArchive, and some by hand.
#pragma once

#include <KCompressionDevice>
#include <KTar>
#include <KZip>
#include <QBuffer>
#include <string>
#include <utility>
#include <vector>

namespace taraf::listens {

using Files = std::vector<std::pair<std::string, std::string>>;

inline std::string packed(std::string_view content, KCompressionDevice::CompressionType type)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    KCompressionDevice device(&buffer, false, type);
    device.open(QIODevice::WriteOnly);
    device.write(content.data(), static_cast<qint64>(content.size()));
    device.close();
    return bytes.toStdString();
}

template<class Archive> std::string archived(const Files &files)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    Archive archive(&buffer);
    archive.open(QIODevice::WriteOnly);
    for (const auto &[name, content] : files) {
        archive.writeFile(QString::fromStdString(name), QByteArrayView(content.data(), static_cast<qsizetype>(content.size())));
    }
    archive.close();
    return bytes.toStdString();
}

inline std::string tarOf(const Files &files) { return archived<KTar>(files); }
inline std::string zipOf(const Files &files) { return archived<KZip>(files); }

/// The head of a file in a tar, with its checksum.
inline std::string tarHead(const std::string &name, std::uint64_t size, char type = '0', const std::string &prefix = {})
{
    std::string head(512, '\0');
    head.replace(0, name.size(), name);
    head.replace(100, 7, "0000644");
    char digits[16];
    std::snprintf(digits, sizeof digits, "%011llo", static_cast<unsigned long long>(size));
    head.replace(124, 11, digits);
    head.replace(136, 11, "00000000000");
    head[156] = type;
    head.replace(257, 8, std::string("ustar\00000", 8));
    head.replace(345, prefix.size(), prefix);
    unsigned sum = 8 * ' ';
    for (const char c : head) sum += static_cast<unsigned char>(c);
    std::snprintf(digits, sizeof digits, "%06o", sum);
    head.replace(148, 6, digits);
    head[155] = ' ';
    return head;
}

inline std::string inTar(const std::string &name, const std::string &content, char type = '0', const std::string &prefix = {})
{
    return tarHead(name, content.size(), type, prefix) + content + std::string((512 - content.size() % 512) % 512, '\0');
}

} // namespace taraf::listens
