using Escalation.Decisions;

namespace Escalation.Triggers.Confidence;

/// <summary>Joins several confidences into one where nothing has been fitted.</summary>
/// <remarks>A fusion that weighs its parts needs labelled data and belongs to a fitted predictor; these need none and err towards escalating.</remarks>
public static class ConfidenceFusion
{
    /// <summary>The smallest of several confidences. One that is missing or fails decides the whole; those that abstain are left out. When all but the agent's own word abstain, there is no signal, which escalates.</summary>
    /// <param name="sources">At least two predictors of a probability in [0, 1]. The result is the agent's own word only when all of them are.</param>
    /// <exception cref="ArgumentException">Thrown when there are fewer than two sources.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="sources"/>, or one of them, is null.</exception>
    public static IPredictor Minimum(params IPredictor[] sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Length < 2)
        {
            throw new ArgumentException($"sources must hold at least two predictors, but holds {sources.Length}.", nameof(sources));
        }

        foreach (IPredictor source in sources)
        {
            ArgumentNullException.ThrowIfNull(source, nameof(sources));
        }

        IPredictor[] copy = [.. sources];
        return Array.TrueForAll(copy, source => source is ISelfReported) ? new SelfReportedLowest(copy) : new Lowest(copy);
    }

    private class Lowest(IPredictor[] sources) : IPredictor, IConfigured
    {
        public string Name => "minimum-confidence";

        public string Configuration => string.Concat(sources.Select(source => TriggerParts.Counted(source.Name) + TriggerParts.Counted((source as IConfigured)?.Configuration ?? "")));

        public Estimate Predict(AgentTurn turn)
        {
            Estimate lowest = Estimate.NotApplicable();
            bool isSelfReported = this is ISelfReported;
            bool isMeasured = false;
            foreach (IPredictor source in sources)
            {
                Estimate estimate = source.Predict(turn);
                estimate = estimate.HasValue ? Estimate.Probability(estimate.Value) : estimate;
                if (estimate.Kind is not (SignalKind.Value or SignalKind.NotApplicable))
                {
                    return estimate;
                }

                isMeasured |= estimate.HasValue && source is not ISelfReported;
                lowest = estimate.HasValue && !(estimate.Value >= lowest.Value) ? estimate : lowest;
            }

            return lowest.HasValue && !isMeasured && !isSelfReported ? Estimate.Missing(Reason.NoSignal, "self-reported-alone") : lowest;
        }
    }

    private sealed class SelfReportedLowest(IPredictor[] sources) : Lowest(sources), ISelfReported
    {
    }
}
