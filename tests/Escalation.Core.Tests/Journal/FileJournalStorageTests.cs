using System.Diagnostics;
using Escalation.Auditing;
using Escalation.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Journal;

public class FileJournalStorageTests
{
    [Fact]
    public async Task A_second_writer_through_a_link_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("journal.jsonl");
        string link = folder.PathOf("link.jsonl");
        string linkToLink = folder.PathOf("link-to-link.jsonl");
        File.CreateSymbolicLink(link, path);
        File.CreateSymbolicLink(linkToLink, link);

        await using (JournalWriter.Open(path))
        {
            Assert.Throws<JournalLockedException>(() => JournalWriter.Open(link));
            Assert.Throws<JournalLockedException>(() => JournalWriter.Open(linkToLink));
        }

        await using JournalWriter second = JournalWriter.Open(linkToLink);
        Assert.Throws<JournalLockedException>(() => JournalWriter.Open(path));
        await second.AppendAsync(JournalWriterTests.Record(1));
        Assert.Equal(JournalWriterTests.Lines(1), await File.ReadAllTextAsync(path));
    }

    [Fact]
    public void A_link_to_nothing_yet_makes_the_file_it_names()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.PathOf("link.jsonl"), "journal.jsonl");

        JournalWriter.Open(folder.PathOf("link.jsonl")).Dispose();

        Assert.True(File.Exists(folder.PathOf("journal.jsonl")));
        Assert.True(File.Exists(folder.PathOf("journal.jsonl" + FileJournalStorage.LockSuffix)));
    }

    [Theory]
    [InlineData("/dev/full")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    public async Task A_device_is_refused_at_once(string device)
    {
        if (!File.Exists(device))
        {
            return;
        }

        // Without rights to the device's folder the opening gets no further than the lock.
        Assert.True(await FaultOf(() => JournalWriter.Open(device).Dispose()) is IOException or UnauthorizedAccessException);
        Assert.True(await FaultOf(() => AuditLog.Open(device).Dispose()) is IOException or UnauthorizedAccessException);
    }

    [Fact]
    public async Task A_pipe_is_refused_at_once_and_leaves_no_lock()
    {
        using var folder = new TemporaryFolder();
        string pipe = folder.PathOf("pipe");
        if (!OperatingSystem.IsLinux() || !MakePipe(pipe))
        {
            return;
        }

        Assert.IsType<JournalDamagedException>(await FaultOf(() => JournalWriter.Open(pipe).Dispose()));
        Assert.False(File.Exists(pipe + FileJournalStorage.LockSuffix));
    }

    [Fact]
    public void A_storage_without_an_end_is_read_up_to_the_length_it_had()
    {
        var endless = new EndlessStorage();

        using JournalWriter journal = JournalWriter.Open(endless);

        Assert.Equal(new JournalRecovery(0, 0, 0), journal.Recovery);
        Assert.Equal(0, endless.Reads);
    }

    private static Task<Exception?> FaultOf(Action open) => Task.Run<Exception?>(() => Record.Exception(open)).WaitAsync(TimeSpan.FromSeconds(30));

    private static bool MakePipe(string path)
    {
        using Process made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return made.ExitCode == 0;
    }

    private sealed class EndlessStorage : IJournalStorage
    {
        public int Reads { get; private set; }

        public long Length => 0;

        public int Read(long offset, Span<byte> buffer)
        {
            Reads++;
            return buffer.Length;
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

        public void SetLength(long length) => throw new NotSupportedException();

        public void Flush() => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
