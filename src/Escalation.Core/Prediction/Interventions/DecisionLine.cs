namespace Escalation.Prediction.Interventions;

/// <summary>The line with which a reply ends that was asked to act or to escalate.</summary>
public static class DecisionLine
{
    /// <summary>The line that acts.</summary>
    public const string Act = "Decision: act";

    /// <summary>The line that escalates.</summary>
    public const string Escalate = "Decision: escalate";

    private const string Start = "Decision:";

    /// <summary>Reads the decision of a reply: its last line that is not blank, and the only one that begins like a decision.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="escalates">The decision; true when there is none, so that a reply nobody understands does not act.</param>
    /// <returns>Whether the reply ends with exactly one of the two lines; letters compare ordinally, white space around the line does not count.</returns>
    /// <remarks>What a model writes about itself is a self-report. Linear; allocates nothing.</remarks>
    public static bool TryRead(ReadOnlySpan<char> reply, out bool escalates)
    {
        escalates = true;
        ReadOnlySpan<char> last = default;
        int decisions = 0;
        foreach (ReadOnlySpan<char> line in reply.EnumerateLines())
        {
            ReadOnlySpan<char> words = line.Trim();
            if (!words.IsEmpty)
            {
                last = words;
                decisions += words.StartsWith(Start, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
            }
        }

        if (decisions != 1)
        {
            return false;
        }

        if (last.SequenceEqual(Act))
        {
            escalates = false;
            return true;
        }

        return last.SequenceEqual(Escalate);
    }
}
