using System.Globalization;
using Escalation.Calibration.Populations;
using Escalation.Evaluation.Routing;
using Escalation.Statistics;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Evaluation.Routing;

/// <summary>A weak model before two strong ones on 2,163 questions, with the numbers that other software measured.</summary>
public class RealRoutingTests
{
    private const string Mmlu = "cascade/mmlu_llama13b_probs_mixtral_gpt4.csv";

    private static readonly double[] Budgets = [0.1, 0.2, 0.3, 0.5, 0.7];

    [DataFact(Mmlu)]
    public void Uncertainty_random_and_oracle_have_the_measured_accuracies()
    {
        Table table = Read();
        (double[] Strong, double[] Uncertainty, double[] Random, double[] Oracle)[] expected =
        [
            (table.Gpt4, [.4697, .5164, .5539, .6477, .7332], [.4673, .5050, .5428, .6184, .6939], [.5294, .6297, .7295, .8516, .8516]),
            (table.Mixtral, [.4563, .4896, .5155, .5761, .6315], [.4553, .4812, .5070, .5587, .6104], [.5294, .6297, .7295, .7638, .7638]),
        ];
        foreach ((double[] strong, double[] uncertainty, double[] random, double[] oracle) in expected)
        {
            var curve = RoutingCurve.Of(table.Doubt, table.Weak, strong);
            for (int b = 0; b < Budgets.Length; b++)
            {
                int k = curve.CountAt(Budgets[b]);
                Assert.Equal(uncertainty[b], curve.MeanAt(k), 5.1e-5);
                Assert.Equal(random[b], curve.RandomMeanAt(Budgets[b]), 5.1e-5);
                Assert.Equal(oracle[b], curve.BestMeanAt(k), 5.1e-5);
            }
        }

        Assert.Equal([216, 433, 649, 1082, 1514], Budgets.Select(RoutingCurve.Of(table.Doubt, table.Weak, table.Gpt4).CountAt));
    }

    [DataFact(Mmlu)]
    public void Help_and_harm_are_ranked_as_measured()
    {
        Table table = Read();
        foreach ((double[] strong, double help, double harm, double spearman) in (ReadOnlySpan<(double[], double, double, double)>)[(table.Gpt4, .6152, .639, .160), (table.Mixtral, .597, .612, .101)])
        {
            var curve = RoutingCurve.Of(table.Doubt, table.Weak, strong);
            Assert.Equal(help, RoutingMetrics.AurocOfHelp(curve).Value!.Value, 5.5e-4);
            Assert.Equal(harm, RoutingMetrics.AurocOfHarm(curve).Value!.Value, 5.5e-4);
            Assert.Equal(spearman, RoutingMetrics.Spearman(curve).Value!.Value, 5.5e-4);
        }
    }

    [DataFact(Mmlu)]
    public void Delegation_values_with_the_subject_beat_uncertainty_as_measured()
    {
        Table table = Read();
        (double[] Strong, double Help, double Spearman, double[] Accuracy)[] expected =
        [
            (table.Gpt4, .643, .227, [.4846, .5406, .5845, .6715, .7336]),
            (table.Mixtral, .641, .200, [.4683, .5150, .5536, .6088, .6440]),
        ];
        foreach ((double[] strong, double help, double spearman, double[] accuracy) in expected)
        {
            double[] value = CrossFittedDelegationValue.Ridge(table.Features, table.Columns, table.Weak, strong, [], 10, 10.0, seed: 1)!;
            var curve = RoutingCurve.Of(value, table.Weak, strong);

            // The reference is the mean over ten seeds of the folds.
            Assert.Equal(help, RoutingMetrics.AurocOfHelp(curve).Value!.Value, 0.01);
            Assert.Equal(spearman, RoutingMetrics.Spearman(curve).Value!.Value, 0.02);
            for (int b = 0; b < Budgets.Length; b++)
            {
                Assert.Equal(accuracy[b], curve.MeanAt(curve.CountAt(Budgets[b])), 0.012);
            }

            Assert.True(RoutingMetrics.AverageGapRecovered(curve).Value > RoutingMetrics.AverageGapRecovered(RoutingCurve.Of(table.Doubt, table.Weak, strong)).Value);
        }
    }

    [DataFact(Mmlu)]
    public void Certified_budgets_keep_their_promise_as_often_as_measured()
    {
        Table table = Read();
        (double Alpha, int Draws, int K, double Rate, int Violations, double Accuracy)[] expected =
        [
            (.1, 200, 14, .0745, 63, .459), (.1, 500, 40, .0822, 42, .462), (.1, 1000, 87, .0883, 38, .464),
            (.2, 200, 32, .1638, 74, .498), (.2, 500, 88, .1764, 63, .504), (.2, 1000, 183, .1845, 38, .508),
            (.3, 200, 51, .2600, 84, .539), (.3, 500, 136, .2727, 64, .544), (.3, 1000, 280, .2806, 25, .547),
        ];
        double[] gains = [.. table.Gpt4.Zip(table.Weak, (strong, weak) => strong - weak)];
        double weak = table.Weak.Average();
        foreach ((double alpha, int draws, int k, double rate, int violations, double accuracy) in expected)
        {
            BudgetSplitsRow row = BudgetSplits.Run(table.Doubt, gains, [alpha], new BudgetSplitsOptions(draws, 200) { Seed = 1 })[0];
            Assert.Equal(k, row.AllowedCount);
            Assert.Equal(rate, row.Law.MeanRate, 0.002);
            Assert.True(BinomialAcceptance.Of(1000, row.Law.Violation, 1e-3).Contains(violations), $"{alpha} {draws}: {violations} of 1,000 where {row.Law.Violation} was computed");
            Assert.True(BinomialAcceptance.Of(200, row.Law.Violation, 1e-6).Contains(row.Violations));
            Assert.Equal(row.Law.MeanRate, row.MeanRate, 0.006);
            Assert.Equal(accuracy, weak + row.MeanGain, 0.003);
        }
    }

    private static Table Read()
    {
        string[][] rows = [.. File.ReadLines(DataFactAttribute.PathOf(Mmlu)).Skip(1).Select(line => line.Split(','))];
        string[] subjects = [.. rows.Select(row => row[0]).Distinct()];
        int columns = 5 + subjects.Length;
        double[] features = new double[rows.Length * columns];
        double[] doubt = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            double[] p = [.. rows[i][3..7].Select(Number).OrderDescending()];
            doubt[i] = -p[0];
            Span<double> row = features.AsSpan(i * columns, columns);
            row[0] = p[0];
            row[1] = p[0] - p[1];
            row[2] = -p.Sum(x => x * Math.Log(x));
            row[3] = Number(rows[i][7]);
            row[4] = Number(rows[i][8]);
            row[5 + Array.IndexOf(subjects, rows[i][0])] = 1.0;
        }

        return new Table(doubt, features, columns, Column(9), Column(10), Column(11));

        double[] Column(int index) => [.. rows.Select(row => Number(row[index]))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Table(double[] Doubt, double[] Features, int Columns, double[] Weak, double[] Mixtral, double[] Gpt4);
}
