namespace Escalation.Calibration.MultipleTesting;

/// <summary>A hypothesis with a positive weight, as the next to test.</summary>
internal readonly record struct GraphCandidate(int Index, double PValue, UInt128 Numerator)
{
    /// <summary>The smaller ratio of p-value and weight first, exactly; equal ones by index.</summary>
    internal static int Compare(GraphCandidate one, GraphCandidate other)
    {
        int order = ExactProduct.Compare(one.PValue, other.Numerator, other.PValue, one.Numerator);
        return order != 0 ? order : one.Index.CompareTo(other.Index);
    }
}
