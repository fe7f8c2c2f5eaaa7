using System.Globalization;

namespace Escalation.Calibration.MultipleTesting;

/// <summary>Multiple tests that bound the family-wise error rate: the probability of rejecting any true null is at most delta.</summary>
/// <remarks>
/// A p-value rejects at <c>p &lt;= level</c>. Levels are rounded down and adjusted p-values up, by exact comparison, so that rejection and <c>adjusted p &lt;= delta</c> are one event and no rounding ever adds to delta.
/// Bonferroni, Holm, the sequences and the graphs hold under any dependence of the p-values. Hochberg, Hommel, Sidak and Holm-Sidak do not, and ask the caller to declare a dependence under which they do.
/// All functions are pure and safe to call from several threads; an empty family rejects nothing.
/// </remarks>
public static class FamilywiseTest
{
    /// <summary>Bonferroni: rejects at <c>p &lt;= delta/m</c>, under any dependence.</summary>
    /// <param name="pValues">One p-value in [0, 1] for each hypothesis.</param>
    /// <param name="delta">The family-wise error level, strictly between 0 and 1.</param>
    /// <returns>The rejections and adjusted p-values <c>min(1, m p)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a p-value is NaN, negative or above 1, naming its index, or delta is not strictly between 0 and 1.</exception>
    public static FamilywiseResult Bonferroni(ReadOnlySpan<double> pValues, double delta) =>
        EqualLevels.SingleStep<BonferroniLevel>(FamilywiseProcedure.Bonferroni, pValues, delta);

    /// <summary>Holm: in ascending order, the i-th smallest is rejected at <c>p &lt;= delta/(m - i + 1)</c> up to the first failure (Holm 1979). Under any dependence, and never weaker than Bonferroni.</summary>
    /// <param name="pValues">One p-value in [0, 1] for each hypothesis.</param>
    /// <param name="delta">The family-wise error level, strictly between 0 and 1.</param>
    /// <returns>The rejections and adjusted p-values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a p-value is NaN, negative or above 1, naming its index, or delta is not strictly between 0 and 1.</exception>
    /// <remarks><c>O(m log m)</c>.</remarks>
    public static FamilywiseResult Holm(ReadOnlySpan<double> pValues, double delta) =>
        EqualLevels.StepDown<BonferroniLevel>(FamilywiseProcedure.Holm, pValues, delta);

    /// <summary>Fixed sequence: hypotheses in their given order at the full level each, up to the first failure. Under any dependence, for an order that was fixed without the test data.</summary>
    /// <param name="pValues">The p-values in the order of testing; vacuous hypotheses are gone past. On demand, none after the failure is computed.</param>
    /// <param name="delta">The family-wise error level, strictly between 0 and 1.</param>
    /// <returns>The rejected prefix, and where it stopped; the adjusted p-value is the running maximum.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="pValues"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a computed p-value is NaN, negative or above 1, naming its index, or delta is not strictly between 0 and 1.</exception>
    public static FamilywiseResult FixedSequence(PValues pValues, double delta)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        return SequenceTest.Test(FamilywiseProcedure.FixedSequence, pValues, pValues.Count == 0 ? [] : [0], delta);
    }

    /// <inheritdoc cref="FixedSequence(PValues, double)"/>
    public static FamilywiseResult FixedSequence(ReadOnlySpan<double> pValues, double delta) => FixedSequence(PValues.Of(pValues), delta);

    /// <summary>Multi-start fixed sequence: from each of J starts on, hypotheses in their given order at <c>delta/J</c> each, up to that start's first failure (Angelopoulos et al. 2021). Under any dependence, for an order and starts that were fixed without the test data.</summary>
    /// <param name="pValues">The p-values in the order of testing; vacuous hypotheses are gone past.</param>
    /// <param name="starts">The indices to start at, strictly ascending; what lies before the first is not tested. See <see cref="EvenStarts"/>.</param>
    /// <param name="delta">The family-wise error level, strictly between 0 and 1.</param>
    /// <returns>The rejected runs, and for each start where it failed.</returns>
    /// <exception cref="ArgumentException">Thrown when there are hypotheses but no starts, or the starts do not ascend strictly within the family.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="pValues"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a computed p-value is NaN, negative or above 1, naming its index, or delta is not strictly between 0 and 1.</exception>
    /// <remarks>To hand the level of a start that got through to the others, use <see cref="TestGraph.Chains(ReadOnlySpan{int})"/>.</remarks>
    public static FamilywiseResult MultiStart(PValues pValues, ReadOnlySpan<int> starts, double delta) =>
        SequenceTest.Test(FamilywiseProcedure.MultiStart, pValues, starts, delta);

    /// <inheritdoc cref="MultiStart(PValues, ReadOnlySpan{int}, double)"/>
    public static FamilywiseResult MultiStart(ReadOnlySpan<double> pValues, ReadOnlySpan<int> starts, double delta) => MultiStart(PValues.Of(pValues), starts, delta);

    /// <summary>Starts at equal spacing, <c>floor(j m/J)</c> for j from 0 to J - 1.</summary>
    /// <param name="count">The number m of hypotheses, at least 1.</param>
    /// <param name="starts">The number J of starts, from 1 to <paramref name="count"/>.</param>
    /// <returns>The indices, strictly ascending from 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a number is below 1 or there are more starts than hypotheses.</exception>
    public static int[] EvenStarts(int count, int starts)
    {
        Guard.AtLeast(count, 1);
        Guard.AtLeast(starts, 1);
        if (starts > count)
        {
            throw new ArgumentOutOfRangeException(nameof(starts), starts, string.Create(CultureInfo.InvariantCulture, $"starts must be at most the {count} hypotheses, but was {starts}."));
        }

        int[] even = new int[starts];
        for (int j = 0; j < starts; j++)
        {
            even[j] = (int)((long)j * count / starts);
        }

        return even;
    }

    /// <summary>The fallback procedure: hypotheses in their given order, each with a weight of its own and what rejected ones before it left (Wiens 2003). Under any dependence, for an order and weights that were fixed without the test data.</summary>
    /// <param name="pValues">The p-values in the order of testing.</param>
    /// <param name="weights">The share of delta of each, in [0, 1], adding up to at most 1.</param>
    /// <param name="delta">The family-wise error level, strictly between 0 and 1.</param>
    /// <returns>The rejections and adjusted p-values.</returns>
    /// <exception cref="ArgumentException">Thrown when a weight is not a number in [0, 1], they add up to more than 1, or there are not as many as p-values.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="pValues"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a computed p-value is NaN, negative or above 1, naming its index, or delta is not strictly between 0 and 1.</exception>
    public static FamilywiseResult Fallback(PValues pValues, ReadOnlySpan<double> weights, double delta) =>
        Graphical(FamilywiseProcedure.Fallback, TestGraph.Fallback(weights), pValues, delta);

    /// <inheritdoc cref="Fallback(PValues, ReadOnlySpan{double}, double)"/>
    public static FamilywiseResult Fallback(ReadOnlySpan<double> pValues, ReadOnlySpan<double> weights, double delta) => Fallback(PValues.Of(pValues), weights, delta);

    /// <summary>The sequentially rejective graph (Bretz, Maurer, Brannath and Posch 2009), under any dependence.</summary>
    /// <param name="graph">Weights and transitions, fixed without the test data.</param>
    /// <param name="pValues">The p-values. On demand, one is computed when its hypothesis first has any weight. Vacuous hypotheses are gone past in chains and keep their weight in other graphs.</param>
    /// <param name="delta">The family-wise error level, strictly between 0 and 1.</param>
    /// <returns>The rejections in order, the final weights and the adjusted p-values.</returns>
    /// <exception cref="ArgumentException">Thrown when the graph has not as many hypotheses as there are p-values.</exception>
    /// <exception cref="ArgumentNullException">Thrown when an argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a computed p-value is NaN, negative or above 1, naming its index, or delta is not strictly between 0 and 1.</exception>
    /// <remarks>Adjusted p-values of all hypotheses need all p-values; on demand only those are known that the rejections settle.</remarks>
    public static FamilywiseResult Graphical(TestGraph graph, PValues pValues, double delta) => Graphical(FamilywiseProcedure.Graphical, graph, pValues, delta);

    /// <inheritdoc cref="Graphical(TestGraph, PValues, double)"/>
    public static FamilywiseResult Graphical(TestGraph graph, ReadOnlySpan<double> pValues, double delta) => Graphical(graph, PValues.Of(pValues), delta);

    /// <summary>Hochberg: from the largest p-value down, the first with <c>p_(i) &lt;= delta/(m - i + 1)</c> and all smaller ones are rejected (Hochberg 1988).</summary>
    /// <param name="pValues">One p-value in [0, 1] for each hypothesis.</param>
    /// <param name="delta">The family-wise error level, strictly between 0 and 1.</param>
    /// <param name="dependence">The dependence that the caller vouches for: independent or positive regression.</param>
    /// <returns>The rejections and adjusted p-values.</returns>
    /// <exception cref="ArgumentException">Thrown for <see cref="Dependence.Arbitrary"/>: two p-values can depend such that the error rate at delta 0.1 is 0.15.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a p-value is NaN, negative or above 1, naming its index, delta is not strictly between 0 and 1, or the dependence is not one of the enum.</exception>
    public static FamilywiseResult Hochberg(ReadOnlySpan<double> pValues, double delta, Dependence dependence)
    {
        DependenceGuard.Require(dependence, "Hochberg's procedure", "two p-values can depend such that its family-wise error rate at delta 0.1 is 0.15", "Holm's procedure");
        return EqualLevels.StepUp(pValues, delta);
    }

    /// <summary>Hommel: the closure of Simes' test, never weaker than Hochberg (Hommel 1988).</summary>
    /// <param name="pValues">One p-value in [0, 1] for each hypothesis.</param>
    /// <param name="delta">The family-wise error level, strictly between 0 and 1.</param>
    /// <param name="dependence">The dependence that the caller vouches for: independent or positive regression.</param>
    /// <returns>The rejections and adjusted p-values.</returns>
    /// <exception cref="ArgumentException">Thrown for <see cref="Dependence.Arbitrary"/>: two p-values can depend such that the error rate at delta 0.1 is 0.15.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a p-value is NaN, negative or above 1, naming its index, delta is not strictly between 0 and 1, or the dependence is not one of the enum.</exception>
    /// <remarks><c>O(m log m)</c>.</remarks>
    public static FamilywiseResult Hommel(ReadOnlySpan<double> pValues, double delta, Dependence dependence)
    {
        DependenceGuard.Require(dependence, "Hommel's procedure", "two p-values can depend such that its family-wise error rate at delta 0.1 is 0.15", "Holm's procedure");
        return HommelTest.Test(pValues, delta);
    }

    /// <summary>Sidak: rejects at <c>1 - (1 - p)^m &lt;= delta</c> (Sidak 1967).</summary>
    /// <param name="pValues">One p-value in [0, 1] for each hypothesis.</param>
    /// <param name="delta">The family-wise error level, strictly between 0 and 1.</param>
    /// <param name="dependence">The dependence that the caller vouches for: independent or positive regression.</param>
    /// <returns>The rejections and adjusted p-values <c>1 - (1 - p)^m</c>.</returns>
    /// <exception cref="ArgumentException">Thrown for <see cref="Dependence.Arbitrary"/>: two p-values can depend such that the error rate at delta 0.1 is 0.1026.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a p-value is NaN, negative or above 1, naming its index, delta is not strictly between 0 and 1, or the dependence is not one of the enum.</exception>
    public static FamilywiseResult Sidak(ReadOnlySpan<double> pValues, double delta, Dependence dependence)
    {
        DependenceGuard.Require(dependence, "Sidak's procedure", "two p-values can depend such that its family-wise error rate at delta 0.1 is 0.1026", "Bonferroni's procedure");
        return EqualLevels.SingleStep<SidakLevel>(FamilywiseProcedure.Sidak, pValues, delta);
    }

    /// <summary>Holm-Sidak: Sidak among those left, in ascending order up to the first failure (Holland and Copenhaver 1987).</summary>
    /// <param name="pValues">One p-value in [0, 1] for each hypothesis.</param>
    /// <param name="delta">The family-wise error level, strictly between 0 and 1.</param>
    /// <param name="dependence">The dependence that the caller vouches for: independent or positive regression.</param>
    /// <returns>The rejections and adjusted p-values.</returns>
    /// <exception cref="ArgumentException">Thrown for <see cref="Dependence.Arbitrary"/>: two p-values can depend such that the error rate at delta 0.1 is 0.1026.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a p-value is NaN, negative or above 1, naming its index, delta is not strictly between 0 and 1, or the dependence is not one of the enum.</exception>
    public static FamilywiseResult HolmSidak(ReadOnlySpan<double> pValues, double delta, Dependence dependence)
    {
        DependenceGuard.Require(dependence, "The Holm-Sidak procedure", "two p-values can depend such that its family-wise error rate at delta 0.1 is 0.1026", "Holm's procedure");
        return EqualLevels.StepDown<SidakLevel>(FamilywiseProcedure.HolmSidak, pValues, delta);
    }

    private static FamilywiseResult Graphical(FamilywiseProcedure procedure, TestGraph graph, PValues pValues, double delta)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(pValues);
        if (graph.Count != pValues.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There must be as many p-values as hypotheses in the graph, but there are {pValues.Count} and {graph.Count}."), nameof(pValues));
        }

        return GraphRun.Test(procedure, graph, pValues, delta);
    }
}
