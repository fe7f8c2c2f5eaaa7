using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>What a classifier's scores of known classes say about whether an input belongs to any of them.</summary>
/// <remarks>
/// <para>
/// Maximum softmax probability: Hendrycks and Gimpel, ICLR 2017. Maximum logit: Hendrycks et al., ICML 2022. Energy <c>E = -T ln sum_c exp(z_c / T)</c>: Liu et al., NeurIPS
/// 2020; it needs logits, for it lives on what the softmax divides away, and of probabilities it would be 0. Margin and entropy are of the softmax at temperature 1.
/// </para>
/// <para>Undefined values are NaN. Immutable; reading is linear and allocates nothing.</para>
/// </remarks>
public readonly record struct ClassScores
{
    /// <summary>Why there are no values, or null: no score is <see cref="Reason.NoSignal"/>, NaN or an infinite one <see cref="Reason.ScoreUndefined"/>, probabilities that are none <see cref="Reason.InvalidDistribution"/>.</summary>
    public Reason? Fault { get; private init; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; private init; }

    /// <summary>The place of the largest score, the first among equals; -1 where there is a fault.</summary>
    public int Best { get; private init; }

    /// <summary>The largest probability, in (0, 1]. Lower means out of scope.</summary>
    public double MaximumProbability { get; private init; }

    /// <summary>The largest minus the second largest probability, in [0, 1]; the second counts as 0 where there is one class. Lower means out of scope, or between two classes.</summary>
    public double Margin { get; private init; }

    /// <summary>The entropy over <c>ln C</c>, in [0, 1]; 0 for one class. Higher means out of scope.</summary>
    public double NormalizedEntropy { get; private init; }

    /// <summary>The largest logit; NaN of probabilities. Lower means out of scope.</summary>
    public double MaximumLogit { get; private init; }

    /// <summary>The energy, on the scale of the logits; NaN of probabilities. Higher means out of scope.</summary>
    public double Energy { get; private init; }

    /// <summary>Reads logits.</summary>
    /// <param name="logits">One finite logit for each class.</param>
    /// <param name="temperature">T of the energy; finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="temperature"/> is not finite and above 0.</exception>
    public static ClassScores OfLogits(ReadOnlySpan<double> logits, double temperature = 1.0)
    {
        Guard.Positive(temperature);
        if (FirstFault(logits) is { } fault)
        {
            return Without(fault);
        }

        (int best, double first, double second) = TopTwo(logits);
        double sum = 0.0, weighted = 0.0, tempered = 0.0;
        foreach (double logit in logits)
        {
            double shift = logit - first;
            double weight = Math.Exp(shift);
            sum += weight;

            // A weight of 0 outweighs any shift, an infinite one included.
            weighted += weight > 0.0 ? weight * shift : 0.0;
            tempered += Math.Exp(shift / temperature);
        }

        double entropy = Math.Log(sum) - (weighted / sum);
        return new ClassScores
        {
            Classes = logits.Length,
            Best = best,
            MaximumProbability = 1.0 / sum,
            Margin = (1.0 - Math.Exp(second - first)) / sum,
            NormalizedEntropy = Normalized(entropy, logits.Length),
            MaximumLogit = first,
            Energy = -first - (temperature * Math.Log(tempered)),
        };
    }

    /// <summary>Reads probabilities; energy and the largest logit are not defined on them.</summary>
    /// <param name="probabilities">One probability for each class; they sum to 1 within <see cref="ProbabilityVector.SumTolerance"/>.</param>
    public static ClassScores OfProbabilities(ReadOnlySpan<double> probabilities)
    {
        Estimate maximum = ProbabilityVector.Maximum(probabilities);
        if (!maximum.HasValue)
        {
            return Without(maximum.Reason);
        }

        (int best, double first, double second) = TopTwo(probabilities);
        double entropy = 0.0;
        foreach (double p in probabilities)
        {
            entropy -= p > 0.0 ? p * Math.Log(p) : 0.0;
        }

        return new ClassScores
        {
            Classes = probabilities.Length,
            Best = best,
            MaximumProbability = maximum.Value,
            Margin = Math.Clamp(first - Math.Max(second, 0.0), 0.0, 1.0),
            NormalizedEntropy = Normalized(entropy, probabilities.Length),
            MaximumLogit = double.NaN,
            Energy = double.NaN,
        };
    }

    private static double Normalized(double entropy, int classes) => classes > 1 ? Math.Clamp(entropy / Math.Log(classes), 0.0, 1.0) : 0.0;

    private static Reason? FirstFault(ReadOnlySpan<double> scores)
    {
        foreach (double score in scores)
        {
            if (!double.IsFinite(score))
            {
                return Reason.ScoreUndefined;
            }
        }

        return scores.IsEmpty ? Reason.NoSignal : null;
    }

    private static (int Best, double First, double Second) TopTwo(ReadOnlySpan<double> scores)
    {
        int best = 0;
        double second = double.NegativeInfinity;
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
            {
                second = scores[best];
                best = i;
            }
            else
            {
                second = Math.Max(second, scores[i]);
            }
        }

        return (best, scores[best], second);
    }

    private static ClassScores Without(Reason fault) => new()
    {
        Fault = fault,
        Best = -1,
        MaximumProbability = double.NaN,
        Margin = double.NaN,
        NormalizedEntropy = double.NaN,
        MaximumLogit = double.NaN,
        Energy = double.NaN,
    };
}
