namespace Escalation.Experiments.TruthProbes;

/// <summary>A way to train a delegation-value probe.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Ridge">Whether it predicts the continuous value by ridge regression, or that delegation helps by logistic regression.</param>
/// <param name="PerDecision">
/// Whether activations are multiplied by +1 or -1, what the truth probe decides, and the decision joins them. Uncertainty is minus the size of a linear score, which no linear probe
/// of the activations can follow; <c>-s (w x + b)</c> is one of these. Deployed, it is one linear probe for each decision.
/// </param>
internal sealed record ValueProbe(string Name, bool Ridge, bool PerDecision)
{
    internal static IReadOnlyList<ValueProbe> All { get; } =
    [
        new("binary", Ridge: false, PerDecision: false),
        new("ridge", Ridge: true, PerDecision: false),
        new("binary per decision", Ridge: false, PerDecision: true),
        new("ridge per decision", Ridge: true, PerDecision: true),
    ];

    /// <summary>The length of its rows for activations of a length.</summary>
    internal int Length(int activations) => PerDecision ? activations + 1 : activations;

    /// <summary>Its rows.</summary>
    /// <param name="data">The activations.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="scores">The truth probe's score of each of them.</param>
    internal float[] Features(TruthProbeData data, int[] rows, double[] scores)
    {
        if (!PerDecision)
        {
            return data.Of(rows);
        }

        int length = data.Length + 1;
        var features = new float[rows.Length * length];
        for (int i = 0; i < rows.Length; i++)
        {
            float sign = scores[i] >= 0.0 ? 1f : -1f;
            ReadOnlySpan<float> source = data.Activations.AsSpan(rows[i] * data.Length, data.Length);
            Span<float> target = features.AsSpan(i * length, length);
            for (int j = 0; j < source.Length; j++)
            {
                target[j] = sign * source[j];
            }

            target[^1] = sign;
        }

        return features;
    }
}
