using System.IO.Compression;
using System.Text;

namespace Escalation.Tool.Tests.Support;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("escalation-tool-tests-");

    internal string FullName => _folder.FullName;

    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    internal string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    internal string Write(string name, byte[] content)
    {
        string path = PathOf(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    internal static byte[] Gzip(string content)
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(content));
        }

        return target.ToArray();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
