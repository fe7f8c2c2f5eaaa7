using System.Buffers;
using System.Globalization;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Score;

/// <summary>Writes the scores to a file beside the target, which takes its place when it is whole.</summary>
internal sealed class FileSink(string target, bool resume) : ScoreSink
{
    private readonly PartialFile _file = PartialFile.Open(target, resume);
    private readonly ArrayBufferWriter<byte> _text = new();
    private long _rows;

    internal override long Begin(IRowScores scores, ScoreSummary summary, CancellationToken cancellationToken) =>
        _rows = new PartialScores(_file, scores, summary).Resume(cancellationToken);

    internal override void Add(long first, int rows, ReadOnlySpan<double> scores)
    {
        _text.ResetWrittenCount();
        ScoreText.Append(_text, first, rows, scores);
        _file.Stream.Write(_text.WrittenSpan);
        _rows += rows;
    }

    internal override void Complete() => _file.Complete();

    internal override string? Keep()
    {
        _file.Keep();
        return string.Create(CultureInfo.InvariantCulture, $"{_rows:N0} rows are kept in {_file.Path}; --resume goes on from there");
    }

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }
}
