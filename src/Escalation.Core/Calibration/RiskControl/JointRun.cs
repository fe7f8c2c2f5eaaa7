using Escalation.Calibration.MultipleTesting;
using Escalation.Statistics;

namespace Escalation.Calibration.RiskControl;

/// <summary>One joint calibration: the counts of both parts of the data, the two tests, and what they certify together.</summary>
internal sealed class JointRun
{
    private readonly JointCalibrationOptions _options;
    private readonly int[] _order;
    private readonly FamilywiseResult _chain;
    private readonly bool[] _tested;
    private readonly bool[] _certified;

    /// <param name="options">The options.</param>
    /// <param name="grid">The thresholds, fixed without the testing items.</param>
    /// <param name="choosing">The counts of the items that choose.</param>
    /// <param name="testing">The counts of the items that test; at least one.</param>
    /// <param name="allowed">The largest number of testing items that the budget lets a threshold delegate.</param>
    internal JointRun(JointCalibrationOptions options, ThresholdGrid grid, JointCounts choosing, JointCounts testing, long allowed)
    {
        _options = options;
        Grid = grid;
        Choosing = choosing;
        Testing = testing;
        Allowed = allowed;
        Risk = new JointRisk(testing, options.RiskOf, options.MaxRisk, options.RiskLevel);
        Required = options.RiskOf == RiskSubject.Acted ? FixedSequence.RequiredAtStart(options.Start, BinomialBudget.MinimumTrials(options.MaxRisk, options.RiskLevel)) : 0;
        _order = options.RiskOf == RiskSubject.Acted ? [] : LearnOrder();

        // A threshold delegates at most the allowed count exactly when it acts on at least the rest, so beginning where the budget begins is
        // beginning at the first threshold that acts on a number of items fixed beforehand, and costs nothing.
        _chain = options.RiskOf == RiskSubject.Acted
            ? Risk.Ascending(Math.Max(Required, testing.Items - allowed))
            : Risk.InOrder(_order);
        _tested = new bool[grid.Count];
        _certified = new bool[grid.Count];
        for (int position = 0; position < _chain.Count; position++)
        {
            int index = IndexAt(position);
            HypothesisOutcome outcome = _chain.Outcome(position);
            _tested[index] = outcome is HypothesisOutcome.Rejected or HypothesisOutcome.Retained;
            _certified[index] = outcome == HypothesisOutcome.Rejected && testing.Delegated(index) <= allowed;
            TestedCount += _tested[index] ? 1 : 0;
        }
    }

    internal ThresholdGrid Grid { get; }

    internal JointCounts Choosing { get; }

    internal JointCounts Testing { get; }

    internal JointRisk Risk { get; }

    /// <summary>The largest number of testing items that the budget lets a threshold delegate.</summary>
    internal long Allowed { get; }

    /// <summary>The least number of acted items with which a selective chain may begin.</summary>
    internal long Required { get; }

    /// <summary>How many hypotheses of the risk were tested, a failing one included.</summary>
    internal int TestedCount { get; }

    internal JointTable Table => new(Grid, Risk, _tested, _certified);

    /// <summary>The certified threshold of least expected cost on the choosing items; null when none is certified.</summary>
    internal int? Choose() => Choosing.Cheapest(_options.CostRatio, index => _certified[index]);

    /// <summary>The threshold at which the sequence of the risk failed; null when it did not, or tested nothing.</summary>
    internal int? FailedAt => _chain.Stops.Count > 0 ? IndexAt(_chain.Stops[0].Index) : null;

    private int IndexAt(int position) => _order.Length == 0 ? position : _order[position];

    /// <summary>By the choosing items: first the thresholds most likely to keep both promises, by the larger of the two p-values. In a tie the lower one.</summary>
    private int[] LearnOrder()
    {
        var risk = new JointRisk(Choosing, _options.RiskOf, _options.MaxRisk, _options.RiskLevel);
        double[] keys = new double[Grid.Count];
        for (int index = 0; index < keys.Length; index++)
        {
            bool same = index > 0 && Choosing.Acted(index) == Choosing.Acted(index - 1);
            keys[index] = same
                ? keys[index - 1]
                : Math.Max(risk.LogPValue(index), BinomialTail.LogLower(Choosing.Delegated(index), Choosing.Items, _options.Budget));
        }

        return ConfigurationOrder.SortedBy(keys);
    }
}
