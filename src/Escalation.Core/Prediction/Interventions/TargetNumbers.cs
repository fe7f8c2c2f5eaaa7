using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Prediction.Interventions;

/// <summary>The numbers of a target as they are shown: short, and such that the decision follows from what is shown.</summary>
/// <remarks>A probability of 0.7496 shown as 0.75 would teach the wrong side of a tie; so digits are added until the shown numbers decide like the exact ones. All arithmetic on them is decimal, as a reader would do it.</remarks>
internal readonly struct TargetNumbers
{
    /// <summary>The largest ratio: with it a count of cases stays readable.</summary>
    internal const double MostRatio = 1e6;

    private const int FewestDecimals = 2;
    private const int MostDecimals = 20;

    private TargetNumbers(decimal ratio, decimal modelIsRight, decimal expertIsRight, bool escalates)
    {
        Ratio = ratio;
        ModelIsRight = modelIsRight;
        ExpertIsRight = expertIsRight;
        Escalates = escalates;
    }

    internal decimal Ratio { get; }

    internal decimal ModelIsRight { get; }

    internal decimal ExpertIsRight { get; }

    /// <summary>What the cost rule says of the exact numbers.</summary>
    internal bool Escalates { get; }

    internal decimal CostOfActing => Ratio * (1m - ModelIsRight);

    internal decimal CostOfEscalating => 1m + (Ratio * (1m - ExpertIsRight));

    /// <summary>The sign of the cost of acting less that of escalating, as shown.</summary>
    internal int Comparison => CostOfActing.CompareTo(CostOfEscalating);

    /// <exception cref="ArgumentOutOfRangeException">Thrown when a probability or the ratio is out of range.</exception>
    internal static TargetNumbers Of(double modelIsRight, double expertIsRight, double ratio)
    {
        decimal r = RatioOf(ratio);
        decimal p = Exact(Guard.Probability(modelIsRight));
        decimal q = Exact(Guard.Probability(expertIsRight));
        bool escalates = CostRatioRule.Escalates(modelIsRight, expertIsRight, DecisionCosts.FromRatio(ratio));
        TargetNumbers? agreeing = null;
        for (int decimals = FewestDecimals; decimals <= MostDecimals; decimals++)
        {
            var shown = new TargetNumbers(r, Math.Round(p, decimals, MidpointRounding.AwayFromZero), Math.Round(q, decimals, MidpointRounding.AwayFromZero), escalates);
            if (shown.Comparison > 0 != escalates)
            {
                continue;
            }

            // Nothing but certainty is shown as certainty, as long as there are decimals to tell them apart.
            if (IsCertain(shown.ModelIsRight) == IsCertain(p) && IsCertain(shown.ExpertIsRight) == IsCertain(q))
            {
                return shown;
            }

            agreeing ??= shown;
        }

        return agreeing ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"No decimals show why p = {modelIsRight:R}, q = {expertIsRight:R} and R = {ratio:R} decide as they do."));
    }

    internal static decimal RatioOf(double ratio)
    {
        if (!(ratio is > 1.0 and <= MostRatio))
        {
            Guard.OutOfRange(nameof(ratio), "a number above 1 and at most 1000000", ratio);
        }

        return Exact(ratio);
    }

    /// <summary>Seventeen significant digits, where a plain conversion keeps fifteen; shortest where that is enough to name the number.</summary>
    internal static decimal Exact(double value) => decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

    internal static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>A whole number with grouped thousands, or a decimal as it is.</summary>
    internal static string Count(decimal value) => value.ToString("#,0.############################", CultureInfo.InvariantCulture);

    private static bool IsCertain(decimal probability) => probability is 0m or 1m;

    /// <summary>A number with as few decimals as leave it on the same side of another one.</summary>
    /// <param name="value">The number.</param>
    /// <param name="beside">What it is compared with.</param>
    internal static decimal Short(decimal value, decimal beside)
    {
        int side = value.CompareTo(beside);
        for (int decimals = FewestDecimals; decimals < MostDecimals; decimals++)
        {
            decimal rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
            if (rounded.CompareTo(beside) == side)
            {
                return rounded;
            }
        }

        return value;
    }
}
