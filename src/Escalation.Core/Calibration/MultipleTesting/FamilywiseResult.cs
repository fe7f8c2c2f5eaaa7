namespace Escalation.Calibration.MultipleTesting;

/// <summary>Which hypotheses of a family a procedure rejects, such that any true null is among them with probability at most <see cref="Delta"/>.</summary>
/// <remarks>Immutable; safe to read from several threads. Memory <c>O(m)</c>.</remarks>
public sealed class FamilywiseResult
{
    private readonly HypothesisOutcome[] _outcomes;
    private readonly double[] _levels;
    private readonly double[] _adjusted;

    internal FamilywiseResult(FamilywiseProcedure procedure, double delta, FamilywiseRecord record)
    {
        Procedure = procedure;
        Delta = delta;
        _outcomes = record.Outcomes;
        _levels = record.Levels;
        _adjusted = record.Adjusted;
        Rejections = new RejectionList(record);
        FinalWeights = record.FinalWeights;
        Stops = record.Stops;
        int[] rejected = record.Order[..record.Rejected];
        Array.Sort(rejected);
        Rejected = rejected;
    }

    /// <summary>The procedure.</summary>
    public FamilywiseProcedure Procedure { get; }

    /// <summary>The family-wise error level, strictly between 0 and 1.</summary>
    public double Delta { get; }

    /// <summary>The number of hypotheses.</summary>
    public int Count => _outcomes.Length;

    /// <summary>The rejected hypotheses in the order of their rejection: in a sequence that of the sequence, else the smallest ratio of p-value and weight first, ties by the lowest index.</summary>
    public IReadOnlyList<Rejection> Rejections { get; }

    /// <summary>The indices of the rejected hypotheses, ascending.</summary>
    public IReadOnlyList<int> Rejected { get; }

    /// <summary>The share of delta that each hypothesis holds when nothing more can be rejected, 0 for the rejected ones; empty unless the procedure is a graph or the fallback procedure.</summary>
    public IReadOnlyList<double> FinalWeights { get; }

    /// <summary>Where each start of a fixed sequence, or each chain, failed; a start that got to the end is not listed. Empty for procedures without an order.</summary>
    public IReadOnlyList<SequenceStop> Stops { get; }

    /// <summary>What became of a hypothesis.</summary>
    /// <param name="index">The hypothesis, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="IndexOutOfRangeException">Thrown when there is no such hypothesis.</exception>
    public HypothesisOutcome Outcome(int index) => _outcomes[index];

    /// <summary>Whether a hypothesis was rejected.</summary>
    /// <param name="index">The hypothesis, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>True when it was.</returns>
    /// <exception cref="IndexOutOfRangeException">Thrown when there is no such hypothesis.</exception>
    public bool IsRejected(int index) => _outcomes[index] == HypothesisOutcome.Rejected;

    /// <summary>The local error level at which a hypothesis was rejected, or the last one at which it was not.</summary>
    /// <param name="index">The hypothesis, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>A level of at most delta, rounded down so that the levels of a family never add up to more than it allows; null where the hypothesis was vacuous or never reached.</returns>
    /// <exception cref="IndexOutOfRangeException">Thrown when there is no such hypothesis.</exception>
    public double? Level(int index) => double.IsNaN(_levels[index]) ? null : _levels[index];

    /// <summary>The least delta at which the procedure rejects a hypothesis, rounded up to a double and cut off at 1: it is rejected if and only if this is at most <see cref="Delta"/>.</summary>
    /// <param name="index">The hypothesis, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>A value in [0, 1]; null where p-values were computed on demand and those that it depends on were not.</returns>
    /// <exception cref="IndexOutOfRangeException">Thrown when there is no such hypothesis.</exception>
    public double? AdjustedPValue(int index) => double.IsNaN(_adjusted[index]) ? null : _adjusted[index];
}
