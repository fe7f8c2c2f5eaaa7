namespace Escalation.Calibration.RiskControl;

/// <summary>Makes the risks of a calibration from what happens to one item: under which condition it counts, and whether the bad thing occurs.</summary>
public static class ControlledRisk
{
    /// <summary>A rate that must not exceed its bound, by the exact binomial test: the occurrences among the items that meet the condition are <c>Bin(trials, rate)</c>, so <c>p = P(Bin(trials, bound) &lt;= occurrences)</c>.</summary>
    /// <typeparam name="TConfiguration">What is being calibrated.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="bound">The largest rate, strictly between 0 and 1.</param>
    /// <param name="occurs">Whether it occurs at an item under a configuration, for example "acted on and wrong".</param>
    /// <param name="condition">Which items count, for example "acted on"; null for all of them. May look at scores, never at losses.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the bound is not strictly between 0 and 1.</exception>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="occurs"/> is null.</exception>
    public static ControlledRisk<TConfiguration> AtMost<TConfiguration>(
        string name,
        double bound,
        Func<TConfiguration, int, bool> occurs,
        Func<TConfiguration, int, bool>? condition = null) => new CountedRisk<TConfiguration>(name, bound, atLeast: false, occurs, condition);

    /// <summary>A rate that must not fall below its bound, such as precision or coverage, by the exact binomial test <c>p = P(Bin(trials, bound) &gt;= occurrences)</c>.</summary>
    /// <inheritdoc cref="AtMost{TConfiguration}"/>
    /// <param name="name">The name.</param>
    /// <param name="bound">The least rate, strictly between 0 and 1.</param>
    /// <param name="occurs">Whether it occurs at an item under a configuration, for example "acted on and right".</param>
    /// <param name="condition">Which items count; null for all of them. May look at scores, never at losses.</param>
    public static ControlledRisk<TConfiguration> AtLeast<TConfiguration>(
        string name,
        double bound,
        Func<TConfiguration, int, bool> occurs,
        Func<TConfiguration, int, bool>? condition = null) => new CountedRisk<TConfiguration>(name, bound, atLeast: true, occurs, condition);

    /// <summary>A mean of losses in [0, 1] that must not exceed its bound. For losses of 0 and 1 use <see cref="AtMost{TConfiguration}"/>, whose test is stronger than any of these.</summary>
    /// <typeparam name="TConfiguration">What is being calibrated.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="bound">The largest mean, strictly between 0 and 1.</param>
    /// <param name="loss">The loss of an item under a configuration, in [0, 1].</param>
    /// <param name="test">The test, such as Hoeffding-Bentkus or betting. One that depends on the order of the losses gets them in the order of the items, which must then be a random one.</param>
    /// <param name="condition">Which items count; null for all of them. May look at scores, never at losses.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the bound is not strictly between 0 and 1.</exception>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when a delegate is null.</exception>
    public static ControlledRisk<TConfiguration> MeanAtMost<TConfiguration>(
        string name,
        double bound,
        Func<TConfiguration, int, double> loss,
        BoundedLossTest test,
        Func<TConfiguration, int, bool>? condition = null) => new MeanRisk<TConfiguration>(name, bound, loss, test, condition);

    /// <summary>A risk with a test of your own on a whole set of items, for what is no mean of independent losses, such as <c>1 - AUROC</c>.</summary>
    /// <typeparam name="TConfiguration">What is being calibrated.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="bound">The bound that the test's null hypothesis names, strictly between 0 and 1.</param>
    /// <param name="measure">Measures a configuration on the items with the given numbers, and on no others.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the bound is not strictly between 0 and 1.</exception>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="measure"/> is null.</exception>
    public static ControlledRisk<TConfiguration> Measured<TConfiguration>(
        string name,
        double bound,
        Func<TConfiguration, IReadOnlyList<int>, RiskMeasurement> measure) => new MeasuredRisk<TConfiguration>(name, bound, measure);
}
