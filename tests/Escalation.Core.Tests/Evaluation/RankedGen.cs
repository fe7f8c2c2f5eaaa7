using Escalation.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Evaluation;

/// <summary>Confidences with many ties, and answers.</summary>
internal static class RankedGen
{
    internal static Gen<(double[] Confidences, bool[] Correct)> Of(int least, int most, int levels) =>
        from n in Gen.Choose(least, most)
        from levelOf in Gen.ArrayOf(Gen.Choose(0, levels), n)
        from right in Gen.ArrayOf(Gen.Elements(true, false), n)
        select (levelOf.Select(level => (double)level / levels).ToArray(), right);

    internal static void Hold(int least, int most, int levels, Func<double[], bool[], bool> law) =>
        Prop.ForAll(Of(least, most, levels).ToArbitrary(), data => law(data.Confidences, data.Correct)).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    internal static bool Near(MetricValue left, MetricValue right, double tolerance = 1e-12) =>
        left.IsDefined == right.IsDefined && left.Reason == right.Reason && Math.Abs((left.Value ?? 0.0) - (right.Value ?? 0.0)) <= tolerance;
}
