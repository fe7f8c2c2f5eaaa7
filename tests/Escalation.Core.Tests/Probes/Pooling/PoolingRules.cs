using Escalation.Probes.Pooling;

namespace Escalation.Core.Tests.Probes.Pooling;

/// <summary>Every rule beside its definition over a whole sequence, written without any state.</summary>
internal static class PoolingRules
{
    internal static readonly (PoolingRule Rule, Func<double[], double> Definition)[] All =
    [
        (PoolingRule.Mean, Mean),
        (PoolingRule.Max, x => x.Max()),
        (PoolingRule.Last, x => x[^1]),
        (PoolingRule.First, x => x[0]),
        (PoolingRule.Ema(0.25), x => Ema(x, 0.25)),
        (PoolingRule.EmaMax(0.5), x => Enumerable.Range(1, x.Length).Max(t => Ema([0.0, .. x[..t]], 0.5))),
        (PoolingRule.Softmax(), x => Softmax(x, 1.0)),
        (PoolingRule.Softmax(5.0), x => Softmax(x, 5.0)),
        (PoolingRule.RollingMeanMax(3), x => RollingMeanMax(x, 3)),
        (PoolingRule.RollingMeanMax(10), x => RollingMeanMax(x, 10)),
        (PoolingRule.TopMean(2), x => Mean([.. x.OrderDescending().Take(2)])),
        (PoolingRule.TopMean(7), x => Mean([.. x.OrderDescending().Take(7)])),
    ];

    internal static readonly PoolingRule[] OrderFree = [PoolingRule.Mean, PoolingRule.Max, PoolingRule.Softmax(), PoolingRule.Softmax(0.1), PoolingRule.TopMean(3)];

    internal static readonly PoolingRule[] ReadingEveryToken = [.. All.Select(one => one.Rule).Where(rule => rule != PoolingRule.First && rule != PoolingRule.Last)];

    internal static double Pool(PoolingRule rule, params ReadOnlySpan<double> logits)
    {
        var pooling = new LogitPooling(rule);
        pooling.Add(logits);
        return pooling.Value ?? throw new InvalidOperationException("No token was pooled.");
    }

    private static double Mean(double[] x)
    {
        decimal sum = 0;
        foreach (double value in x)
        {
            sum += (decimal)value;
        }

        return (double)(sum / x.Length);
    }

    private static double Ema(double[] x, double smoothing)
    {
        double sum = 0.0;
        for (int t = 0; t < x.Length; t++)
        {
            sum += x[t] * Math.Pow(1.0 - smoothing, x.Length - 1 - t) * (t == 0 ? 1.0 : smoothing);
        }

        return sum;
    }

    private static double Softmax(double[] x, double temperature)
    {
        double[] weights = [.. x.Select(value => Math.Exp((value - x.Max()) / temperature))];
        return x.Zip(weights, (value, weight) => value * weight).Sum() / weights.Sum();
    }

    private static double RollingMeanMax(double[] x, int window) =>
        x.Length < window ? Mean(x) : Enumerable.Range(0, x.Length - window + 1).Max(start => Mean(x[start..(start + window)]));
}
