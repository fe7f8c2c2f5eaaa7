using System.Runtime.Intrinsics;

namespace Escalation.Calibration.Counting;

/// <summary>What counting needs to know about a type of score: eight scores at a time.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IScoreLanes<T>
    where T : unmanaged
{
    /// <summary>The least score of the type that reaches a threshold: at or above it, or above it when <paramref name="strictly"/>; infinity when none does.</summary>
    static abstract T LeastReaching(double threshold, bool strictly);

    /// <summary><c>(score - origin) * scale</c> in single precision. No step decreases when the score grows, rounding included.</summary>
    static abstract Vector256<float> Positions(ref readonly T scores, Vector256<T> origin, Vector256<T> scale);

    /// <summary>All bits where score &gt;= bound, none elsewhere; bounds side by side in memory.</summary>
    static abstract Vector256<int> AtLeast(ref readonly T scores, ref readonly T bounds);

    /// <summary>The same; bounds picked by index.</summary>
    static abstract Vector256<int> AtLeast(ref readonly T scores, ReadOnlySpan<T> bounds, Vector256<int> indices);
}
