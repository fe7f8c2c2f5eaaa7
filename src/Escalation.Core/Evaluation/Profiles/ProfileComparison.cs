using Escalation.Statistics;

namespace Escalation.Evaluation.Profiles;

/// <summary>Whether the implicit threshold moved between two versions of a model that saw the same conditions.</summary>
/// <remarks>
/// <para>
/// The statistic is the difference of the logistic thresholds over its standard error. Its p-value comes from exchanging the versions within each condition: from all exchanges where there are at most
/// 2^12, else from random ones, the observed one counted among them. An exchange under which a threshold is undefined counts as extreme.
/// </para>
/// <para>
/// <b>Error control.</b> Exact: when the versions behave alike in each condition, <c>P(p &lt;= alpha) &lt;= alpha</c> for every alpha and every number of conditions. When they behave differently with equal
/// thresholds, as after an improvement that moves accuracy alone, it holds in the limit of many conditions, because the difference is studentised (Janssen, 1997; Chung and Romano, 2013). One test at level
/// alpha: several pairs of versions need a correction. Conditions have to be the units that vary; scenarios repeated under two names are not two conditions.
/// </para>
/// </remarks>
public sealed class ProfileComparison
{
    private const int MostEnumerated = 12;

    // Two ways to the same statistic differ by rounding; counting a near tie as a tie errs towards a larger p.
    private const double TieShare = 1E-9;

    private ProfileComparison(ProfileNumber before, ProfileNumber after, int pairs, int unmatched)
    {
        Before = before;
        After = after;
        Pairs = pairs;
        Unmatched = unmatched;
    }

    /// <summary>The earlier version's logistic threshold over the shared conditions.</summary>
    public ProfileNumber Before { get; }

    /// <summary>The later version's.</summary>
    public ProfileNumber After { get; }

    /// <summary>How many conditions with a signal both versions saw.</summary>
    public int Pairs { get; }

    /// <summary>How many conditions with a signal one version alone saw; they take no part.</summary>
    public int Unmatched { get; }

    /// <summary>The later threshold minus the earlier; above 0 the later version escalates more. Null when either is missing.</summary>
    public double? Shift => After.Value - Before.Value;

    /// <summary>The interval of the shift from its standard error, approximate; null when there is none.</summary>
    public ProfileInterval? Interval { get; private init; }

    /// <summary>The p-value of the hypothesis that the threshold did not move, in (0, 1]; null when either threshold is missing.</summary>
    public double? PValue { get; private init; }

    /// <summary>How many exchanges the p-value rests on, the observed one included; 0 when there is none.</summary>
    public int Exchanges { get; private init; }

    /// <summary>Compares two versions.</summary>
    /// <param name="before">The earlier version.</param>
    /// <param name="after">The later version.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    /// <remarks>Two logistic fits for each exchange.</remarks>
    public static ProfileComparison Of(EscalationProfile before, EscalationProfile after, ProfileComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        options ??= new ProfileComparisonOptions();
        Guard.AtLeast(options.Permutations, 19, "options.Permutations");
        Guard.OpenProbability(options.Level, "options.Level");
        (ProfileCondition[] left, ProfileCondition[] right) = Match(before.WithSignal, after.WithSignal);
        int unmatched = before.ConditionsWithSignal + after.ConditionsWithSignal - (2 * left.Length);
        BinomialCurve? first = BinomialCurve.Fit(left);
        BinomialCurve? second = BinomialCurve.Fit(right);
        ProfileNumber threshold = ThresholdOf(left, first);
        ProfileNumber later = ThresholdOf(right, second);
        if (threshold.Value is null || later.Value is null)
        {
            return new ProfileComparison(threshold, later, left.Length, unmatched);
        }

        double observed = Statistic(first, second);
        if (!double.IsFinite(observed))
        {
            return new ProfileComparison(threshold, later with { Value = null, Note = ProfileNote.NotConverged }, left.Length, unmatched);
        }

        (double p, int exchanges) = Exchange(left, right, observed, options);
        double error = Math.Sqrt(first!.Value.Line.VarianceAt(0.0) + second!.Value.Line.VarianceAt(0.0));
        double margin = first.Value.Line.Deviate(options.Level) * error;
        double shift = later.Value.Value - threshold.Value.Value;
        return new ProfileComparison(threshold, later, left.Length, unmatched)
        {
            Interval = new ProfileInterval(shift - margin, shift + margin),
            PValue = p,
            Exchanges = exchanges,
        };
    }

    private static (ProfileCondition[] Left, ProfileCondition[] Right) Match(ReadOnlySpan<ProfileCondition> before, ReadOnlySpan<ProfileCondition> after)
    {
        var known = new Dictionary<(string, string, bool), ProfileCondition>();
        foreach (ProfileCondition one in after)
        {
            known.Add(one.Key, one);
        }

        var left = new List<ProfileCondition>();
        var right = new List<ProfileCondition>();
        foreach (ProfileCondition one in before)
        {
            if (known.TryGetValue(one.Key, out ProfileCondition other))
            {
                left.Add(one);
                right.Add(other);
            }
        }

        return ([.. left], [.. right]);
    }

    private static (double P, int Exchanges) Exchange(ProfileCondition[] left, ProfileCondition[] right, double observed, ProfileComparisonOptions options)
    {
        int pairs = left.Length;
        bool all = pairs <= MostEnumerated;

        // Exchanging every pair changes the sign alone, so half of all exchanges stand for the other half.
        int exchanges = all ? 1 << (pairs - 1) : options.Permutations + 1;
        double least = observed - (TieShare * observed);
        var random = new SplitMix64(options.Seed);
        var first = new ProfileCondition[pairs];
        var second = new ProfileCondition[pairs];
        int extreme = 1;
        for (int exchange = 1; exchange < exchanges; exchange++)
        {
            ulong bits = 0;
            for (int i = 0; i < pairs; i++)
            {
                bits = all ? (ulong)exchange >> i : i % 64 == 0 ? random.NextBits() : bits >> 1;
                bool swapped = (bits & 1) == 1;
                first[i] = swapped ? right[i] : left[i];
                second[i] = swapped ? left[i] : right[i];
            }

            extreme += Statistic(BinomialCurve.Fit(first), BinomialCurve.Fit(second)) >= least ? 1 : 0;
        }

        return ((double)extreme / exchanges, exchanges);
    }

    /// <summary>The distance of the thresholds in standard errors; infinite when one is undefined, or an error is out of reach.</summary>
    private static double Statistic(BinomialCurve? first, BinomialCurve? second)
    {
        if (first is not { Line: { Slope: < 0.0 } left } || second is not { Line: { Slope: < 0.0 } right })
        {
            return double.PositiveInfinity;
        }

        double distance = Math.Abs(left.At(0.0) - right.At(0.0)) / Math.Sqrt(left.VarianceAt(0.0) + right.VarianceAt(0.0));
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }

    private static ProfileNumber ThresholdOf(ProfileCondition[] conditions, BinomialCurve? curve) => curve switch
    {
        { Line: { Slope: < 0.0 } line } => ProfileNumber.Threshold(line.At(0.0)),
        not null => ProfileNumber.Missing(ProfileNote.SignalIgnored),
        _ => ProfileNumber.Missing(BinomialCurve.WhyMissing(conditions)),
    };
}
