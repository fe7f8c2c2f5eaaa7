namespace Escalation.Prediction.Features;

/// <summary>Which measures take a parameter, its default and its range.</summary>
internal static class MeasureParameters
{
    private const double DefaultQuantile = 0.1;
    private const double DefaultProbability = 0.5;

    /// <summary>The parameter to use; NaN for a measure that takes none.</summary>
    internal static double Resolve(TurnMeasure measure, double? given)
    {
        if (!Enum.IsDefined(measure))
        {
            throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure.");
        }

        switch (measure)
        {
            case TurnMeasure.LogProbQuantile:
                return Guard.Probability(given ?? DefaultQuantile, nameof(given));
            case TurnMeasure.CountBelow or TurnMeasure.ShareBelow:
                return Guard.Positive(Guard.Probability(given ?? DefaultProbability, nameof(given)), nameof(given));
            case TurnMeasure.ForkingShare:
                double level = Guard.Finite(given ?? Math.Log(2.0), nameof(given));
                return level >= 0.0 ? level : throw new ArgumentOutOfRangeException(nameof(given), level, FormattableString.Invariant($"parameter must be at least 0 nats, but was {level:R}."));
            case TurnMeasure.AnswerLogProb or TurnMeasure.AnswerLogMargin or TurnMeasure.AnswerEntropyLowerBound or TurnMeasure.AnswerEntropyUpperBound or TurnMeasure.AnswerTailMass:
                double place = given ?? 0.0;
                return place >= 0.0 && place <= int.MaxValue && place == Math.Floor(place)
                    ? place
                    : throw new ArgumentOutOfRangeException(nameof(given), place, FormattableString.Invariant($"parameter must be a place, a whole number from 0 on, but was {place:R}."));
            default:
                return given is null ? double.NaN : throw new ArgumentException(FormattableString.Invariant($"{measure} takes no parameter, but was given {given:R}."), nameof(given));
        }
    }
}
