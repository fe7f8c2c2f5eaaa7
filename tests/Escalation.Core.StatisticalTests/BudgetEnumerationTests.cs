using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>The probability of breaking a promise, summed exactly over every possible calibration set of scores on a few atoms, through the public API.</summary>
/// <remarks>A budget's losses (delegated at a threshold or not) are nested and counted over all n items, which is the setting of the five published cases.</remarks>
public sealed class BudgetEnumerationTests
{
    private const double Tiny = 1e-6;

    /// <summary>Rates above each threshold from strict to permissive, and the published violation probabilities: fixed sequence, Bonferroni, no correction.</summary>
    public static TheoryData<string, int, double, double, double[], double, double, double> Published => new()
    {
        { "jump", 30, 0.1, 0.1, [0.0, 0.1 + Tiny], 0.04239, 0.04239, 0.04239 },
        { "creep", 30, 0.1, 0.1, [0.08, 0.1 + Tiny, 0.12, 0.14], 0.04239, 0.0, 0.04239 },
        { "jump at .2", 40, 0.2, 0.1, [0.0, 0.2 + Tiny], 0.07591, 0.02846, 0.07591 },
        { "four near-tied nulls", 30, 0.1, 0.1, [0.1 + Tiny, 0.1 + (2 * Tiny), 0.1 + (3 * Tiny), 0.1 + (4 * Tiny)], 0.04239, 0.0, 0.04239 },
        { "creep at .2", 40, 0.2, 0.2, [0.15, 0.19, 0.2 + Tiny, 0.25], 0.16133, 0.02846, 0.16133 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void The_published_violation_probabilities_come_out(string name, int n, double alpha, double delta, double[] rates, double fixedSequence, double bonferroni, double uncorrected)
    {
        Assert.NotEmpty(name);
        double sequence = Violation(n, alpha, delta, rates, Delegates);
        Assert.Equal(fixedSequence, sequence, 1e-5);
        Assert.Equal(Size(n, rates.First(rate => rate > alpha), alpha, delta), sequence, 1e-12);
        Assert.True(sequence <= delta);
        Assert.Equal(uncorrected, ViolationOfSingleTests(n, alpha, delta, rates), 1e-5);
        Assert.Equal(bonferroni, ViolationOfSingleTests(n, alpha, delta / rates.Length, rates), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void Deploying_at_or_above_the_threshold_instead_of_above_it_would_be_caught(string name, int n, double alpha, double delta, double[] rates, double fixedSequence, double bonferroni, double uncorrected)
    {
        Assert.NotEmpty(name);
        Assert.True(fixedSequence <= delta && bonferroni <= delta && uncorrected <= delta);
        double mutant = Violation(n, alpha, delta, rates, DelegatesAtOrAbove);

        // The exact value gives every one of them away; most are above delta besides.
        Assert.True(mutant > fixedSequence + 0.03, $"{mutant}");
    }

    [Fact]
    public void No_budget_is_ever_broken_more_often_than_delta_on_atoms()
    {
        int cases = 0;
        foreach ((int n, double alpha, double delta) in (ReadOnlySpan<(int, double, double)>)[(2, 0.5, 0.25), (3, 0.5, 0.125), (2, 0.2, 0.64), (8, 0.25, 0.2), (12, 0.3, 0.1), (15, 0.4, 0.3), (20, 0.5, 0.05)])
        {
            for (double first = 0.05; first < 0.95; first += 0.15)
            {
                foreach (double second in (ReadOnlySpan<double>)[0.0, alpha - first, alpha - first + Tiny, 0.1])
                {
                    double[] rates = [first, first + Math.Clamp(second, 0.0, 0.95 - first), 0.97];
                    double violation = Violation(n, alpha, delta, rates, Delegates);
                    Assert.True(violation <= delta, $"n {n}, alpha {alpha}, delta {delta}, rates {string.Join(' ', rates)}: {violation}");
                    cases++;
                }
            }
        }

        Assert.Equal(7 * 6 * 4, cases);
    }

    private static bool Delegates(Certificate certificate, double score) =>
        ScoreComparison.Escalates(certificate.Direction, score, certificate.Threshold);

    private static bool DelegatesAtOrAbove(Certificate certificate, double score) => score >= certificate.Threshold;

    private static double Violation(int n, double alpha, double delta, double[] rates, Func<Certificate, double, bool> delegates)
    {
        double[] masses = [.. rates.Append(1.0).Zip(rates.Prepend(0.0), (upper, lower) => upper - lower)];
        double[] atoms = [.. masses.Select((_, i) => 1.0 - (i / 10.0))];
        var options = new DelegationBudgetOptions(alpha, delta) { DataSha256 = Simulation.NoFingerprint };
        double[] scores = new double[n];
        double violation = 0.0;
        double total = 0.0;
        foreach (int[] counts in CountVectors.All(n, masses.Length))
        {
            double weight = CountVectors.Weight(counts, masses);
            total += weight;
            int filled = 0;
            for (int atom = 0; atom < counts.Length; atom++)
            {
                scores.AsSpan(filled, counts[atom]).Fill(atoms[atom]);
                filled += counts[atom];
            }

            if (weight > 0.0 && DelegationBudget.Calibrate(scores, options) is Certified certified)
            {
                double rate = 0.0;
                for (int atom = 0; atom < atoms.Length; atom++)
                {
                    rate += delegates(certified.Certificate, atoms[atom]) ? masses[atom] : 0.0;
                }

                violation += rate > alpha ? weight : 0.0;
            }
        }

        Assert.Equal(1.0, total, 1e-11);
        return violation;
    }

    /// <summary>Each threshold tested alone on a grid of one point: all n items acted on, the nested loss of that threshold. The outcome depends on the count only.</summary>
    private static double ViolationOfSingleTests(int n, double alpha, double delta, double[] rates)
    {
        bool[] certifies = [.. Enumerable.Range(0, n + 1).Select(errors => CertifiesAlone(n, errors, alpha, delta))];
        double[] masses = [.. rates.Append(1.0).Zip(rates.Prepend(0.0), (upper, lower) => upper - lower)];
        double violation = 0.0;
        foreach (int[] counts in CountVectors.All(n, masses.Length))
        {
            bool violated = false;
            int errors = 0;
            for (int threshold = 0; threshold < rates.Length; threshold++)
            {
                errors += counts[threshold];
                violated |= rates[threshold] > alpha && certifies[errors];
            }

            violation += violated ? CountVectors.Weight(counts, masses) : 0.0;
        }

        return violation;
    }

    private static bool CertifiesAlone(int n, int errors, double alpha, double delta)
    {
        double[] losses = [.. Enumerable.Range(0, n).Select(i => i < errors ? 1.0 : 0.0)];
        var options = new SelectiveRiskOptions(alpha, delta) { Grid = ThresholdGrid.Of(0.5), Start = SequenceStart.Floor, DataSha256 = Simulation.NoFingerprint };
        return SelectiveRisk.Calibrate([.. Enumerable.Repeat(1.0, n)], losses, options) is Certified;
    }

    private static double Size(int n, double rate, double alpha, double delta) =>
        BinomialTail.Lower(BinomialBudget.LargestCount(n, alpha, delta), n, rate);
}
