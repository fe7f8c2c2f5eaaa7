using System.Globalization;

namespace Escalation.Calibration.RiskControl;

/// <summary>Learn then Test: certifies every configuration of a finite family that keeps all of its risks, and chooses the best of them (Angelopoulos, Bates, Candes, Jordan and Lei, arXiv 2110.01052).</summary>
/// <remarks>
/// For each configuration the null hypothesis is that a risk is beyond its bound. A multiple test with family-wise error rate delta rejects some of them: with probability at least <c>1 - delta</c> over the draw of the testing items every certified configuration keeps every bound, so any of them may be deployed, whatever it was chosen for.
/// The choice is made by an objective on the items that do not test. Pure apart from the caller's delegates.
/// </remarks>
public static class LearnThenTest
{
    /// <summary>Tests the family and chooses.</summary>
    /// <typeparam name="TConfiguration">What is being calibrated, for example a threshold or a pair of them.</typeparam>
    /// <param name="configurations">The family, fixed without the testing items; at least one.</param>
    /// <param name="risks">The risks that every certified configuration keeps; at least one, with distinct names.</param>
    /// <param name="split">Which items choose and which test.</param>
    /// <param name="procedure">How the error level is spent.</param>
    /// <param name="objective">What the chosen configuration minimises among the certified, for example its expected cost on the items with the given numbers: the choosing ones, or the testing ones where none choose. Called for certified configurations only.</param>
    /// <param name="delta">The probability that some certified configuration breaks a bound, strictly between 0 and 1.</param>
    /// <returns>Every configuration with its measurements; the certified ones; the chosen one. Ties of the objective go to the configuration listed first.</returns>
    /// <exception cref="ArgumentNullException">Thrown when an argument, a configuration or a risk is null.</exception>
    /// <exception cref="ArgumentException">Thrown when there is no configuration or risk, or two risks share a name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when delta is not strictly between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the procedure does not fit the family, or an objective is NaN.</exception>
    /// <remarks>Every risk of every configuration is measured, <c>O(m n)</c> calls of its delegates for m configurations and n items.</remarks>
    public static LearnThenTestResult<TConfiguration> Run<TConfiguration>(
        IReadOnlyList<TConfiguration> configurations,
        IReadOnlyList<ControlledRisk<TConfiguration>> risks,
        CalibrationSplit split,
        RiskProcedure procedure,
        Func<TConfiguration, IReadOnlyList<int>, double> objective,
        double delta = 0.1)
        where TConfiguration : notnull
    {
        ArgumentNullException.ThrowIfNull(configurations);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(objective);
        IReadOnlyList<int> judges = split.Choosing.IsEmpty ? split.TestingItems : split.ChoosingItems;
        return Run(configurations, risks, split, procedure, index => objective(configurations[index], judges), delta);
    }

    /// <summary>Tests the family and chooses by an objective that is given by place.</summary>
    internal static LearnThenTestResult<TConfiguration> Run<TConfiguration>(
        IReadOnlyList<TConfiguration> configurations,
        IReadOnlyList<ControlledRisk<TConfiguration>> risks,
        CalibrationSplit split,
        RiskProcedure procedure,
        Func<int, double> objective,
        double delta)
        where TConfiguration : notnull
    {
        ArgumentNullException.ThrowIfNull(risks);
        ArgumentNullException.ThrowIfNull(procedure);
        Guard.OpenProbability(delta);
        string[] names = Names(risks);
        RequireAny(configurations);
        RiskMeasurement[] testing = Measure(configurations, risks, split.TestingItems);
        RiskMeasurement[]? choosing = split.Choosing.IsEmpty ? null : Measure(configurations, risks, split.ChoosingItems);
        return Decide(configurations, new RiskEvidence(names, testing, choosing, delta), procedure, objective, split);
    }

    /// <summary>Decides on measurements that were made before.</summary>
    internal static LearnThenTestResult<TConfiguration> Decide<TConfiguration>(
        IReadOnlyList<TConfiguration> configurations,
        RiskEvidence evidence,
        RiskProcedure procedure,
        Func<int, double> objective,
        CalibrationSplit split)
    {
        RiskDecision decision = procedure.Decide(evidence);
        var rows = new LearnThenTestRow<TConfiguration>[configurations.Count];
        for (int index = 0; index < rows.Length; index++)
        {
            double? value = decision.IsCertified(index) ? Require(objective(index), index) : null;
            rows[index] = new LearnThenTestRow<TConfiguration>(configurations[index], index, evidence, decision, value);
        }

        return new LearnThenTestResult<TConfiguration>(rows, evidence, decision, procedure, split);
    }

    private static double Require(double objective, int index) => !double.IsNaN(objective)
        ? objective
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The objective of configuration {index} must be a number, but was NaN."));

    private static RiskMeasurement[] Measure<TConfiguration>(IReadOnlyList<TConfiguration> configurations, IReadOnlyList<ControlledRisk<TConfiguration>> risks, IReadOnlyList<int> items)
    {
        var measurements = new RiskMeasurement[configurations.Count * risks.Count];
        for (int configuration = 0; configuration < configurations.Count; configuration++)
        {
            for (int risk = 0; risk < risks.Count; risk++)
            {
                measurements[(configuration * risks.Count) + risk] = risks[risk].Measure(configurations[configuration], items);
            }
        }

        return measurements;
    }

    private static void RequireAny<TConfiguration>(IReadOnlyList<TConfiguration> configurations)
    {
        if (configurations.Count == 0)
        {
            throw new ArgumentException("configurations must not be empty.", nameof(configurations));
        }

        for (int i = 0; i < configurations.Count; i++)
        {
            if (configurations[i] is null)
            {
                throw new ArgumentNullException(nameof(configurations), string.Create(CultureInfo.InvariantCulture, $"configurations[{i}] is null."));
            }
        }
    }

    private static string[] Names<TConfiguration>(IReadOnlyList<ControlledRisk<TConfiguration>> risks)
    {
        if (risks.Count == 0)
        {
            throw new ArgumentException("risks must not be empty: without one there is nothing to certify.", nameof(risks));
        }

        string[] names = new string[risks.Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = (risks[i] ?? throw new ArgumentNullException(nameof(risks), string.Create(CultureInfo.InvariantCulture, $"risks[{i}] is null."))).Name;
            if (Array.IndexOf(names, names[i], 0, i) >= 0)
            {
                throw new ArgumentException($"Two risks are named '{names[i]}': a result could not say which one failed.", nameof(risks));
            }
        }

        return names;
    }
}
