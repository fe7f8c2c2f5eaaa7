using Escalation.Calibration.MultipleTesting;

namespace Escalation.Calibration.RiskControl;

/// <summary>How the error level is spent on a family of configurations so that any certified configuration breaks any bound with probability at most delta.</summary>
/// <remarks>
/// All but <see cref="SplitChains"/> test one hypothesis a configuration, "any risk is beyond its bound", by the largest of the p-values: whichever risk is the one beyond its bound, its own p-value has to be small as well, so nothing is paid for the number of risks.
/// Such a sequence stalls where no single configuration is safe for all risks at its head; that is what split chains and learned orders are for.
/// Immutable and safe to share between threads. All hold under any dependence of the p-values.
/// </remarks>
public abstract class RiskProcedure
{
    private protected RiskProcedure(string name) => Name = name;

    /// <summary>The name, for example <c>fixed-sequence</c>.</summary>
    public string Name { get; }

    /// <summary>Bonferroni over the configurations, without any order.</summary>
    public static RiskProcedure Bonferroni { get; } = new UnorderedProcedure("bonferroni", FamilywiseTest.Bonferroni);

    /// <summary>Holm over the configurations, without any order.</summary>
    public static RiskProcedure Holm { get; } = new UnorderedProcedure("holm", FamilywiseTest.Holm);

    /// <summary>One sequence over the configurations at the full level, up to its first failure.</summary>
    /// <param name="order">The order.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="order"/> is null.</exception>
    public static RiskProcedure FixedSequence(ConfigurationOrder order) => new SequenceProcedure(order, starts: 1);

    /// <summary>Sequences from several places of one order, evenly spaced, each at an equal share of the level.</summary>
    /// <param name="order">The order.</param>
    /// <param name="starts">How many; at least 1. More starts than configurations count as one for each.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="order"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="starts"/> is below 1.</exception>
    public static RiskProcedure MultiStart(ConfigurationOrder order, int starts) => new SequenceProcedure(order, starts);

    /// <summary>A graph over the configurations, whose nodes are their places in the list.</summary>
    /// <param name="graph">Weights and transitions, fixed without the testing items.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="graph"/> is null.</exception>
    public static RiskProcedure Graphical(TestGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new GraphProcedure(_ => graph);
    }

    /// <summary>One sequence for each risk, in its own order and at its share of the level; a configuration is certified when all risks' sequences got to it. For risks that are safest at opposite ends, such as a delegation rate and an error rate.</summary>
    /// <param name="chains">One chain for each risk, in the order of the risks; each risk has its own.</param>
    /// <exception cref="ArgumentException">Thrown when there is no chain, some but not all have a share, or the shares add up to more than 1.</exception>
    /// <remarks>A chain that is rejected to its end leaves its level to the next one (it is a graph, see <see cref="TestGraph.Chains(ReadOnlySpan{int}, ReadOnlySpan{double})"/>), unless a chain begins by <see cref="RiskChain.FirstTrials"/>, since then its end does not mean that all its hypotheses were rejected.</remarks>
    public static RiskProcedure SplitChains(params ReadOnlySpan<RiskChain> chains) => new ChainProcedure(chains.ToArray());

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A graph that depends on what the choosing items say.</summary>
    internal static RiskProcedure LearnedGraph(Func<RiskEvidence, TestGraph> learn) => new GraphProcedure(learn);

    internal abstract RiskDecision Decide(RiskEvidence evidence);

    private protected static double[] PValues(RiskEvidence evidence)
    {
        double[] pValues = new double[evidence.Configurations];
        for (int configuration = 0; configuration < pValues.Length; configuration++)
        {
            pValues[configuration] = evidence.PValue(configuration);
        }

        return pValues;
    }
}
