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
    }

    private static RatioCase Case(string label, double[] scores, byte[] errors)
    {
        bool[] correct = [.. errors.Select(error => error == 0)];
        double[] copy = new double[scores.Length];
        return new RatioCase(
            label,
            RatioBody.Long("IsotonicCalibration.Fit", () => IsotonicCalibration.Fit(scores, correct).Knots),
            RatioBody.Long("Array.Sort", () =>
            {
                scores.CopyTo(copy, 0);
                Array.Sort(copy);
                return copy.Length;
            }))
        {
            Verify = () => Verify(scores, correct),
        };
    }

    /// <summary>The fit meets the conditions that only the best one meets: residuals against the fit sum to zero, and no lower set of scores has a positive sum of residuals below its level.</summary>
    private static void Verify(double[] scores, bool[] correct)
    {
        var map = IsotonicCalibration.Fit(scores, correct);
        double[] keys = [.. scores];
        bool[] labels = [.. correct];
        Array.Sort(keys, labels);
        double residual = 0.0;
        double previous = 0.0;
        for (int i = 0; i < keys.Length; i++)
        {
            double fitted = map.Probability(keys[i]);
            bool newGroup = i == 0 || keys[i] != keys[i - 1];

            // Cumulative sums of the labels lie above those of the fit, and meet them where the fit rises.
            if ((newGroup && residual < -1e-6) || (newGroup && fitted > previous && i > 0 && Math.Abs(residual) > 1e-6) || fitted < previous)
            {
                throw new InvalidOperationException(FormattableString.Invariant($"The isotonic fit is not the best one at row {i}: residual {residual:R}."));
            }

            residual += (labels[i] ? 1.0 : 0.0) - fitted;
            previous = fitted;
        }

        if (Math.Abs(residual) > 1e-6)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"The isotonic fit does not keep the mean: residual {residual:R}."));
        }
    }
}
