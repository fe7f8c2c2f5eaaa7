using System.Text;
using Escalation.Journal;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Journal;

public class JournalLineReaderTests
{
    [Fact]
    public void Lines_come_out_as_they_went_in_whatever_the_sizes_of_reads()
    {
        Gen<(int[] Lengths, int Step, bool Terminated)> gen =
            from lengths in Gen.Choose(0, 9000).ArrayOf()
            from step in Gen.Choose(1, 70_000)
            from terminated in Gen.Elements(true, false)
            select (lengths, step, terminated);

        Prop.ForAll(gen.ToArbitrary(), input =>
        {
            string[] lines = [.. input.Lengths.Select((length, i) => new string((char)('a' + (i % 26)), length))];
            string text = string.Join('\n', lines) + (input.Terminated && lines.Length > 0 ? "\n" : "");
            using var stream = new DripStream(Encoding.UTF8.GetBytes(text), input.Step);
            var reader = new JournalLineReader(stream);
            long offset = 0;
            string[] expected = text.Length == 0 ? [] : text.EndsWith('\n') ? text[..^1].Split('\n') : text.Split('\n');
            for (int i = 0; i < expected.Length; i++)
            {
                bool last = i == expected.Length - 1;
                if (!reader.TryRead(out JournalLine line)
                    || Encoding.UTF8.GetString(line.Bytes.Span) != expected[i]
                    || line.Offset != offset
                    || line.IsTerminated != (!last || text.EndsWith('\n')))
                {
                    return false;
                }

                offset += expected[i].Length + 1;
            }

            return !reader.TryRead(out _);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_endless_line_costs_bounded_memory()
    {
        using var stream = new DripStream(new byte[3 * JournalWriter.MaximumRecordBytes], 1 << 20);
        var reader = new JournalLineReader(stream);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(reader.TryRead(out JournalLine line));
        Assert.True(line.IsOversized);
        Assert.False(line.IsTerminated);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 5L * JournalWriter.MaximumRecordBytes);
    }

    private sealed class DripStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(step, buffer.Length)]);
    }
}
