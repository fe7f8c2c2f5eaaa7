using Escalation.Benchmarks.Ratios.Calibration;
using Escalation.Learning.Calibrators;

namespace Escalation.Benchmarks.Ratios.Learning;

/// <summary>Isotonic regression, sort and all, beside a sort of the same scores alone.</summary>
internal sealed class IsotonicRatio(string name, int count) : IRatio
{
    public string Name => name;

    public string Measures => FormattableString.Invariant($"isotonic regression of {count} scores with answers, beside Array.Sort of the scores alone");

    public int LeastRounds => 15;

    public IEnumerable<RatioCase> Cases()
    {
        var smooth = new LabelledScores(count);
        yield return Case("float64", smooth.Doubles, smooth.Errors);
        yield return Case("float32 in doubles", [.. smooth.Singles.Select(score => (double)score)], smooth.Errors);
        yield return Case("two decimals", [.. smooth.Doubles.Select(score => Math.Round(score, 2))], smooth.Errors);
        yield return Case("logits of both signs", [.. smooth.Doubles.Select(score => Math.Log((score + 1e-9) / (1.0 - score)))], smooth.Errors);
        double[] weights = [.. smooth.Singles.Select(score => 0.5 + score)];
        yield return Case("soft labels with weights", smooth.Doubles, [.. smooth.Losses.Select(loss => 1.0 - loss)], weights);
    }

    private static RatioCase Case(string label, double[] scores, byte[] errors)
    {
        bool[] correct = [.. errors.Select(error => error == 0)];
        double[] targets = [.. errors.Select(error => 1.0 - error)];
        double[] weights = new double[scores.Length];
        Array.Fill(weights, 1.0);
        return Case(label, scores, targets, weights, () => IsotonicCalibration.Fit(scores, correct));
    }

    private static RatioCase Case(string label, double[] scores, double[] targets, double[] weights) =>
        Case(label, scores, targets, weights, () => IsotonicCalibration.Fit(scores, targets, weights));

    private static RatioCase Case(string label, double[] scores, double[] targets, double[] weights, Func<IsotonicCalibration> fit)
    {
        double[] copy = new double[scores.Length];
        return new RatioCase(
            label,
            RatioBody.Long("IsotonicCalibration.Fit", () => fit().Knots),
            RatioBody.Long("Array.Sort", () =>
            {
                scores.CopyTo(copy, 0);
                Array.Sort(copy);
                return copy.Length;
            }))
        {
            Verify = () => Verify(fit(), scores, targets, weights),
        };
    }

    /// <summary>The fit meets the conditions that only the best one meets: it rises, and the cumulative sums of the labels are nowhere below those of the fit and meet them wherever it rises and at the end.</summary>
    private static void Verify(IsotonicCalibration map, double[] scores, double[] targets, double[] weights)
    {
        double[] keys = [.. scores];
        (double Target, double Weight)[] rows = [.. targets.Zip(weights)];
        Array.Sort(keys, rows);
        double residual = 0.0;
        double previous = 0.0;
        for (int i = 0; i < keys.Length; i++)
        {
            double fitted = map.Probability(keys[i]);
            bool newGroup = i == 0 || keys[i] != keys[i - 1];

            if ((newGroup && residual < -1e-6) || (newGroup && fitted > previous && i > 0 && Math.Abs(residual) > 1e-6) || fitted < previous)
            {
                throw new InvalidOperationException(FormattableString.Invariant($"The isotonic fit is not the best one at row {i}: residual {residual:R}."));
            }

            residual += rows[i].Weight * (rows[i].Target - fitted);
            previous = fitted;
        }

        if (Math.Abs(residual) > 1e-6)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"The isotonic fit does not keep the mean: residual {residual:R}."));
        }
    }
}
