namespace Escalation.Calibration.MultipleTesting;

/// <summary>A test graph while it is worked through: the weights of the hypotheses left, and how they pass on.</summary>
/// <remarks>Weights are <c>Numerator/Denominator</c>; those of the hypotheses left never add up to more than one.</remarks>
internal abstract class GraphWalk
{
    /// <summary>The common denominator of all weights.</summary>
    internal abstract UInt128 Denominator { get; }

    /// <summary>The numerator of a weight; 0 once the hypothesis was removed.</summary>
    internal abstract UInt128 Numerator(int index);

    /// <summary>The present transition between two different hypotheses.</summary>
    internal abstract double Transition(int from, int to);

    /// <summary>Removes a rejected hypothesis, passes its weight on, and adds those to the list whose numerator grew.</summary>
    internal abstract void Reject(int index, List<int> grown);

    /// <summary>Goes past a hypothesis without items, if it stands in a sequence that goes on behind it; otherwise it stays and keeps its weight.</summary>
    internal virtual bool TryPass(int index, List<int> grown) => false;

    /// <summary>The first hypothesis of the sequence that a hypothesis stands in; null where there are no sequences.</summary>
    internal virtual int? SequenceOf(int index) => null;
}
