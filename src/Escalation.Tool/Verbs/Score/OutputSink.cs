using System.Buffers;
using System.Text;

namespace Escalation.Tool.Verbs.Score;

/// <summary>Prints the scores on standard output once all are there: who reads it never gets a part. They wait in a temporary file.</summary>
internal sealed class OutputSink(ToolConsole console) : ScoreSink
{
    private readonly FileStream _file = new(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
    private readonly ArrayBufferWriter<byte> _text = new();

    internal override long Begin(IRowScores scores, ScoreSummary summary, CancellationToken cancellationToken)
    {
        _file.Write(ScoreText.Header(scores.Names));
        return 0;
    }

    internal override void Add(long first, int rows, ReadOnlySpan<double> scores)
    {
        _text.ResetWrittenCount();
        ScoreText.Append(_text, first, rows, scores);
        _file.Write(_text.WrittenSpan);
    }

    internal override void Complete()
    {
        _file.Position = 0;
        using var reader = new StreamReader(_file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);
        char[] block = new char[1 << 16];
        for (int read; (read = reader.Read(block)) > 0;)
        {
            console.Output.Write(block, 0, read);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }
}
