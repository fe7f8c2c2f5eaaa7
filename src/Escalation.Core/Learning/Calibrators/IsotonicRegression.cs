namespace Escalation.Learning.Calibrators;

/// <summary>Weighted isotonic regression of numbers on any scale.</summary>
internal static class IsotonicRegression
{
    /// <summary>Fits the curve: sorts, takes equal x together with summed weights, pools.</summary>
    internal static MonotoneCurve Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        LearningChecks.Length(y.Length, Guard.AtLeast(x.Length, 1, "scores"), "targets");
        CalibratorChecks.Finite(x, "scores");
        if (!weights.IsEmpty)
        {
            LearningChecks.Weights(weights, x.Length);
        }

        double[] keys = new double[x.Length];
        var rows = new (double Target, double Weight)[x.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            // Adding zero takes the sign of a negative one, so that both zeros sort as one. Rows move along with their keys: a look-up by index would miss the cache.
            keys[i] = x[i] + 0.0;
            rows[i] = (y[i], weights.IsEmpty ? 1.0 : weights[i]);
        }

        Array.Sort(keys, rows);
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
                weight += rows[i].Weight;
                sum += rows[i].Weight * rows[i].Target;
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
