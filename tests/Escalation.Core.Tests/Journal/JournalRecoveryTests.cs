using System.Text;
using Escalation.Journal;

namespace Escalation.Core.Tests.Journal;

public class JournalRecoveryTests
{
    [Fact]
    [Trait("Row", "95")]
    public void Cut_at_any_byte_the_whole_records_remain_and_the_rest_is_reported()
    {
        byte[] whole = Encoding.UTF8.GetBytes(JournalWriterTests.Lines(12));
        for (int length = 0; length <= whole.Length; length++)
        {
            var storage = new MemoryJournalStorage(whole[..length]);
            using JournalWriter journal = JournalWriter.Open(storage);

            int sound = whole[..length].AsSpan().LastIndexOf((byte)'\n') + 1;
            int records = whole[..length].Count(b => b == '\n');
            Assert.Equal(new JournalRecovery(records, sound, length - sound), journal.Recovery);
            Assert.Equal(whole[..sound], storage.Bytes);
        }
    }

    [Theory]
    [Trait("Row", "95")]
    [InlineData("{\"a\":1}\n{\"a\":", 5)]
    [InlineData("{\"a\":1}\n{\"a\":2}", 7)]
    [InlineData("{\"a\":1}\n\0\0\0", 3)]
    public void A_last_line_without_its_line_feed_is_cut_off(string text, int truncated)
    {
        var storage = new MemoryJournalStorage(Encoding.UTF8.GetBytes(text));
        using JournalWriter journal = JournalWriter.Open(storage);

        Assert.Equal(new JournalRecovery(1, 8, truncated), journal.Recovery);
        Assert.Equal(8, storage.Length);
    }

    [Theory]
    [Trait("Row", "96")]
    [InlineData("{\"a\":1}\n{\"a\"\n{\"a\":3}\n", 2, 8)]
    [InlineData("{\"a\"\n{\"a\":3}\n", 1, 0)]
    [InlineData("{\"a\":1}\n\n\n", 2, 8)]
    [InlineData("{\"a\":1}\n\0\0\n{\"a\":3", 2, 8)]
    [InlineData("{\"a\":1}\n\0\0\0\0\0\n", 2, 8)]
    [InlineData("{\"a\":1}\n{\"a\":\n", 2, 8)]
    [InlineData("{\"a\":1}\n\n", 2, 8)]
    [InlineData("{\"a\"\n", 1, 0)]
    public void A_complete_line_that_is_no_record_is_refused_and_left_as_it_is(string text, long record, long offset)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var storage = new MemoryJournalStorage(bytes);

        JournalDamagedException fault = Assert.Throws<JournalDamagedException>(() => JournalWriter.Open(storage));

        Assert.Equal((record, offset), (fault.Record, fault.Offset));
        Assert.Equal(bytes, storage.Bytes);
        Assert.Equal(0, storage.Operations);
        Assert.Equal(1, storage.Disposals);
    }

    [Theory]
    [InlineData("name,score\n1,2\n")]
    [InlineData("just one line")]
    [InlineData("\0\0\0\0")]
    [InlineData("[1,2,3]")]
    public void A_file_that_is_something_else_stays_untouched(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var storage = new MemoryJournalStorage(bytes);

        Assert.Throws<JournalDamagedException>(() => JournalWriter.Open(storage));
        Assert.Equal(bytes, storage.Bytes);
    }

    [Fact]
    [Trait("Row", "96")]
    public void A_line_beyond_the_limit_in_the_middle_is_damage()
    {
        byte[] bytes = [.. "{\"a\":1}\n"u8, .. new byte[JournalWriter.MaximumRecordBytes + 1], .. "\n{\"a\":1}\n"u8];
        var storage = new MemoryJournalStorage(bytes);

        JournalDamagedException fault = Assert.Throws<JournalDamagedException>(() => JournalWriter.Open(storage));
        Assert.Equal((2L, 8L), (fault.Record, fault.Offset));
    }

    [Fact]
    public void A_tail_too_long_to_be_the_prefix_of_a_record_is_damage()
    {
        byte[] bytes = [.. "{\"a\":1}\n{"u8, .. new byte[JournalWriter.MaximumRecordBytes]];
        var storage = new MemoryJournalStorage(bytes);

        JournalDamagedException fault = Assert.Throws<JournalDamagedException>(() => JournalWriter.Open(storage));
        Assert.Equal((2L, 8L), (fault.Record, fault.Offset));
        Assert.Equal(bytes.Length, storage.Length);
    }

    [Fact]
    public void The_owner_of_a_journal_checks_each_record_once_and_in_order()
    {
        var format = new CountingFormat(refuse: 3);
        var storage = new MemoryJournalStorage(Encoding.UTF8.GetBytes(JournalWriterTests.Lines(5)));

        JournalDamagedException fault = Assert.Throws<JournalDamagedException>(() => JournalWriter.Open(storage, JournalDurability.Written, format));
        Assert.Equal(3, fault.Record);
        Assert.Contains("odd one out", fault.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], format.Positions);
    }

    private sealed class CountingFormat(long refuse) : IJournalFormat
    {
        public List<long> Positions { get; } = [];

        public string? Check(long position, ReadOnlyMemory<byte> record)
        {
            Positions.Add(position);
            return position == refuse ? "odd one out." : null;
        }

        public bool CanBegin(ReadOnlySpan<byte> bytes) => true;
    }
}
