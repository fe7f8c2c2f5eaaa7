using System.Globalization;

namespace Escalation.Calibration.RiskControl;

/// <summary>Pareto testing: the choosing items find the configurations on the front of controlled risks and objective and order them by how surely they keep the risks; the testing items certify along that order; the best objective among the certified wins (Laufer-Goldshtein, Fisch, Barzilay and Jaakkola, arXiv 2210.07913).</summary>
/// <remarks>
/// The controlled risks are promised, the objective is only optimised. Configurations off the front can never be the best choice, so testing them would only risk an early stop.
/// Pure apart from the caller's delegates.
/// </remarks>
public static class ParetoTesting
{
    /// <summary>Finds the front, certifies along it and chooses.</summary>
    /// <typeparam name="TConfiguration">What is being calibrated.</typeparam>
    /// <param name="configurations">The family, fixed without the testing items; at least one.</param>
    /// <param name="risks">The risks that are controlled; at least one, with distinct names. Their p-values on the choosing items are coordinates of the front.</param>
    /// <param name="split">Which items choose and which test; some must choose.</param>
    /// <param name="objective">What is minimised among the certified, for example the error rate on the items with the given numbers, always the choosing ones. The last coordinate of the front.</param>
    /// <param name="delta">The probability that some certified configuration breaks a bound, strictly between 0 and 1.</param>
    /// <returns>As of <see cref="LearnThenTest"/>; configurations off the front are not tested. Ties of the objective go to the configuration listed first, ties of the order too.</returns>
    /// <exception cref="ArgumentNullException">Thrown when an argument is null.</exception>
    /// <exception cref="ArgumentException">Thrown when there is no configuration, no risk or no item that chooses, or two risks share a name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when delta is not strictly between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">Thrown when an objective is NaN.</exception>
    /// <remarks>The front of m configurations takes <c>O(m^2)</c>.</remarks>
    public static LearnThenTestResult<TConfiguration> Run<TConfiguration>(
        IReadOnlyList<TConfiguration> configurations,
        IReadOnlyList<ControlledRisk<TConfiguration>> risks,
        CalibrationSplit split,
        Func<TConfiguration, IReadOnlyList<int>, double> objective,
        double delta = 0.1)
        where TConfiguration : notnull
    {
        ArgumentNullException.ThrowIfNull(configurations);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(objective);
        if (split.Choosing.IsEmpty)
        {
            throw new ArgumentException("The split must have items that choose: the front is found on them.", nameof(split));
        }

        double[] objectives = new double[configurations.Count];
        for (int i = 0; i < objectives.Length; i++)
        {
            objectives[i] = objective(configurations[i], split.ChoosingItems);
            if (double.IsNaN(objectives[i]))
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The objective of configuration {i} must be a number, but was NaN."));
            }
        }

        RiskProcedure procedure = RiskProcedure.FixedSequence(ConfigurationOrder.LearnedBy(evidence => Order(evidence, objectives)));
        return LearnThenTest.Run(configurations, risks, split, procedure, index => objectives[index], delta);
    }

    /// <summary>The front, most surely safe first.</summary>
    private static int[] Order(RiskEvidence evidence, double[] objectives)
    {
        double[][] points = new double[evidence.Configurations][];
        for (int configuration = 0; configuration < points.Length; configuration++)
        {
            double[] point = new double[evidence.Risks + 1];
            for (int risk = 0; risk < evidence.Risks; risk++)
            {
                point[risk] = evidence.Choosing(configuration, risk).LogPValue;
            }

            point[^1] = objectives[configuration];
            points[configuration] = point;
        }

        bool[] efficient = ParetoFront.Efficient(points);
        double[] keys = new double[points.Length];
        for (int configuration = 0; configuration < keys.Length; configuration++)
        {
            keys[configuration] = evidence.ChoosingLogPValue(configuration);
        }

        return [.. ConfigurationOrder.SortedBy(keys).Where(configuration => efficient[configuration])];
    }
}
