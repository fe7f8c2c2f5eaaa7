using System.IO.Compression;
using System.Text;

namespace Escalation.Tool.Tests.Support;

/// <summary>Text as a gzip file holds it.</summary>
internal static class Compressed
{
    internal static byte[] Gzip(string content)
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(content));
        }

        return target.ToArray();
    }
}
