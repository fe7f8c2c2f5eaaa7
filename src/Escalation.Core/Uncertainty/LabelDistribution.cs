using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>The distribution over a set of labels at one token position.</summary>
/// <remarks>
/// <c>log m_y = LSE</c> over the alternatives that stand for label y, <c>M = LSE_y log m_y</c>, <c>p_y = exp(log m_y - M)</c>. Forms that are not listed can
/// hold up to <c>min(u exp(m), r)</c> each label, u being their number (see <see cref="ListedMass"/>; <c>u exp(m)</c> where r is 0), so beside the
/// renormalised probabilities stands a lower bound that grants that mass to the other labels. Immutable; reading allocates nothing and takes
/// alternatives times forms.
/// </remarks>
public readonly record struct LabelDistribution
{
    /// <summary>Why there is no distribution, or null.</summary>
    public Reason? Fault { get; private init; }

    /// <summary>The place of the most likely label; -1 without a distribution.</summary>
    public int Best { get; private init; }

    /// <summary>The largest renormalised probability.</summary>
    public double MaximumProbability { get; private init; }

    /// <summary>The least that the most likely label's share of the label mass can be once unlisted forms get their due.</summary>
    public double MaximumProbabilityLowerBound { get; private init; }

    /// <summary>The largest minus the second largest probability.</summary>
    public double Margin { get; private init; }

    /// <summary>Entropy in nats of the renormalised probabilities; divide by <c>ln(labels)</c> to normalise.</summary>
    public double Entropy { get; private init; }

    /// <summary><c>1 - sum p^2</c>.</summary>
    public double Gini { get; private init; }

    /// <summary>exp(M), the mass on any label. Low mass means that the answer is none of the labels; rounding can push it above 1.</summary>
    public double LabelMass { get; private init; }

    /// <summary>How many labels have no listed form.</summary>
    public int MissingLabels { get; private init; }

    /// <summary>Reads one position.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="alternatives">The listed alternatives. Empty, or without any form: <see cref="Reason.NoSignal"/>.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="labels"/> is null.</exception>
    public static LabelDistribution Of(LabelSet labels, ReadOnlySpan<TokenAlternative> alternatives)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var listed = ListedMass.Of(alternatives);
        if (listed.Fault is { } fault)
        {
            return Without(fault);
        }

        Span<double> logMass = stackalloc double[labels.Labels.Count];
        Span<int> unlistedForms = stackalloc int[labels.Labels.Count];
        for (int y = 0; y < logMass.Length; y++)
        {
            logMass[y] = LogMassOf(labels.FormsOf(y), alternatives, out unlistedForms[y]);
        }

        double total = LogSumExp.Of(logMass);
        return double.IsFinite(total) ? Summarise(logMass, unlistedForms, total, listed) : Without(Reason.NoSignal);
    }

    private static LabelDistribution Without(Reason fault) => new()
    {
        Fault = fault,
        Best = -1,
        MaximumProbability = double.NaN,
        MaximumProbabilityLowerBound = double.NaN,
        Margin = double.NaN,
        Entropy = double.NaN,
        Gini = double.NaN,
        LabelMass = double.NaN,
    };

    private static double LogMassOf(ReadOnlySpan<string> forms, ReadOnlySpan<TokenAlternative> alternatives, out int unlisted)
    {
        double logMass = double.NegativeInfinity;
        unlisted = 0;
        foreach (string form in forms)
        {
            bool found = false;
            foreach (TokenAlternative alternative in alternatives)
            {
                if (string.Equals(alternative.Token, form, StringComparison.Ordinal) && !LogProbability.IsSentinel(alternative.LogProb))
                {
                    found = true;
                    logMass = LogSumExp.Of([logMass, Math.Min(alternative.LogProb, 0.0)]);
                }
            }

            unlisted += found ? 0 : 1;
        }

        return logMass;
    }

    private static LabelDistribution Summarise(ReadOnlySpan<double> logMass, ReadOnlySpan<int> unlistedForms, double total, in ListedMass listed)
    {
        int best = 0, missing = 0;
        double second = 0.0, entropy = 0.0, squares = 0.0;
        for (int y = 0; y < logMass.Length; y++)
        {
            best = logMass[y] > logMass[best] ? y : best;
            missing += double.IsNegativeInfinity(logMass[y]) ? 1 : 0;
        }

        double unlisted = 0.0;
        for (int y = 0; y < logMass.Length; y++)
        {
            double p = Math.Exp(logMass[y] - total);
            entropy -= p > 0.0 ? p * (logMass[y] - total) : 0.0;
            squares += p * p;
            if (y != best)
            {
                second = p > second ? p : second;
                double forms = unlistedForms[y] * Math.Exp(listed.Smallest);
                unlisted += listed.Tail > 0.0 ? Math.Min(forms, listed.Tail) : forms;
            }
        }

        double largest = Math.Exp(logMass[best] - total), mass = Math.Exp(total);
        unlisted = listed.Tail > 0.0 ? Math.Min(unlisted, listed.Tail) : unlisted;
        return new LabelDistribution
        {
            Best = best,
            MaximumProbability = largest,
            MaximumProbabilityLowerBound = largest * mass / (mass + unlisted),
            Margin = largest - second,
            Entropy = entropy,
            Gini = 1.0 - squares,
            LabelMass = mass,
            MissingLabels = missing,
        };
    }
}
