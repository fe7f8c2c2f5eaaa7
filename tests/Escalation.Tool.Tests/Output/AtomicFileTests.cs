using Escalation.Tests.Shared;
using Escalation.Tool.Output;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Output;

public class AtomicFileTests
{
    [Fact]
    public void A_file_is_created_and_replaced_without_leftovers()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("certificate.json");
        AtomicFile.Write(path, "first"u8);
        Assert.Equal("first", File.ReadAllText(path));
        AtomicFile.Write(path, "second"u8);
        Assert.Equal("second", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.FullName));
    }

    [Fact]
    public void A_target_that_cannot_be_replaced_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("taken");
        Directory.CreateDirectory(path);
        Assert.Contains("is a directory", Assert.Throws<ToolException>(() => AtomicFile.Write(path, "x"u8)).Message, StringComparison.Ordinal);
        Assert.Contains("no such folder", Assert.Throws<ToolException>(() => AtomicFile.Write(folder.PathOf("none/file"), "x"u8)).Message, StringComparison.Ordinal);
        Assert.Throws<ToolException>(() => AtomicFile.Write(folder.PathOf(new string('n', 300)), "x"u8));
        Assert.Throws<ToolException>(() => AtomicFile.Write("a\0b", "x"u8));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.FullName));
    }

    [Fact]
    public void A_device_is_written_and_stays_a_device()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        AtomicFile.Write("/dev/null", "x"u8);
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }
}
