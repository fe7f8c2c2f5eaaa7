namespace Escalation.Statistics;

/// <summary>A binomial distribution with its rates and means in twice the precision; mirrored, it counts failures.</summary>
internal readonly struct BinomialShape
{
    // Below this mean its low half may have been lost to underflow, so that logarithms take a scaled one.
    private const double TinyMean = 1E-160;
    private const double TinyScale = 4.149515568880993E+180; // 2^600
    private const int TinyExponent = 600;

    public BinomialShape(long trials, double probability)
    {
        Trials = trials;
        SuccessRate = probability;
        FailureRate = DoubleDouble.TwoSum(1, -probability);
        MeanSuccesses = DoubleDouble.TwoProduct(trials, probability);
        MeanFailures = (DoubleDouble)(double)trials - MeanSuccesses;
    }

    private BinomialShape(in BinomialShape original)
    {
        Trials = original.Trials;
        SuccessRate = original.FailureRate;
        FailureRate = original.SuccessRate;
        MeanSuccesses = original.MeanFailures;
        MeanFailures = original.MeanSuccesses;
    }

    public long Trials { get; }

    public DoubleDouble SuccessRate { get; }

    public DoubleDouble FailureRate { get; }

    public DoubleDouble MeanSuccesses { get; }

    public DoubleDouble MeanFailures { get; }

    /// <summary>The same experiment with successes and failures exchanged.</summary>
    public BinomialShape Mirrored() => new(this);

    /// <summary><c>ln(count / mean)</c> for a positive count (or sum of losses) and one of the two means.</summary>
    public DoubleDouble LogRatioToMean(DoubleDouble count, DoubleDouble mean, DoubleDouble excess)
    {
        if (mean.High >= TinyMean)
        {
            return DoubleDoubleLogarithm.OfRatio(count, mean, excess);
        }

        double rate = Math.Min(SuccessRate.High, FailureRate.High);
        DoubleDouble scaledMean = DoubleDouble.TwoProduct(Trials, rate * TinyScale);
        return DoubleDoubleLogarithm.OfRatio(count, scaledMean, count - scaledMean)
            + (DoubleDoubleLogarithm.Ln2 * TinyExponent);
    }
}
