using System.Buffers;
using System.Globalization;
using System.Text;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Score;

/// <summary>Scores as CSV: the header, and lines of the row and one number for each probe.</summary>
/// <remarks>Numbers are the shortest that read back as the same double, so that a threshold from this table means the same in a policy, which compares doubles.</remarks>
internal static class ScoreText
{
    private const int LongestNumber = 32;

    /// <summary>The name of the first column.</summary>
    internal const string RowColumn = "row";

    /// <summary>The header line.</summary>
    internal static byte[] Header(IReadOnlyList<string> names) => Encoding.UTF8.GetBytes($"{RowColumn},{string.Join(',', names.Select(CsvText.Field))}\n");

    /// <summary>Appends the lines of consecutive rows.</summary>
    internal static void Append(IBufferWriter<byte> text, long first, int rows, ReadOnlySpan<double> scores)
    {
        int probes = scores.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            Span<byte> line = text.GetSpan((probes + 1) * LongestNumber);
            _ = (first + row).TryFormat(line, out int length, default, CultureInfo.InvariantCulture);
            foreach (double score in scores.Slice(row * probes, probes))
            {
                line[length++] = (byte)',';
                _ = score.TryFormat(line[length..], out int digits, "R", CultureInfo.InvariantCulture);
                length += digits;
            }

            line[length++] = (byte)'\n';
            text.Advance(length);
        }
    }
}
