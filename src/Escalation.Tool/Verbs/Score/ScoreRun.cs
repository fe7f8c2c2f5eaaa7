using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Score;

/// <summary>One pass over the rows.</summary>
internal static class ScoreRun
{
    /// <summary>Computes the scores that the sink does not have and hands them to it.</summary>
    /// <returns>A summary of all scores.</returns>
    /// <exception cref="ToolException">Thrown at the first score that is not finite, when the run is cancelled or the scores cannot be written.</exception>
    internal static ScoreSummary Of(IRowScores scores, ScoreSink sink, ToolConsole console, CancellationToken cancellationToken)
    {
        try
        {
            var summary = new ScoreSummary(scores.Names.Count);
            long row = sink.Begin(scores, summary, cancellationToken);
            var block = new double[scores.BlockRows * scores.Names.Count];
            using (var progress = new ProgressBar(console, "rows", scores.Rows, row))
            {
                while (row < scores.Rows)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    int rows = (int)Math.Min(scores.BlockRows, scores.Rows - row);
                    Span<double> computed = block.AsSpan(0, rows * scores.Names.Count);
                    scores.Compute(row, rows, computed);
                    summary.Add(rows, computed);
                    sink.Add(row, rows, computed);
                    row += rows;
                    progress.Report(row);
                }
            }

            sink.Complete();
            return summary;
        }
        catch (OperationCanceledException exception)
        {
            throw Ended("cancelled", sink, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Ended(ErrorText.MessageOf(exception), sink, exception);
        }
    }

    private static ToolException Ended(string why, ScoreSink sink, Exception cause) =>
        new(sink.Keep() is { } kept ? $"{why}; {kept}" : why, cause);
}
