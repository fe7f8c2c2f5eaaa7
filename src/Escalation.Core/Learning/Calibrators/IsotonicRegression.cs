namespace Escalation.Learning.Calibrators;

/// <summary>Weighted isotonic regression of numbers on any scale.</summary>
internal static class IsotonicRegression
{
    /// <summary>Fits the curve: sorts, takes equal x together with summed weights, pools.</summary>
    internal static MonotoneCurve Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        LearningChecks.Length(y.Length, Guard.AtLeast(x.Length, 1), nameof(y));
        CalibratorChecks.Finite(x, "scores");
        if (!weights.IsEmpty)
        {
            LearningChecks.Weights(weights, x.Length);
        }

        double[] keys = x.ToArray();
        int[] order = new int[keys.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;

            // Adding zero takes the sign of a negative one, so that both zeros sort as one.
            keys[i] += 0.0;
        }

        Array.Sort(keys, order);
        double[] groupWeights = new double[keys.Length];
        double[] means = new double[keys.Length];
        int groups = 0;
        for (int i = 0; i < keys.Length;)
        {
            double key = keys[i];
            double weight = 0.0;
            double sum = 0.0;
            for (; i < keys.Length && keys[i] == key; i++)
            {
                double one = weights.IsEmpty ? 1.0 : weights[order[i]];
                weight += one;
                sum += one * y[order[i]];
            }

            if (weight > 0.0)
            {
                keys[groups] = key;
                groupWeights[groups] = weight;
                means[groups++] = sum / weight;
            }
        }

        int[] ends = new int[groups];
        int blocks = AdjacentViolators.Pool(groupWeights.AsSpan(0, groups), means.AsSpan(0, groups), ends);
        return MonotoneCurve.OfBlocks(keys.AsSpan(0, groups), ends.AsSpan(0, blocks), means.AsSpan(0, blocks));
    }
}
