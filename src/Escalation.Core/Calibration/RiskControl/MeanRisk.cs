using System.Globalization;

namespace Escalation.Calibration.RiskControl;

/// <summary>A mean of bounded losses, tested by a given test.</summary>
internal sealed class MeanRisk<TConfiguration> : ControlledRisk<TConfiguration>
{
    private readonly Func<TConfiguration, int, double> _loss;
    private readonly BoundedLossTest _test;
    private readonly Func<TConfiguration, int, bool>? _condition;

    internal MeanRisk(string name, double bound, Func<TConfiguration, int, double> loss, BoundedLossTest test, Func<TConfiguration, int, bool>? condition)
        : base(name, bound)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(test);
        _loss = loss;
        _test = test;
        _condition = condition;
    }

    internal override RiskMeasurement Measure(TConfiguration configuration, IReadOnlyList<int> items)
    {
        double[] losses = new double[items.Count];
        int trials = 0;
        double sum = 0.0;
        for (int i = 0; i < items.Count; i++)
        {
            if (_condition is null || _condition(configuration, items[i]))
            {
                losses[trials] = Require(items[i], _loss(configuration, items[i]));
                sum += losses[trials++];
            }
        }

        if (trials == 0)
        {
            return default;
        }

        double pValue = _test(losses.AsSpan(0, trials), Bound);
        if (!(pValue >= 0.0 && pValue <= 1.0))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The test of risk '{Name}' must give a probability in [0, 1], but gave {pValue:R}."));
        }

        return RiskMeasurement.Mean(pValue, sum / trials, trials, Bound);
    }

    private double Require(int item, double loss) => loss >= 0.0 && loss <= 1.0
        ? loss
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The loss of item {item} under risk '{Name}' must be in [0, 1], but was {loss:R}."));
}
