using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>How many labelled items a certificate takes.</summary>
/// <remarks>Immutable and safe to share between threads. For a budget an item is a score, for a risk an acted item with its label: a rule that acts on half of the items needs twice as many labels.</remarks>
public sealed class CalibrationPlan
{
    private CalibrationPlan(double alpha, double delta, long minimumN)
    {
        Alpha = alpha;
        Delta = delta;
        MinimumN = minimumN;
    }

    /// <summary>The level to certify.</summary>
    public double Alpha { get; }

    /// <summary>The error level.</summary>
    public double Delta { get; }

    /// <summary>The items without which nothing can be certified: the least n with <c>(1 - Alpha)^n &lt;= Delta</c>.</summary>
    public long MinimumN { get; }

    /// <summary>The assumed true rate; null in a plan without one.</summary>
    public double? TrueRate { get; private init; }

    /// <summary>The wanted probability of being certified; null in a plan without a true rate.</summary>
    public double? Power { get; private init; }

    /// <summary>The least n from which the probability of being certified stays at <see cref="Power"/> or above, whatever more is added (power is a sawtooth in n); null in a plan without a true rate.</summary>
    public long? NForPower { get; private init; }

    /// <summary>The probability of being certified with <see cref="NForPower"/> items; null in a plan without a true rate.</summary>
    public double? PowerAtN { get; private init; }

    /// <summary>A plan that names only the least number of items.</summary>
    /// <param name="alpha">The level to certify, strictly between 0 and 1.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a level is not strictly between 0 and 1, or alpha is so small that more than <see cref="BinomialTail.MaxTrials"/> items are needed.</exception>
    public static CalibrationPlan For(double alpha, double delta = 0.1) => new(alpha, delta, BinomialBudget.MinimumTrials(alpha, delta));

    /// <summary>A plan for a threshold, fixed beforehand, whose true rate is assumed.</summary>
    /// <param name="alpha">The level to certify, strictly between 0 and 1.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <param name="trueRate">The assumed true rate, from 0 up to <paramref name="alpha"/>, exclusive: at or above alpha no number of items gives more power than delta.</param>
    /// <param name="power">The wanted probability of being certified, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of its range, or <paramref name="trueRate"/> is so close to <paramref name="alpha"/> that the exact number would take more than some seconds to find (<see cref="BinomialBudget.TrialsForPower"/> states the limit).</exception>
    public static CalibrationPlan For(double alpha, double delta, double trueRate, double power = 0.9)
    {
        CalibrationPlan least = For(alpha, delta);
        PowerPlan plan = BinomialBudget.TrialsForPower(alpha, delta, trueRate, power);
        return new CalibrationPlan(alpha, delta, least.MinimumN)
        {
            TrueRate = trueRate,
            Power = power,
            NForPower = plan.Trials,
            PowerAtN = plan.Power,
        };
    }
}
