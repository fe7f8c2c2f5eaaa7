using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity;

/// <summary>How far the best of several readings lies ahead of those that would be too many.</summary>
/// <remarks>Pure; readings times allowed readings; allocates nothing.</remarks>
internal static class InterpretationMargin
{
    /// <summary>
    /// <c>s_(1) - s_(allowed + 1)</c> of the scores in descending order; the top-two margin when one reading is allowed. Where there are no more readings
    /// than allowed, the next one counts as 0 among probabilities, and there is no margin otherwise.
    /// </summary>
    /// <param name="readings">At least one reading, all scored.</param>
    /// <param name="allowed">How many readings may stand side by side, from 1 to 64.</param>
    /// <param name="probabilities">Whether scores are in [0, 1].</param>
    /// <returns>The margin; not applicable when there is none to speak of; missing when a score cannot be used.</returns>
    internal static Estimate Of(IReadOnlyList<Interpretation> readings, int allowed, bool probabilities)
    {
        Span<double> top = stackalloc double[allowed + 1];
        int count = 0;
        for (int i = 0; i < readings.Count; i++)
        {
            if (readings[i]?.Score is not { } given)
            {
                return Estimate.Missing(Reason.NoSignal, "score-absent");
            }

            Estimate score = probabilities ? Estimate.Probability(given) : Estimate.Score(given);
            if (!score.HasValue)
            {
                return score;
            }

            count = Insert(top, count, score.Value);
        }

        double next = count > allowed ? top[allowed] : 0.0;
        return count > allowed || probabilities ? Estimate.Score(top[0] - next) : Estimate.NotApplicable();
    }

    /// <summary>Whether a reading says nothing: the winner of a margin must be something to act on.</summary>
    internal static bool HoldsBlank(IReadOnlyList<Interpretation> readings)
    {
        for (int i = 0; i < readings.Count; i++)
        {
            if (readings[i] is { } reading && string.IsNullOrWhiteSpace(reading.Text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Keeps the largest scores in descending order.</summary>
    private static int Insert(Span<double> top, int count, double score)
    {
        int at = count;
        while (at > 0 && top[at - 1] < score)
        {
            at--;
        }

        if (at == top.Length)
        {
            return count;
        }

        int kept = Math.Min(count, top.Length - 1);
        top[at..kept].CopyTo(top[(at + 1)..]);
        top[at] = score;
        return kept + 1;
    }
}
