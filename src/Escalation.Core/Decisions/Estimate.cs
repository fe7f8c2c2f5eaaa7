namespace Escalation.Decisions;

/// <summary>A predictor's answer: a finite number, or the reason why there is none. <c>default</c> is a fault.</summary>
/// <remarks>Immutable; creating one allocates nothing.</remarks>
public readonly struct Estimate
{
    /// <summary>How far rounding may push a probability over the edge of its range before it counts as out of range.</summary>
    public const double RangeTolerance = 1e-9;

    private readonly Reason _reason;
    private readonly double _value;

    private Estimate(SignalKind kind, double value, Reason reason, string? detail)
    {
        Kind = kind;
        _value = value;
        _reason = reason;
        Detail = detail;
    }

    /// <summary>Value, not applicable, missing or fault.</summary>
    public SignalKind Kind { get; }

    /// <summary>The number; NaN unless <see cref="HasValue"/>.</summary>
    public double Value => HasValue ? _value : double.NaN;

    /// <summary>Why there is no value.</summary>
    public Reason Reason => Kind == SignalKind.Fault && _reason == default ? Reason.EvaluatorFault : _reason;

    /// <summary>A short machine-readable detail; never user content.</summary>
    public string? Detail { get; }

    /// <summary>Whether there is a finite number.</summary>
    public bool HasValue => Kind == SignalKind.Value;

    /// <summary>A probability. Not finite: missing as <see cref="Reason.ScoreUndefined"/>. Outside [0, 1] by at most <see cref="RangeTolerance"/>: clamped; by more: missing as <see cref="Reason.ScoreOutOfRange"/>.</summary>
    /// <param name="value">The probability, in [0, 1].</param>
    public static Estimate Probability(double value) => InRange(value, 0.0, 1.0);

    /// <summary>A delegation value <c>q - p</c>, in [-1, 1], checked like <see cref="Probability(double)"/>.</summary>
    /// <param name="value">The expected gain of escalating.</param>
    public static Estimate Gain(double value) => InRange(value, -1.0, 1.0);

    /// <summary>A score without a declared range. Not finite: missing as <see cref="Reason.ScoreUndefined"/>.</summary>
    /// <param name="value">The score.</param>
    public static Estimate Score(double value) =>
        double.IsFinite(value) ? new(SignalKind.Value, value, default, null) : Missing(Reason.ScoreUndefined);

    /// <summary>A probability that the caller may have left out: null is missing as <see cref="Reason.NoSignal"/>.</summary>
    /// <param name="value">The probability, in [0, 1], or null.</param>
    public static Estimate Probability(double? value) => value is { } present ? Probability(present) : Missing(Reason.NoSignal);

    /// <summary>The predictor abstains because an input that it declares optional is absent.</summary>
    public static Estimate NotApplicable() => new(SignalKind.NotApplicable, double.NaN, default, null);

    /// <summary>A declared input has no usable value.</summary>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="detail">A short machine-readable detail; never user content.</param>
    public static Estimate Missing(Reason reason, string? detail = null) => new(SignalKind.Missing, double.NaN, reason, detail);

    /// <summary>The predictor failed.</summary>
    /// <param name="reason">How it failed.</param>
    /// <param name="detail">For an exception its type name, never its message.</param>
    public static Estimate Fault(Reason reason, string? detail = null) => new(SignalKind.Fault, double.NaN, reason, detail);

    /// <summary>This estimate held to the range of a probability; one without a value stays as it is.</summary>
    internal Estimate AsProbability() => HasValue ? Probability(_value) : this;

    /// <summary>This estimate held to the range of a gain; one without a value stays as it is.</summary>
    internal Estimate AsGain() => HasValue ? Gain(_value) : this;

    private static Estimate InRange(double value, double low, double high)
    {
        if (!double.IsFinite(value))
        {
            return Missing(Reason.ScoreUndefined);
        }

        return value < low - RangeTolerance || value > high + RangeTolerance
            ? Missing(Reason.ScoreOutOfRange)
            : new(SignalKind.Value, Math.Clamp(value, low, high), default, null);
    }
}
