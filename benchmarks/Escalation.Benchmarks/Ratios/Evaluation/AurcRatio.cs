using Escalation.Benchmarks.Ratios.Calibration;
using Escalation.Evaluation;

namespace Escalation.Benchmarks.Ratios.Evaluation;

/// <summary>The area under the risk-coverage curve, sort and all, beside a sort of the same confidences alone.</summary>
internal sealed class AurcRatio(string name, int count) : IRatio
{
    public string Name => name;

    public string Measures => FormattableString.Invariant($"tie-averaged AURC of {count} confidences with answers, beside Array.Sort of the confidences alone");

    public int LeastRounds => 15;

    public IEnumerable<RatioCase> Cases()
    {
        var smooth = new LabelledScores(count);
        yield return Case("float64", smooth.Doubles, smooth.Errors);
        yield return Case("float32 in doubles", [.. smooth.Singles.Select(score => (double)score)], smooth.Errors);
        yield return Case("two decimals", [.. smooth.Doubles.Select(score => Math.Round(score, 2))], smooth.Errors);
        yield return Case("logits of both signs", [.. smooth.Doubles.Select(score => Math.Log((score + 1e-9) / (1.0 - score)))], smooth.Errors);
    }

    private static RatioCase Case(string label, double[] confidences, byte[] errors)
    {
        bool[] correct = [.. errors.Select(error => error == 0)];
        double[] copy = new double[confidences.Length];
        return new RatioCase(
            label,
            RatioBody.Long("SelectiveMetrics.Aurc", () => Area(confidences, correct)),
            RatioBody.Long("Array.Sort", () =>
            {
                confidences.CopyTo(copy, 0);
                Array.Sort(copy);
                return copy.Length;
            }))
        {
            Verify = () => Verify(confidences, correct),
        };
    }

    private static double Area(double[] confidences, bool[] correct) => SelectiveMetrics.Aurc(RiskCoverageCurve.Of(confidences, correct)).Value!.Value;

    /// <summary>The same area by another sort and by harmonic numbers in place of a sum over each block.</summary>
    private static void Verify(double[] confidences, bool[] correct)
    {
        double[] keys = [.. confidences];
        double[] losses = [.. correct.Select(right => right ? 0.0 : 1.0)];
        Array.Sort(keys, losses);
        double[] harmonic = new double[keys.Length + 1];
        for (int k = 1; k < harmonic.Length; k++)
        {
            harmonic[k] = harmonic[k - 1] + (1.0 / k);
        }

        double area = 0.0;
        double before = 0.0;
        int items = 0;
        for (int end = keys.Length - 1; end >= 0;)
        {
            double inside = 0.0;
            int start = end;
            for (; start >= 0 && keys[start] == keys[end]; start--)
            {
                inside += losses[start];
            }

            int size = end - start;
            area += inside + ((before - (inside * items / size)) * (harmonic[items + size] - harmonic[items]));
            before += inside;
            items += size;
            end = start;
        }

        double expected = area / keys.Length;
        double actual = Area(confidences, correct);
        if (!(Math.Abs(expected - actual) <= 1e-9))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"AURC is {actual:R}, where it should be {expected:R}."));
        }
    }
}
