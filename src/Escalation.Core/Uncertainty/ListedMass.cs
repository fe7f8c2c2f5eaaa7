using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>What the listed alternatives at one position say about the tokens that are not listed.</summary>
/// <remarks>
/// <c>S = sum exp(l_j)</c>, tail mass <c>r = max(0, 1 - S)</c>, smallest listed log-probability m. An unlisted token is at most as likely as the least
/// likely listed one and holds at most the whole tail: <c>ln p &lt;= min(m, ln r)</c>. Sentinels among the alternatives are left out.
/// S can exceed 1 by rounding; r is 0 then, and the bound is m. Alternatives that exceed it by more, for example because one is listed twice, are no
/// distribution. Immutable; reading is linear and allocates nothing.
/// </remarks>
public readonly record struct ListedMass
{
    /// <summary>Log-probabilities rounded to two decimals move S by at most a factor of exp(0.005).</summary>
    private const double MassTolerance = 0.01;

    private ListedMass(int count, double mass, double smallest, Reason? fault)
    {
        Count = count;
        Mass = mass;
        Smallest = smallest;
        Fault = fault;
    }

    /// <summary>How many alternatives carry a probability.</summary>
    public int Count { get; }

    /// <summary>S, their summed probability; up to rounding at most 1.</summary>
    public double Mass { get; }

    /// <summary>m, the smallest listed log-probability; NaN when nothing is listed.</summary>
    public double Smallest { get; }

    /// <summary>Why the list cannot be used, or null: NaN and +infinity are <see cref="Reason.ScoreUndefined"/>, a log-probability above 0 is <see cref="Reason.ScoreOutOfRange"/>, S above 1.01 is <see cref="Reason.InvalidDistribution"/>.</summary>
    public Reason? Fault { get; }

    /// <summary>r, what is left for tokens that are not listed; 1 when nothing is.</summary>
    public double Tail => Math.Max(0.0, 1.0 - Mass);

    /// <summary>An upper bound for the log-probability of one unlisted token; NaN when nothing is listed.</summary>
    public double UnlistedLogBound => Count == 0 ? double.NaN : Tail > 0.0 ? Math.Min(Smallest, Math.Log(Tail)) : Smallest;

    /// <summary>Reads a list of alternatives.</summary>
    /// <param name="alternatives">The alternatives, in any order.</param>
    public static ListedMass Of(ReadOnlySpan<TokenAlternative> alternatives)
    {
        int count = 0;
        double mass = 0.0, smallest = double.NaN;
        foreach (TokenAlternative alternative in alternatives)
        {
            if (LogProbability.Check(alternative.LogProb, out double l) is { } fault)
            {
                return new ListedMass(0, 0.0, double.NaN, fault);
            }

            if (!LogProbability.IsSentinel(l))
            {
                count++;
                mass += Math.Exp(l);
                smallest = l >= smallest ? smallest : l;
            }
        }

        return mass > 1.0 + MassTolerance
            ? new ListedMass(0, 0.0, double.NaN, Reason.InvalidDistribution)
            : new ListedMass(count, mass, smallest, null);
    }
}
