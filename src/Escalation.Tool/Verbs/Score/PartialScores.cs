using System.Buffers;
using System.Globalization;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Score;

/// <summary>Finds how far a cancelled run has come, and that its part belongs to these probes and activations.</summary>
/// <remarks>
/// Scoring gives the same bits every time, so rows can be checked by computing them again: the header, the number of every row, about a thousand rows spread over the
/// whole, and the last thousand. A line that the end of the run has torn is cut off. Rows of the activations that were changed in between, and lie between those checked,
/// go unnoticed.
/// </remarks>
internal sealed class PartialScores
{
    private const int Checked = 1_024;
    private const int ChunkBytes = 1 << 20;

    private readonly PartialFile _file;
    private readonly IRowScores _scores;
    private readonly ScoreSummary _summary;
    private readonly double[] _row;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly long _stride;
    private readonly long[] _starts = new long[Checked];

    internal PartialScores(PartialFile file, IRowScores scores, ScoreSummary summary)
    {
        _file = file;
        _scores = scores;
        _summary = summary;
        _row = new double[scores.Names.Count];
        _stride = Math.Max(1, scores.Rows / Checked);
    }

    /// <summary>Checks the part, adds its scores to the summary and leaves its stream behind the last whole row; an empty part gets its header.</summary>
    /// <returns>How many rows it holds.</returns>
    /// <exception cref="ToolException">Thrown when it was made by other probes, from other activations or not by this verb.</exception>
    internal long Resume(CancellationToken cancellationToken)
    {
        byte[] header = ScoreText.Header(_scores.Names);
        FileStream stream = _file.Stream;
        byte[] found = new byte[header.Length];
        int length = stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false);
        if (!found.AsSpan(0, length).SequenceEqual(header.AsSpan(0, length)))
        {
            throw Foreign("line 1: the columns are others");
        }

        if (length < header.Length)
        {
            stream.Position = 0;
            stream.Write(header.AsSpan());
            stream.SetLength(header.Length);
            return 0;
        }

        (long rows, long end) = Scan(header.Length, cancellationToken);
        CheckTail(rows, end, cancellationToken);
        stream.SetLength(end);
        stream.Position = end;
        return rows;
    }

    private (long Rows, long End) Scan(long start, CancellationToken cancellationToken)
    {
        byte[] chunk = new byte[ChunkBytes];
        long rows = 0, end = start;
        int kept = 0, read;
        while ((read = _file.Stream.Read(chunk.AsSpan(kept))) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> rest = chunk.AsSpan(0, kept + read);
            for (int feed; (feed = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(feed + 1)..])
            {
                CheckLine(rest[..(feed + 1)], rows);
                _starts[rows % Checked] = end;
                end += feed + 1;
                rows++;
            }

            kept = rest.Length;
            if (kept == chunk.Length)
            {
                throw Foreign(FormattableString.Invariant($"line {Line(rows)}: it has no end"));
            }

            rest.CopyTo(chunk);
        }

        return (rows, end);
    }

    private void CheckLine(ReadOnlySpan<byte> line, long row)
    {
        if (row >= _scores.Rows)
        {
            throw Foreign(FormattableString.Invariant($"line {Line(row)}: the activations have {Report.Count(_scores.Rows)} rows only"));
        }

        Span<byte> number = stackalloc byte[24];
        _ = row.TryFormat(number, out int digits, default, CultureInfo.InvariantCulture);
        number[digits++] = (byte)',';
        if (!line.StartsWith(number[..digits]))
        {
            throw Foreign(FormattableString.Invariant($"line {Line(row)}: row {row} was expected"));
        }

        if (!TryParse(line[digits..^1]))
        {
            throw Foreign(FormattableString.Invariant($"line {Line(row)}: it does not hold {_row.Length} finite numbers"));
        }

        _summary.Add(1, _row);
        if (row % _stride == 0)
        {
            RequireSame(line, row);
        }
    }

    private bool TryParse(ReadOnlySpan<byte> fields)
    {
        for (int probe = 0; probe < _row.Length; probe++)
        {
            int comma = fields.IndexOf((byte)',');
            if (comma < 0 != (probe == _row.Length - 1))
            {
                return false;
            }

            ReadOnlySpan<byte> field = comma < 0 ? fields : fields[..comma];
            if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _row[probe]) || !double.IsFinite(_row[probe]))
            {
                return false;
            }

            fields = fields[(comma + 1)..];
        }

        return true;
    }

    private void CheckTail(long rows, long end, CancellationToken cancellationToken)
    {
        long first = Math.Max(0, rows - Checked);
        if (first == rows)
        {
            return;
        }

        FileStream stream = _file.Stream;
        stream.Position = _starts[first % Checked];
        byte[] tail = new byte[checked((int)(end - stream.Position))];
        stream.ReadExactly(tail);
        ReadOnlySpan<byte> rest = tail;
        for (long row = first; row < rows; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int feed = rest.IndexOf((byte)'\n');
            RequireSame(rest[..(feed + 1)], row);
            rest = rest[(feed + 1)..];
        }
    }

    private void RequireSame(ReadOnlySpan<byte> line, long row)
    {
        _scores.Compute(row, 1, _row);
        _line.ResetWrittenCount();
        ScoreText.Append(_line, row, 1, _row);
        if (!line.SequenceEqual(_line.WrittenSpan))
        {
            throw Foreign(FormattableString.Invariant($"line {Line(row)}: row {row} has other scores now"));
        }
    }

    private static long Line(long row) => row + 2;

    /// <summary>The part may be worth something to somebody, so it stays.</summary>
    private ToolException Foreign(string difference)
    {
        _file.Keep();
        return new ToolException($"{_file.Path}: {difference}, so it was not made by these probes from these activations; delete it, or run without --resume");
    }
}
