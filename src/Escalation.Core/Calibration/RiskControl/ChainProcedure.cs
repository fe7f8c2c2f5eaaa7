using System.Globalization;
using Escalation.Calibration.MultipleTesting;

namespace Escalation.Calibration.RiskControl;

/// <summary>Tests each risk in a sequence of its own; certified is what all sequences rejected.</summary>
internal sealed class ChainProcedure : RiskProcedure
{
    /// <summary>What rounding the shares may add to their sum.</summary>
    private const double ShareSlack = 1e-15;

    private readonly RiskChain[] _chains;

    internal ChainProcedure(RiskChain[] chains)
        : base("split-chains")
    {
        if (chains.Length == 0)
        {
            throw new ArgumentException("chains must not be empty: there is one for each risk.", nameof(chains));
        }

        double sum = 0.0;
        for (int i = 0; i < chains.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(chains[i], nameof(chains));
            if (chains[i].Share is null != chains[0].Share is null)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"chains[{i}] must have a share if and only if chains[0] has one."), nameof(chains));
            }

            sum += chains[i].Share ?? 0.0;
        }

        if (sum > 1.0 + ShareSlack)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The shares of chains must add up to at most 1, but add up to {sum:R}."), nameof(chains));
        }

        _chains = chains;
    }

    internal override RiskDecision Decide(RiskEvidence evidence)
    {
        if (_chains.Length != evidence.Risks)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"There are {_chains.Length} chains for {evidence.Risks} risks: each risk needs its own."));
        }

        int[][] orders = new int[_chains.Length][];
        bool byCounts = false;
        for (int risk = 0; risk < orders.Length; risk++)
        {
            orders[risk] = _chains[risk].Order.Resolve(evidence, risk);
            byCounts |= _chains[risk].FirstTrials > 0;
        }

        return byCounts ? Apart(evidence, orders) : Together(evidence, orders);
    }

    /// <summary>All chains in one graph, so that a finished one helps the others.</summary>
    private RiskDecision Together(RiskEvidence evidence, int[][] orders)
    {
        int[] lengths = [.. orders.Select(order => order.Length)];
        int[] first = new int[orders.Length];
        double[] pValues = new double[lengths.Sum()];
        int next = 0;
        for (int risk = 0; risk < orders.Length; risk++)
        {
            first[risk] = next;
            foreach (int configuration in orders[risk])
            {
                pValues[next++] = evidence.PValue(configuration, risk);
            }
        }

        TestGraph graph = _chains[0].Share is null ? TestGraph.Chains(lengths) : TestGraph.Chains(lengths, [.. _chains.Select(chain => chain.Share!.Value)]);
        FamilywiseResult result = FamilywiseTest.Graphical(graph, pValues, evidence.Delta);
        var decision = new RiskDecision(evidence.Configurations, evidence.Risks);
        for (int risk = 0; risk < orders.Length; risk++)
        {
            decision.TakeChain(result, risk, orders[risk], first[risk]);
        }

        return decision;
    }

    private RiskDecision Apart(RiskEvidence evidence, int[][] orders)
    {
        var decision = new RiskDecision(evidence.Configurations, evidence.Risks);
        for (int risk = 0; risk < orders.Length; risk++)
        {
            int[] order = orders[risk];
            int chain = risk;
            long firstTrials = _chains[risk].FirstTrials;
            RequireNested(evidence, order, risk, firstTrials);
            var pValues = MultipleTesting.PValues.OnDemand(
                order.Length,
                position => evidence.PValue(order[position], chain),
                position => evidence.Testing(order[position], chain).Trials < firstTrials);
            double level = _chains[risk].Share is { } share ? ErrorShare.Of(evidence.Delta, share) : LevelShare.Level(evidence.Delta, _chains.Length);
            decision.TakeChain(FamilywiseTest.FixedSequence(pValues, level), risk, order, from: 0);
        }

        return decision;
    }

    private static void RequireNested(RiskEvidence evidence, int[] order, int risk, long firstTrials)
    {
        for (int position = 1; firstTrials > 0 && position < order.Length; position++)
        {
            if (evidence.Testing(order[position], risk).Trials < evidence.Testing(order[position - 1], risk).Trials)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The chain of risk '{evidence.RiskNames[risk]}' may begin by counts only where configurations are nested, but configuration {order[position]} has fewer trials than {order[position - 1]} before it."));
            }
        }
    }
}
