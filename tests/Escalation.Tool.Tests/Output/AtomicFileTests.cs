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

    [Fact]
    public void A_part_is_not_begun_beside_a_device_and_shared_memory_holds_files()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Opened only: a finished part would take the place of the device.
        Assert.Contains("is a device", Assert.Throws<ToolException>(() => PartialFile.Open("/dev/null", resume: false)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists("/dev/null.partial"));
        if (!Directory.Exists("/dev/shm"))
        {
            return;
        }

        string shared = Path.Combine("/dev/shm", Path.GetRandomFileName());
        try
        {
            File.WriteAllText(shared, "longer than what follows");
            AtomicFile.Write(shared, "short"u8);
            Assert.Equal("short", File.ReadAllText(shared));
        }
        finally
        {
            File.Delete(shared);
        }
    }
}
