using Escalation.Decisions;

namespace Escalation.Experiments.Data;

/// <summary>Collects the items of one pool row by row.</summary>
internal sealed class PoolBuilder(string dataSet, string model)
{
    private readonly List<double> _confidences = [];
    private readonly List<double> _losses = [];
    private readonly List<double> _margins = [];

    /// <summary>Adds an answer of which only the confidence is known.</summary>
    internal void Add(double confidence, bool right) => Add(confidence, double.NaN, right);

    /// <summary>Adds an answer with option probabilities: the confidence is the largest, the margin its distance to the second largest.</summary>
    internal void Add(ReadOnlySpan<double> probabilities, bool right)
    {
        double largest = double.NegativeInfinity;
        double second = double.NegativeInfinity;
        foreach (double probability in probabilities)
        {
            second = Math.Max(second, Math.Min(largest, probability));
            largest = Math.Max(largest, probability);
        }

        Add(largest, largest - second, right);
    }

    /// <summary>The pool whose budget delegates by <c>1 - confidence</c>.</summary>
    internal Pool ByComplement() => Build(Pool.Complement("1-msp", [.. _confidences]));

    /// <summary>The pool whose budget delegates low confidences.</summary>
    internal Pool ByConfidence() => Build(new DelegationScore("max_prob", ScoreDirection.LowerDelegates, [.. _confidences]));

    /// <summary>The pool whose budget delegates small margins.</summary>
    internal Pool ByMargin() => Build(new DelegationScore("margin", ScoreDirection.LowerDelegates, [.. _margins]));

    private Pool Build(DelegationScore delegation) => new(dataSet, model, [.. _confidences], [.. _losses], delegation);

    private void Add(double confidence, double margin, bool right)
    {
        _confidences.Add(confidence);
        _margins.Add(margin);
        _losses.Add(right ? 0.0 : 1.0);
    }
}
