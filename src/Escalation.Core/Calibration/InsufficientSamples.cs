using System.Globalization;

namespace Escalation.Calibration;

/// <summary>There are too few items to certify anything, however good they are.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class InsufficientSamples : CalibrationResult
{
    internal InsufficientSamples(long n, double alpha, double delta, long have, long need, IReadOnlyList<Hypothesis> hypotheses)
        : base(n, alpha, delta, hypotheses)
    {
        Have = have;
        Need = need;
    }

    /// <inheritdoc/>
    public override string Status => CalibrationStatus.InsufficientSamples;

    /// <inheritdoc/>
    public override string Message => string.Create(CultureInfo.InvariantCulture, $"Not certifiable: {Have} items where alpha {Alpha:R} at {LevelText} needs at least {Need}.");

    /// <summary>The items there are: all of them for a budget, for a risk those that the most permissive threshold acts on.</summary>
    public long Have { get; }

    /// <summary>The items it takes at the least: the least n with <c>(1 - alpha)^n &lt;= level</c> at the level that the procedure leaves to one hypothesis, for a betting test with <c>(1 + alpha)^-n &lt;= level</c>; more where the start of a sequence asks for more.</summary>
    public long Need { get; }
}
